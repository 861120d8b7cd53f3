/** Block Kit's interactive elements: buttons, menus, choices. Text fields are in fields.js. */

import { beside, safeAddress } from "./addresses.js";
import { combobox } from "./combobox.js";
import { freshId, h } from "./dom.js";
import { fields } from "./fields.js";
import { icon } from "./icons.js";
import { attachMenu } from "./menu.js";
import { text } from "./mrkdwn.js";
import { identity, report } from "./slot.js";
import { t } from "./strings.js";

/** @import { Element, Option } from "./types.js" @import { Slot } from "./slot.js" */

/** @type {Record<string, (slot: Slot) => Node>} */
const ELEMENTS = {
  button,
  overflow,
  static_select: staticSelect,
  external_select: combobox,
  radio_buttons: (slot) => choices(slot, "radio"),
  checkboxes: (slot) => choices(slot, "checkbox"),
  datepicker,
  image,
  ...fields,
};

/** @param {Slot} slot @returns {Node} */
export function renderElement(slot) {
  const render = ELEMENTS[slot.element.type];
  return render
    ? render(slot)
    : h("span", { class: "unsupported" }, t("unsupportedElement", { type: slot.element.type }));
}

/** @param {Slot} slot */
function button(slot) {
  const { element, scene } = slot;
  const style = { primary: "button primary", danger: "button danger" }[element.style] ?? "button";
  const press = (event) => report(slot, event.currentTarget, { value: element.value });
  const attributes = {
    ...identity(slot),
    class: style,
    "aria-label": element.accessibility_label,
    on: { click: press },
  };
  const href = element.url ? safeAddress(element.url) : null;
  if (href === null) return h("button", { ...attributes, type: "button" }, text(element.text, scene));
  return h("a", { ...attributes, href, ...beside(href) }, text(element.text, scene));
}

/** @param {Slot} slot */
function overflow(slot) {
  const { element, scene } = slot;
  const opener = h(
    "button",
    { ...identity(slot), type: "button", class: "button icon-button", "aria-label": t("options") },
    icon("more"),
  );
  const items = element.options.map((option) => ({
    label: text(option.text, scene),
    detail: option.description?.text,
    href: option.url ? safeAddress(option.url) : null,
    data: { testid: "option", value: option.value },
    run: () => report(slot, opener, { selected: option.value }),
  }));
  return h("span", { class: "overflow" }, opener, attachMenu(opener, items));
}

/** @param {Slot} slot */
function staticSelect(slot) {
  const { element, block, surface, dispatches, notes, field } = slot;
  const { answers } = surface;
  const chosen = answers.recall(block.block_id, element.action_id, element.initial_option?.value ?? null);
  const select = h(
    "select",
    {
      ...identity(slot),
      class: "select",
      "aria-label": field.labelledby ? null : (element.placeholder?.text ?? t("choose")),
    },
    h("option", { value: "" }, element.placeholder?.text ?? t("choose")),
    (element.option_groups ?? []).map((group) =>
      h("optgroup", { label: group.label.text }, group.options.map(nativeOption)),
    ),
    (element.options ?? []).map(nativeOption),
  );
  select.value = chosen ?? "";
  if (select.selectedIndex < 0) select.selectedIndex = 0;
  select.addEventListener("change", async () => {
    const before = answers.recall(block.block_id, element.action_id, null);
    answers.set(block.block_id, element.action_id, select.value || null);
    if (!(dispatches || notes) || !select.value) return;
    if (await report(slot, select, { selected: select.value })) return;
    answers.set(block.block_id, element.action_id, before);
    select.value = before ?? "";
  });
  return select;
}

/** @param {Option} option */
function nativeOption(option) {
  return h(
    "option",
    { value: option.value },
    option.description ? `${option.text.text} · ${option.description.text}` : option.text.text,
  );
}

/** Radio buttons or checkboxes. @param {Slot} slot @param {"radio" | "checkbox"} kind */
function choices(slot, kind) {
  const { element, block, scene, surface, dispatches, notes } = slot;
  const { answers } = surface;
  const initial =
    kind === "radio"
      ? (element.initial_option?.value ?? null)
      : (element.initial_options ?? []).map(({ value }) => value);
  const chosen = [answers.recall(block.block_id, element.action_id, initial)].flat();
  const name = freshId("choice");
  const rows = element.options.map((option) =>
    choice(option, { kind, name, scene, checked: chosen.includes(option.value) }),
  );
  const group = h(
    "div",
    { ...identity(slot), class: "choices", role: kind === "radio" ? "radiogroup" : "group", tabindex: "-1" },
    rows,
  );
  group.addEventListener("change", () => {
    const values = [...group.querySelectorAll("input:checked")].map(({ value }) => value);
    const selected = kind === "radio" ? values[0] : values;
    answers.set(block.block_id, element.action_id, selected);
    if (dispatches || notes) report(slot, group, { selected });
  });
  return group;
}

/** @param {Option} option */
function choice(option, { kind, name, scene, checked }) {
  const input = h("input", { type: kind, name, value: option.value, checked });
  const words = [
    h("span", {}, text(option.text, scene)),
    option.description ? h("span", { class: "detail" }, text(option.description, scene)) : null,
  ];
  return h("label", { class: "choice" }, input, h("span", { class: "choice-words" }, words));
}

/** @param {Slot} slot */
function datepicker(slot) {
  const { element, block, surface, dispatches, notes, field } = slot;
  const { answers } = surface;
  const input = h("input", {
    ...identity(slot),
    type: "date",
    class: "input date",
    "aria-label": field.labelledby ? null : (element.placeholder?.text ?? t("day")),
  });
  input.value = answers.recall(block.block_id, element.action_id, element.initial_date ?? null) ?? "";
  input.addEventListener("change", () => {
    answers.set(block.block_id, element.action_id, input.value || null);
    if ((dispatches || notes) && input.value) report(slot, input, { selected: input.value });
  });
  return input;
}

/** A picture, or its description where the picture can't be loaded. @param {{element: Element}} slot */
export function image({ element }) {
  const address = element.slack_file
    ? `/files/${encodeURIComponent(element.slack_file.id)}`
    : safeAddress(element.image_url);
  const described = () => h("span", { class: "missing-image" }, element.alt_text);
  if (address === null) return described();
  const picture = h("img", { src: address, alt: element.alt_text, loading: "lazy" });
  picture.addEventListener("error", () => picture.replaceWith(described()));
  return picture;
}
