/** Questions that have to be answered before going on. */

import { freshId, h } from "./dom.js";
import { t } from "./strings.js";

/**
 * Asks and waits for yes or no; Esc is no.
 * @param {{title?: (Node | string)[], text: (Node | string)[], yes: string, no: string, danger: boolean}} question
 * @returns {Promise<boolean>}
 */
export function confirmed({ title, text, yes, no, danger }) {
  const titleId = freshId("confirm");
  const dialog = h(
    "dialog",
    { class: "confirm", "aria-labelledby": titleId, data: { testid: "confirm" } },
    h("h2", { id: titleId }, title ?? text),
    title ? h("p", {}, text) : null,
    h(
      "div",
      { class: "dialog-buttons" },
      h(
        "button",
        {
          type: "button",
          class: "button",
          data: { testid: "confirm-no" },
          on: { click: () => dialog.close("no") },
        },
        no,
      ),
      h(
        "button",
        {
          type: "button",
          class: danger ? "button danger-fill" : "button primary",
          data: { testid: "confirm-yes" },
          on: { click: () => dialog.close("yes") },
        },
        yes,
      ),
    ),
  );
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue === "yes");
    });
  });
}

/** @returns {Promise<boolean>} */
export function confirmDeletion() {
  return confirmed({ text: [t("deleteQuestion")], yes: t("deleteMessage"), no: t("cancel"), danger: true });
}
