/** external_select: a field that asks the bot for options while one types. */

import { freshId, h } from "./dom.js";
import { identity, report } from "./slot.js";
import { t } from "./strings.js";

/** @import { Slot } from "./slot.js" @import { Option } from "./types.js" */

const PAUSE = 200;
const DEFAULT_MIN_QUERY = 3;

/** @param {Slot} slot */
export function combobox(slot) {
  return new Combobox(slot).element;
}

class Combobox {
  /** @param {Slot} slot */
  constructor(slot) {
    const { element, block, surface } = slot;
    this.slot = slot;
    this.minimum = element.min_query_length ?? DEFAULT_MIN_QUERY;
    this.asked = 0;
    /** @type {Option[]} */
    this.options = [];
    this.active = -1;
    const listId = freshId("options");
    this.list = h("div", { class: "options", role: "listbox", id: listId, hidden: true });
    this.status = h("div", { class: "options-status", role: "status" });
    this.input = h("input", {
      ...identity(slot),
      type: "text",
      class: "input combobox",
      role: "combobox",
      autocomplete: "off",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": listId,
      "aria-label": slot.field.labelledby ? null : (element.placeholder?.text ?? t("typeToSearch")),
      placeholder: element.placeholder?.text ?? t("typeToSearch"),
      on: {
        input: () => this.typed(),
        focus: () => this.input.value.length >= this.minimum && !this.chosen && this.ask(),
        blur: () => this.left(),
        keydown: (event) => this.pressed(event),
      },
    });
    /** @type {any} the option that counts */
    this.chosen = surface.answers.recall(block.block_id, element.action_id, element.initial_option ?? null);
    this.input.value = this.chosen?.text.text ?? "";
    this.element = h("div", { class: "field-control" }, this.input, this.status, this.list);
    this.input.addEventListener("focus", () => this.minimum === 0 && !this.chosen && this.ask());
  }

  typed() {
    clearTimeout(this.timer);
    if (this.input.value === "") this.choose(null);
    if (this.input.value.trim().length < this.minimum) return this.hide();
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  /** Asks for options; an answer that was overtaken by a later question is dropped. */
  async ask() {
    this.asked += 1;
    const turn = this.asked;
    this.status.textContent = t("loading");
    const answer = await this.slot.surface.suggest(
      this.slot.block,
      this.slot.element,
      this.input.value.trim(),
    );
    if (turn !== this.asked) return;
    const groups = answer.option_groups ?? [{ label: null, options: answer.options ?? [] }];
    this.options = groups.flatMap(({ options }) => options);
    this.show(groups);
  }

  show(groups) {
    this.active = -1;
    this.status.textContent = this.options.length === 0 ? t("noResults") : "";
    this.list.replaceChildren(
      ...groups
        .flatMap(({ label, options }) => [
          label ? h("div", { class: "options-label", role: "presentation" }, label.text) : null,
          ...options.map((option) => this.row(option)),
        ])
        .filter((node) => node !== null),
    );
    this.setOpen(this.options.length > 0);
    this.element.scrollIntoView({ block: "nearest" });
  }

  /** @param {Option} option */
  row(option) {
    const row = h(
      "div",
      {
        class: "option",
        role: "option",
        id: freshId("option"),
        "aria-selected": "false",
        data: { testid: "option", value: option.value },
      },
      h("span", {}, option.text.text),
      option.description ? h("span", { class: "detail" }, option.description.text) : null,
    );
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => this.choose(option));
    return row;
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (this.list.hidden) {
      if (event.key === "ArrowDown" && this.input.value.trim().length >= this.minimum) this.ask();
      return;
    }
    const { key } = event;
    if (key === "ArrowDown") this.activate(this.active + 1);
    else if (key === "ArrowUp") this.activate(this.active - 1);
    else if (key === "Enter" && this.active >= 0) this.choose(this.options[this.active]);
    else if (key === "Escape") this.hide();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  activate(index) {
    const rows = [...this.list.querySelectorAll("[role=option]")];
    this.active = (index + rows.length) % rows.length;
    rows.forEach((row, place) => row.setAttribute("aria-selected", String(place === this.active)));
    this.input.setAttribute("aria-activedescendant", rows[this.active].id);
    rows[this.active].scrollIntoView({ block: "nearest" });
  }

  /** @param {Option | null} option */
  choose(option) {
    const { block, element, surface, dispatches, notes } = this.slot;
    this.chosen = option;
    surface.answers.set(block.block_id, element.action_id, option);
    if (option) this.input.value = option.text.text;
    this.hide();
    if ((dispatches || notes) && option) report(this.slot, this.input, { selected: option.value });
  }

  /** Typed but nothing chosen: the field goes back to what counts. */
  left() {
    this.hide();
    this.input.value = this.chosen?.text.text ?? "";
  }

  hide() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.status.textContent = "";
    this.setOpen(false);
  }

  setOpen(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
  }
}
