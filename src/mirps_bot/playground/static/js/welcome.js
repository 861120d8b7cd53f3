/** A few things to try, until they are put away. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { t } from "./strings.js";

/** @import { Tip } from "./types.js" @import { Workspace } from "./state.js" */

const KEY = "welcome put away";

export class Welcome {
  /** @param {Workspace} workspace @param {{fill: (text: string) => void, openClock: () => void}} ways what a tip leads to */
  constructor(workspace, { fill, openClock }) {
    this.workspace = workspace;
    this.fill = fill;
    this.openClock = openClock;
    this.element = h("section", { class: "welcome", hidden: true, data: { testid: "welcome" } });
    workspace.on("place", () => this.draw());
  }

  draw() {
    const tips = this.workspace.world.tips ?? [];
    const { channel, botChannel } = this.workspace;
    this.element.hidden = tips.length === 0 || channel !== botChannel || localStorage.getItem(KEY) !== null;
    if (this.element.hidden) return;
    this.element.setAttribute("aria-label", t("tips"));
    this.element.replaceChildren(
      h("h2", {}, t("tips")),
      h(
        "ul",
        {},
        tips.map((tip) => h("li", {}, this.chip(tip))),
      ),
      h(
        "button",
        {
          type: "button",
          class: "tool",
          "aria-label": t("dismiss"),
          title: t("dismiss"),
          data: { testid: "welcome-dismiss" },
          on: { click: () => this.putAway() },
        },
        icon("close"),
      ),
    );
  }

  /** A tip without words to type is about the clock. @param {Tip} tip */
  chip({ label, text }) {
    const follow = () => (text === "" ? this.openClock() : this.fill(text));
    const shown = text.startsWith("/") ? h("code", {}, text) : h("span", { class: "detail" }, text);
    return h(
      "button",
      { type: "button", class: "tip", data: { testid: "tip" }, on: { click: follow } },
      h("span", {}, label),
      shown,
    );
  }

  putAway() {
    localStorage.setItem(KEY, "yes");
    this.element.hidden = true;
  }
}
