/** What was filled in on one surface and not sent yet, by block and action. It outlives redrawing, so an update keeps what was typed. */

/** @import { Option } from "./types.js" */
/** @typedef {string | string[] | Option | null} Answer an external select keeps its whole option, to show the label again */

export class Answers {
  constructor() {
    /** @type {Map<string, {blockId: string, actionId: string, answer: Answer}>} */
    this.entries = new Map();
  }

  /** The answer so far, else `initial`, which then counts as given. @param {Answer} initial @returns {Answer} */
  recall(blockId, actionId, initial) {
    const key = keyOf(blockId, actionId);
    if (!this.entries.has(key)) this.entries.set(key, { blockId, actionId, answer: initial });
    return this.entries.get(key).answer;
  }

  /** @param {Answer} answer */
  set(blockId, actionId, answer) {
    this.entries.set(keyOf(blockId, actionId), { blockId, actionId, answer });
  }

  /** Forgets what belongs to blocks that are gone. @param {{block_id?: string}[]} blocks */
  keepOnly(blocks) {
    const present = new Set(blocks.map((block) => block.block_id));
    for (const [key, { blockId }] of this.entries) if (!present.has(blockId)) this.entries.delete(key);
  }

  get values() {
    /** @type {Record<string, Record<string, string | string[] | null>>} */
    const values = {};
    for (const { blockId, actionId, answer } of this.entries.values()) {
      values[blockId] = { ...values[blockId], [actionId]: valueOf(answer) };
    }
    return values;
  }
}

function keyOf(blockId, actionId) {
  return JSON.stringify([blockId, actionId]);
}

/** @param {Answer} answer @returns {string | string[] | null} */
function valueOf(answer) {
  if (typeof answer === "string" || Array.isArray(answer)) return answer;
  return answer?.value ?? null;
}
