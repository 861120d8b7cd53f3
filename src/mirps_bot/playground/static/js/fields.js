/** Block Kit's text fields, and files. Numbers and addresses stay as typed: what is wrong with them is the bot's to say, at the field. */

import { h } from "./dom.js";
import { identity, report } from "./slot.js";

/** @import { Slot } from "./slot.js" */

/** @type {Record<string, (slot: Slot) => Node>} */
export const fields = {
  plain_text_input: (slot) =>
    slot.element.multiline ? field(slot, "textarea", { rows: "4" }) : field(slot, "input", { type: "text" }),
  number_input: (slot) =>
    field(slot, "input", {
      type: "text",
      inputmode: slot.element.is_decimal_allowed ? "decimal" : "numeric",
    }),
  url_text_input: (slot) => field(slot, "input", { type: "url", inputmode: "url" }),
  file_input: fileChooser,
  email_text_input: (slot) => field(slot, "input", { type: "email", inputmode: "email" }),
};

/** Names of files by id: a chooser that is drawn anew can't show what was chosen. @type {Map<string, string>} */
const names = new Map();

/** @param {Slot} slot */
function fileChooser(slot) {
  const { element, block, surface } = slot;
  const chosen = h("span", { class: "detail", role: "status" });
  const show = (ids) => {
    chosen.textContent = ids.map((id) => names.get(id) ?? id).join(", ");
  };
  const input = h("input", {
    ...identity(slot),
    type: "file",
    class: "input",
    accept: element.filetypes?.map((type) => `.${type}`).join(","),
    multiple: (element.max_files ?? 10) > 1,
  });
  show(surface.answers.recall(block.block_id, element.action_id, []));
  input.addEventListener("change", async () => {
    const files = [...input.files];
    const ids = await Promise.all(files.map((file) => surface.attach(file)));
    ids.forEach((id, at) => id && names.set(id, files[at].name));
    const arrived = ids.filter((id) => id !== null);
    surface.answers.set(block.block_id, element.action_id, arrived);
    show(arrived);
  });
  return h("div", { class: "field-control" }, input, chosen);
}

/** @param {Slot} slot @param {"input" | "textarea"} tag */
function field(slot, tag, attributes) {
  const { element, block, surface } = slot;
  const control = h(tag, {
    ...identity(slot),
    ...attributes,
    class: "input",
    autocomplete: "off",
    placeholder: element.placeholder?.text,
  });
  control.value =
    surface.answers.recall(block.block_id, element.action_id, element.initial_value ?? null) ?? "";
  const counter = element.max_length ? counterFor(control, element.max_length) : null;
  control.addEventListener("input", () => {
    surface.answers.set(block.block_id, element.action_id, control.value || null);
    if (slot.dispatches && dispatchesOn(element, "on_character_entered"))
      report(slot, control, { value: control.value });
  });
  if (slot.notes)
    control.addEventListener("change", () => report(slot, control, { selected: control.value }));
  if (slot.dispatches && dispatchesOn(element, "on_enter_pressed"))
    control.addEventListener("keydown", (event) => sendOnEnter(event, slot, control));
  return h("div", { class: "field-control" }, control, counter);
}

function dispatchesOn(element, trigger) {
  return (element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"]).includes(trigger);
}

function sendOnEnter(event, slot, control) {
  if (event.key !== "Enter" || event.isComposing || slot.element.multiline) return;
  event.preventDefault();
  report(slot, control, { value: control.value });
}

/** How much room is left, shown once it runs short. */
function counterFor(control, limit) {
  const counter = h("span", { class: "counter", "aria-hidden": "true" });
  const count = () => {
    const length = [...control.value].length;
    counter.textContent = length > limit * 0.8 ? `${length} / ${limit}` : "";
    counter.classList.toggle("over", length > limit);
  };
  control.addEventListener("input", count);
  count();
  return counter;
}
