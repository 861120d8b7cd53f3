/** The modal on top of the stack. */

import { renderBlocks } from "./blocks.js";
import { freshId, h } from "./dom.js";
import { icon } from "./icons.js";
import { plain } from "./mrkdwn.js";
import { sceneOf } from "./scene.js";
import { t } from "./strings.js";
import { viewSurface } from "./surface.js";

/** @import { View } from "./types.js" @import { Workspace } from "./state.js" */

export class Modal {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    /** @type {{view: View, depth: number} | null} */
    this.shown = null;
    this.element = h("dialog", { class: "modal", data: { testid: "modal" } });
    this.element.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    workspace.on("view", () => this.draw());
    workspace.on("error", (text) => this.complain(text));
  }

  draw() {
    const { modal } = this.workspace;
    const sameView = modal !== null && this.shown?.view.id === modal.view.id;
    const scroll = sameView ? this.body.scrollTop : 0;
    const focused = sameView ? this.element.querySelector(":focus") : null;
    this.shown = modal;
    if (modal === null) {
      if (this.element.open) this.element.close();
      this.element.replaceChildren();
      return;
    }
    this.fill({});
    if (!this.element.open) this.element.showModal();
    this.body.scrollTop = scroll;
    this.focus(focused);
  }

  /** @param {Record<string, string>} errors */
  fill(errors) {
    const { view, depth } = this.shown;
    const titleId = freshId("title");
    this.surface = viewSurface(this.workspace, "modal", view);
    this.body = h(
      "div",
      { class: "modal-body" },
      renderBlocks(view.blocks, { scene: sceneOf(this.workspace), surface: this.surface, errors }),
    );
    this.problem = h("p", { class: "modal-problem", role: "alert", data: { testid: "modal-error" } });
    this.submitter = view.submit
      ? h(
          "button",
          { type: "submit", class: "button primary", data: { testid: "modal-submit" } },
          plain(view.submit.text),
        )
      : null;
    const leave = { type: "button", on: { click: () => this.close() } };
    this.element.setAttribute("aria-labelledby", titleId);
    this.element.replaceChildren(
      h(
        "form",
        { novalidate: true, on: { submit: (event) => this.submit(event) } },
        h(
          "header",
          { class: "modal-head" },
          h("h2", { id: titleId }, plain(view.title.text)),
          h(
            "button",
            {
              ...leave,
              class: "tool",
              "aria-label": depth > 1 ? t("previous") : t("close"),
              data: { testid: depth > 1 ? "modal-back" : "modal-x" },
            },
            icon(depth > 1 ? "back" : "close"),
          ),
        ),
        this.body,
        h(
          "footer",
          { class: "modal-foot" },
          this.problem,
          h(
            "button",
            { ...leave, class: "button", data: { testid: "modal-close" } },
            view.close ? plain(view.close.text) : view.submit ? t("cancel") : t("close"),
          ),
          this.submitter,
        ),
      ),
    );
  }

  /** The same control again after redrawing, else the first field, else the title's neighbour. @param {HTMLElement | null} before */
  focus(before) {
    const { blockId, actionId, testid } = before?.dataset ?? {};
    const again = actionId
      ? `[data-block-id="${CSS.escape(blockId)}"][data-action-id="${CSS.escape(actionId)}"]`
      : testid && `[data-testid="${CSS.escape(testid)}"]`;
    const target =
      (again && this.element.querySelector(again)) ||
      this.body.querySelector("[autofocus], .input, .select, input") ||
      this.submitter;
    target?.focus({ preventScroll: Boolean(before) });
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    if (this.submitter === null || this.submitter.getAttribute("aria-busy") === "true") return;
    const { view } = this.shown;
    this.problem.textContent = "";
    this.submitter.setAttribute("aria-busy", "true");
    const outcome = await this.workspace.act("submit", {
      view_id: view.id,
      values: this.surface.answers.values,
    });
    this.submitter?.removeAttribute("aria-busy");
    if (outcome.errors && this.shown?.view.id === view.id) this.correct(outcome.errors);
  }

  /** Shows what is wrong where it is wrong. @param {Record<string, string>} errors by block_id */
  correct(errors) {
    this.fill(errors);
    this.body.querySelector('[aria-invalid="true"]')?.focus();
    this.body.querySelector(".invalid")?.scrollIntoView({ block: "nearest" });
  }

  complain(text) {
    if (this.shown !== null) this.problem.textContent = text;
  }

  close() {
    this.workspace.closeModal();
  }
}
