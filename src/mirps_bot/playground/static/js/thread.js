/** A message and its replies, beside the conversation; over it on narrow screens. */

import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { ErrorLine } from "./notices.js";
import { t } from "./strings.js";
import { Timeline } from "./timeline.js";

/** @import { Workspace } from "./state.js" */

export class Thread {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    this.shown = null;
    this.title = h("h2", {});
    this.closer = h("a", { class: "tool", data: { testid: "thread-close" } }, icon("close"));
    this.timeline = new Timeline(workspace, { inThread: true, label: () => t("thread") });
    this.composer = new Composer(workspace, {
      testid: "thread-composer",
      commands: false,
      target: () => ({ channel: workspace.place, thread_ts: workspace.thread?.ts }),
      label: () => t("replyTo"),
    });
    this.element = h(
      "aside",
      { class: "thread", hidden: true, data: { testid: "thread" } },
      h("header", { class: "room-head" }, this.title, this.closer),
      this.timeline.element,
      h(
        "div",
        { class: "foot" },
        new ErrorLine(workspace, () => workspace.thread !== null && workspace.modal === null).element,
        this.composer.element,
      ),
    );
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.defaultPrevented)
        location.hash = workspace.addressOf(workspace.place);
    });
    workspace.on("place", () => this.turn());
    workspace.on("thread", () => this.draw());
  }

  turn() {
    const { thread, place } = this.workspace;
    const before = this.shown;
    this.shown = thread === null ? null : `${this.workspace.me.id} ${place} ${thread.ts}`;
    this.element.hidden = thread === null;
    if (this.shown === before) return;
    this.timeline.forget();
    if (thread === null) return;
    this.title.textContent = t("thread");
    this.element.setAttribute("aria-label", t("thread"));
    this.closer.setAttribute("aria-label", t("close"));
    this.closer.href = this.workspace.addressOf(place);
    this.composer.turn();
    this.draw();
    this.composer.input.focus();
  }

  draw() {
    const { thread } = this.workspace;
    if (thread !== null) this.timeline.show(thread.messages);
  }
}
