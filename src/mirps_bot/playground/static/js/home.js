/** The bot's home tab. */

import { renderBlocks } from "./blocks.js";
import { h } from "./dom.js";
import { HOME } from "./route.js";
import { sceneOf } from "./scene.js";
import { t } from "./strings.js";
import { viewSurface } from "./surface.js";

/** @import { Workspace } from "./state.js" */

/** @param {Workspace} workspace */
export function homeTab(workspace) {
  const page = h("div", { class: "home-page" });
  const element = h("div", { class: "scroller home", tabindex: "0", data: { testid: "home" } }, page);
  let drawn = "";
  const draw = () => {
    if (workspace.place !== HOME) return;
    const { home } = workspace.world;
    const wanted = JSON.stringify([workspace.me, home?.blocks]);
    if (drawn === wanted) return; // published again unchanged: what somebody is about to press stays where it is
    drawn = wanted;
    const focused = page.querySelector(":focus")?.dataset.actionId;
    element.setAttribute("aria-label", t("home"));
    page.replaceChildren(
      ...(home === null
        ? [h("p", { class: "empty" }, t("homeEmpty"))]
        : renderBlocks(home.blocks, {
            scene: sceneOf(workspace),
            surface: viewSurface(workspace, "home", home),
          })),
    );
    if (focused)
      page.querySelector(`[data-action-id="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  };
  workspace.on("home", draw);
  workspace.on("place", draw);
  return element;
}
