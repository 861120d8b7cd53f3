/** The place an element stands in, and what every element does there. */

import { confirmed } from "./dialogs.js";
import { text } from "./mrkdwn.js";

/** @import { Block, Element } from "./types.js" @import { Scene } from "./scene.js" @import { Surface } from "./surface.js" */

/**
 * @typedef {object} Slot where an element stands
 * @property {Block} block
 * @property {Element} element
 * @property {Scene} scene
 * @property {Surface} surface
 * @property {boolean} dispatches tells the bot at once when something is chosen
 * @property {boolean} [notes] tells the workspace what was entered, though not the bot: a message has no form to send it with
 * @property {{id?: string, labelledby?: string, describedby?: string, invalid?: boolean, required?: boolean}} field ties to an input block's label
 */

/** The attributes by which tests, labels and errors find a control. @param {Slot} slot */
export function identity({ block, element, field }) {
  return {
    id: field.id,
    "aria-labelledby": field.labelledby,
    "aria-describedby": field.describedby,
    "aria-invalid": field.invalid ? "true" : null,
    "aria-required": field.required ? "true" : null,
    autofocus: element.focus_on_load,
    data: { testid: "element", blockId: block.block_id, actionId: element.action_id },
  };
}

/** Reports what was done, once at a time, after the element's own question was answered. @param {Slot} slot @param {HTMLElement} control */
export async function report({ block, element, scene, surface }, control, choice) {
  if (control.getAttribute("aria-busy") === "true") return false;
  if (element.confirm && !(await confirmed(questionOf(element.confirm, scene)))) return false;
  control.setAttribute("aria-busy", "true");
  const outcome = await surface.press(block, element, choice);
  control.removeAttribute("aria-busy");
  return outcome.ok;
}

function questionOf(confirm, scene) {
  return {
    title: text(confirm.title, scene),
    text: text(confirm.text, scene),
    yes: confirm.confirm.text,
    no: confirm.deny.text,
    danger: confirm.style === "danger",
  };
}
