/** Where blocks stand (a message, a modal, the home tab) and how what is done there reaches the workspace. */

import { Answers } from "./answers.js";

/** @import { Block, Element, Message, Outcome, Option, View } from "./types.js" @import { Workspace } from "./state.js" */

/**
 * @typedef {object} Surface
 * @property {"message" | "modal" | "home"} kind
 * @property {Answers} answers
 * @property {(block: Block, element: Element, choice: {value?: string, selected?: any}) => Promise<Outcome>} press
 * @property {(file: File) => Promise<string | null>} attach
 * @property {(block: Block, element: Element, query: string) => Promise<Outcome & {options?: Option[], option_groups?: any[]}>} suggest
 */

/** Answers by the key of their surface, kept as long as the page lives. @type {Map<string, Answers>} */
const kept = new Map();

function answersFor(key) {
  if (!kept.has(key)) kept.set(key, new Answers());
  return kept.get(key);
}

/** @param {Workspace} workspace @param {Surface["kind"]} kind @param {Record<string, string>} where @param {string} key @returns {Surface} */
function surface(workspace, kind, where, key) {
  const answers = answersFor(key);
  const address = (block, element) => ({ ...where, block_id: block.block_id, action_id: element.action_id });
  return {
    kind,
    answers,
    press: (block, element, choice) =>
      workspace.act("press", { ...address(block, element), ...choice, values: answers.values }),
    attach: (file) => workspace.attach(file),
    suggest: (block, element, query) => workspace.act("suggest", { ...address(block, element), query }),
  };
}

/** @param {Workspace} workspace @param {string} channel @param {Message} message */
export function messageSurface(workspace, channel, message) {
  return surface(
    workspace,
    "message",
    { channel, ts: message.ts },
    `${workspace.me.id} ${channel} ${message.ts}`,
  );
}

/** @param {Workspace} workspace @param {"modal" | "home"} kind @param {View} view */
export function viewSurface(workspace, kind, view) {
  const made = surface(workspace, kind, { view_id: view.id }, view.id);
  made.answers.keepOnly(view.blocks);
  return made;
}
