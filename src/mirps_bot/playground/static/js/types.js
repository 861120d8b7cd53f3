/**
 * The shapes the page's server speaks in. Types only.
 *
 * @typedef {{id: string, name: string, title: string, note: string, locale: string, tz: string, is_deactivated: boolean}} Person
 * @typedef {{id: string, kind: "channel" | "im", name: string, topic: string, with?: string, unread: number, mentioned: boolean}} Channel
 * @typedef {{command: string, description: string, usage_hint: string, hints: string[]}} Command
 * @typedef {{now: string, next_due: string | null, can_move?: boolean}} Clock
 * @typedef {{label: string, text: string}} Tip
 *
 * @typedef {object} World
 * @property {string} team
 * @property {{id: string, user_id: string, name: string}} bot
 * @property {Person} me
 * @property {Person[]} people
 * @property {Channel[]} channels
 * @property {Command[]} commands
 * @property {Clock} clock
 * @property {View | null} home
 * @property {Tip[]} [tips]
 *
 * @typedef {object} Message
 * @property {string} ts
 * @property {string} text
 * @property {Block[]} [blocks]
 * @property {string} [thread_ts]
 * @property {string} [subtype]
 * @property {number} [reply_count]
 * @property {string} [latest_reply]
 * @property {{ts: string, user: string}} [edited]
 * @property {boolean} [ephemeral]
 * @property {{id: string, name: string, is_bot: boolean}} author
 * @property {boolean} mine
 * @property {File[]} [files]
 *
 * @typedef {{id: string, name?: string, title?: string, mimetype?: string, size?: number, url_private?: string, alt_txt?: string}} File
 * @typedef {{type: string, block_id?: string} & Record<string, any>} Block
 * @typedef {{type: string, action_id?: string} & Record<string, any>} Element
 * @typedef {{text: TextObject, value: string, description?: TextObject, url?: string}} Option
 * @typedef {{type: "plain_text" | "mrkdwn", text: string, verbatim?: boolean}} TextObject
 * @typedef {{id: string, title: TextObject, blocks: Block[], submit?: TextObject, close?: TextObject} & Record<string, any>} View
 *
 * @typedef {{ok: boolean, error?: string, errors?: Record<string, string>} & Record<string, any>} Outcome what came of an act
 */
export {};
