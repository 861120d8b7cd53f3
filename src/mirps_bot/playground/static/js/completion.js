/** Suggestions over a composer: commands after "/", people after "@". */

import { arrange, freshId, h } from "./dom.js";
import { t } from "./strings.js";

/** @import { Workspace } from "./state.js" */
/** @typedef {{title: string, detail: string, insert: string}} Suggestion */

const MOST = 20;

export class Completion {
  /**
   * @param {Workspace} workspace @param {HTMLTextAreaElement} input
   * @param {{commands: boolean}} options no commands in threads: the platform refuses them there
   */
  constructor(workspace, input, { commands }) {
    this.workspace = workspace;
    this.input = input;
    this.commands = commands;
    this.active = -1;
    /** @type {Suggestion[]} */
    this.suggestions = [];
    const id = freshId("suggestions");
    this.element = h("div", {
      class: "suggestions",
      role: "listbox",
      id,
      hidden: true,
      data: { testid: "suggestions" },
    });
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", id);
    this.input.addEventListener("input", () => this.refresh());
    this.input.addEventListener("blur", () => this.hide());
  }

  refresh() {
    this.active = -1;
    this.suggestions = this.find().slice(0, MOST);
    this.element.setAttribute("aria-label", t("suggestions"));
    arrange(
      this.element,
      this.suggestions.map((suggestion) => this.row(suggestion)),
    );
    this.setOpen(this.suggestions.length > 0);
  }

  /** @returns {Suggestion[]} */
  find() {
    if (this.workspace.world === null) return [];
    const before = this.input.value.slice(0, this.input.selectionStart);
    if (this.commands && before.startsWith("/")) return commandsLike(before, this.workspace.world.commands);
    const name = /(?:^|\s)@([\p{L}\p{N} .'-]{0,30})$/u.exec(before);
    return name ? this.peopleLike(name[1]) : [];
  }

  peopleLike(start) {
    const { bot, people } = this.workspace.world;
    const all = [
      { name: bot.name, detail: t("bot") },
      ...people.map(({ name, note }) => ({ name, detail: note })),
    ];
    return all
      .filter(
        ({ name }) =>
          name !== start.trim() &&
          fold(name)
            .split(/\s+/)
            .some((_, word, words) => words.slice(word).join(" ").startsWith(fold(start))),
      )
      .map(({ name, detail }) => ({ title: `@${name}`, detail, insert: `@${name} ` }));
  }

  /** @param {Suggestion} suggestion */
  row(suggestion) {
    const row = h(
      "div",
      {
        class: "suggestion",
        role: "option",
        id: freshId("suggestion"),
        "aria-selected": "false",
        data: { testid: "suggestion" },
      },
      h("span", { class: "suggestion-title" }, suggestion.title),
      h("span", { class: "detail" }, suggestion.detail),
    );
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => this.accept(suggestion));
    return row;
  }

  /** Takes the keys that steer the list. @param {KeyboardEvent} event @returns {boolean} whether the key was taken */
  handle(event) {
    if (this.element.hidden) return false;
    const { key } = event;
    if (key === "ArrowDown") this.activate(this.active + 1);
    else if (key === "ArrowUp") this.activate(this.active < 0 ? -1 : this.active - 1);
    else if (key === "Escape") this.hide();
    else if (key === "Tab" && !event.shiftKey) this.accept(this.suggestions[Math.max(this.active, 0)]);
    else if (key === "Enter" && this.active >= 0) this.accept(this.suggestions[this.active]);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  activate(index) {
    const rows = [...this.element.children];
    this.active = (index + rows.length) % rows.length;
    rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === this.active)));
    this.input.setAttribute("aria-activedescendant", rows[this.active].id);
    rows[this.active].scrollIntoView({ block: "nearest" });
  }

  /** @param {Suggestion} suggestion */
  accept({ insert }) {
    const at = this.input.selectionStart;
    const before = this.input.value.slice(0, at);
    const start = before.startsWith("/") ? 0 : before.lastIndexOf("@");
    this.input.setRangeText(insert, start, at, "end");
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.hide();
    this.input.focus();
  }

  hide() {
    this.setOpen(false);
  }

  setOpen(open) {
    this.element.hidden = !open;
    this.input.removeAttribute("aria-activedescendant");
  }
}

/** The ways to go on from what was typed: the commands, then one's hints. @returns {Suggestion[]} */
function commandsLike(typed, commands) {
  const lines = commands.flatMap(({ command, description, usage_hint: usage, hints }) => [
    { title: usage ? `${command} ${usage}` : command, detail: description, insert: `${command} ` },
    ...hints.map((hint) => ({
      title: `${command} ${hint}`,
      detail: "",
      insert: `${command} ${untilPlaceholder(hint)}`,
    })),
  ]);
  return lines.filter(
    ({ insert }) => fold(insert).startsWith(fold(typed)) && fold(insert).trim() !== fold(typed).trim(),
  );
}

/** The words of a hint that can be typed as they are: "pledge [topic]" is typed as "pledge ". */
function untilPlaceholder(hint) {
  return hint.replace(/[[<{(].*$/, "");
}

/** Without accents and case. */
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
