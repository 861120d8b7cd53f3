/** What the page says by itself: errors that pass, and what arrived, for those who can't see it. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./strings.js";

/** @import { Workspace } from "./state.js" */

const SHOWN_FOR = 8_000;
/** Long enough to be picked up by a screen reader, short enough not to be found again by walking the page. */
const SAID_FOR = 1_000;

/** The error line over a composer. */
export class ErrorLine {
  /** @param {Workspace} workspace @param {() => boolean} isLookedAt whether this is the place where one is at work */
  constructor(workspace, isLookedAt) {
    this.element = h("div", { class: "error-place", role: "alert" });
    workspace.on("error", (text) => isLookedAt() && this.show(text));
    workspace.on("place", () => this.hide());
    workspace.on("view", () => this.hide());
  }

  show(text) {
    clearTimeout(this.timer);
    const hide = { click: () => this.hide() };
    const closer = h(
      "button",
      { type: "button", class: "tool", "aria-label": t("dismiss"), on: hide },
      icon("close"),
    );
    const line = { class: "error-line", data: { testid: "error-line" } };
    this.element.replaceChildren(h("div", line, icon("warning"), h("span", {}, text), closer));
    this.timer = setTimeout(() => this.hide(), SHOWN_FOR);
  }

  hide() {
    this.element.replaceChildren();
  }
}

/** Says aloud what arrives in the open conversation. @param {Workspace} workspace */
export function announcer(workspace) {
  const region = h("div", {
    class: "visually-hidden",
    "aria-live": "polite",
    data: { testid: "announcements" },
  });
  let timer;
  workspace.on("arrival", ({ channel, message }) => {
    if (channel !== workspace.place) return;
    region.textContent = `${message.author.name}: ${message.text}`;
    clearTimeout(timer);
    timer = setTimeout(() => region.replaceChildren(), SAID_FOR);
  });
  return region;
}

/** A strip that stays as long as the connection is lost. @param {Workspace} workspace */
export function connectionStrip(workspace) {
  const strip = h("div", { class: "connection", role: "status" });
  const show = () => {
    strip.textContent = workspace.connected ? "" : t("connectionLost");
  };
  workspace.on("connection", show);
  return strip;
}
