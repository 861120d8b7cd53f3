/** What the page says by itself: errors that pass, and what arrived, for those who can't see it. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./strings.js";

/** @import { Workspace } from "./state.js" */

const SHOWN_FOR = 8_000;

/** The error line at the foot of the conversation. */
export class ErrorLine {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.words = h("span", {});
    this.closer = h("button", { type: "button", class: "tool", on: { click: () => this.hide() } }, icon("close"));
    this.line = h("div", { class: "error-line", hidden: true, data: { testid: "error-line" } }, icon("warning"), this.words, this.closer);
    this.element = h("div", { class: "error-place", role: "alert" }, this.line);
    workspace.on("error", (text) => this.show(text));
    workspace.on("place", () => this.hide());
    workspace.on("view", () => this.hide());
  }

  show(text) {
    clearTimeout(this.timer);
    this.words.textContent = text;
    this.closer.setAttribute("aria-label", t("dismiss"));
    this.line.hidden = false;
    this.timer = setTimeout(() => this.hide(), SHOWN_FOR);
  }

  hide() {
    this.line.hidden = true;
  }
}

/** Says aloud what arrives in the open conversation. @param {Workspace} workspace */
export function announcer(workspace) {
  const region = h("div", { class: "visually-hidden", "aria-live": "polite", data: { testid: "announcements" } });
  workspace.on("arrival", ({ channel, message }) => {
    if (channel === workspace.place) region.textContent = `${message.author.name}: ${message.text}`;
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
