/** A list of messages that stays where it was read. */

import { arrange, find, h } from "./dom.js";
import { renderMessage } from "./message.js";
import { sceneOf } from "./scene.js";
import { t } from "./strings.js";
import { dayName, dayOf, momentOf } from "./time.js";

/** @import { Message } from "./types.js" @import { Workspace } from "./state.js" */

/** Messages of one author this close together stand under one name, in seconds. */
const TOGETHER = 300;
/** How far from the end still counts as at the end, in pixels. */
const NEAR_END = 60;

export class Timeline {
  /** @param {Workspace} workspace @param {{inThread: boolean, label: () => string}} options */
  constructor(workspace, { inThread, label }) {
    this.workspace = workspace;
    this.inThread = inThread;
    this.label = label;
    this.list = h("ol", { class: "timeline" });
    this.element = h(
      "div",
      { class: "scroller", tabindex: "0", data: { testid: inThread ? "thread-messages" : "messages" } },
      this.list,
    );
    this.forget();
    this.element.addEventListener("scroll", () => this.onScroll(), { passive: true });
    const resizing = new ResizeObserver(() => (this.atEnd ? this.toEnd() : this.onScroll()));
    resizing.observe(this.element);
    resizing.observe(this.list);
    /** Called when the end comes into sight or is left. @type {() => void} */
    this.onMove = () => {};
  }

  /** Drops what is drawn: another room, another reader. */
  forget() {
    /** @type {Map<string, {item: HTMLLIElement, mark: string}>} */
    this.drawn = new Map();
    this.dividers = new Map();
    this.atEnd = true;
    this.wasShown = false;
    this.list.replaceChildren();
  }

  onScroll() {
    const { scrollHeight, scrollTop, clientHeight } = this.element;
    if (clientHeight === 0) return; // out of sight: nothing was scrolled
    const atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (atEnd === this.atEnd) return;
    this.atEnd = atEnd;
    this.onMove();
  }

  /** What is taller than the view is read from its beginning. Others' words don't take one away from what one reads. */
  turnTo(message) {
    const isOwn = message.author.id === this.workspace.me.id;
    if (!isOwn && !message.ephemeral && !this.atEnd) return;
    const { item } = this.drawn.get(message.ts);
    this.atEnd = isOwn || item.offsetHeight <= this.element.clientHeight;
    if (this.atEnd) this.toEnd();
    else this.element.scrollTop += item.getBoundingClientRect().top - this.element.getBoundingClientRect().top;
    this.onMove();
  }

  toEnd() {
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** Where one was, to come back to: the distance from the end, or null at the end itself. */
  get position() {
    return this.atEnd ? null : this.element.scrollHeight - this.element.scrollTop;
  }

  /** @param {number | null} position */
  restore(position) {
    if (position === null) this.toEnd();
    else this.element.scrollTop = this.element.scrollHeight - position;
    this.onScroll();
  }

  /** @param {Message[]} messages @param {string | null} newFrom */
  show(messages, newFrom = null) {
    const { position } = this;
    const last = messages.at(-1);
    const arrived = this.wasShown && last && !this.drawn.has(last.ts) ? last : null;
    this.wasShown = true;
    const focused = focusWithin(this.list);
    this.element.setAttribute("aria-label", this.label());
    const place = { workspace: this.workspace, scene: sceneOf(this.workspace), inThread: this.inThread };
    const rows = messages.flatMap((message, index) =>
      this.rowsFor(message, messages[index - 1], place, newFrom),
    );
    arrange(this.list, rows);
    restoreFocus(this.list, focused);
    if (arrived) this.turnTo(arrived);
    else if (position === null) this.toEnd();
  }

  rowsFor(message, before, place, newFrom) {
    const rows = [];
    const { reader } = place.scene;
    const moment = momentOf(message.ts);
    const newDay = !before || dayOf(momentOf(before.ts), reader) !== dayOf(moment, reader);
    if (newDay)
      rows.push(this.divider(`day ${dayOf(moment, reader)}`, "day-divider", dayName(moment, reader)));
    if (message.ts === newFrom) rows.push(this.divider("new", "new-divider", t("newLine")));
    const follows = !newDay && message.ts !== newFrom && continues(before, message);
    rows.push(this.item(message, place, follows));
    return rows;
  }

  item(message, place, follows) {
    const mark = JSON.stringify([follows, message]);
    const known = this.drawn.get(message.ts);
    if (known?.mark === mark) return known.item;
    const item = renderMessage(message, place, follows);
    this.drawn.set(message.ts, { item, mark });
    return item;
  }

  divider(key, kind, words) {
    const known = this.dividers.get(key) ?? h("li", { class: kind }, h("span", {}));
    known.firstChild.textContent = words;
    this.dividers.set(key, known);
    return known;
  }
}

function continues(before, message) {
  return (
    before.author.id === message.author.id &&
    Boolean(before.ephemeral) === Boolean(message.ephemeral) &&
    Number(message.ts) - Number(before.ts) < TOGETHER
  );
}

/** What has the focus inside a list, by names that survive redrawing. @param {HTMLElement} list */
function focusWithin(list) {
  const active = find(list, ":focus");
  if (active === null) return null;
  return { active, ts: find(list, ":scope > :focus-within").dataset.ts, actionId: active.dataset.actionId };
}

/** Gives the focus back when what had it was redrawn: to the same control, else to its message. */
function restoreFocus(list, focused) {
  if (focused === null || focused.active.isConnected || focused.ts === undefined) return;
  const item = `[data-ts="${CSS.escape(focused.ts)}"]`;
  const control =
    focused.actionId && find(list, `${item} [data-action-id="${CSS.escape(focused.actionId)}"]`);
  (control || find(list, item))?.focus({ preventScroll: true });
}
