/** Messages in the order of their times. */

/** @import { Message } from "./types.js" */

/** Shown in its thread only. @param {Message} message */
export function isReply(message) {
  return (
    message.thread_ts !== undefined &&
    message.thread_ts !== message.ts &&
    message.subtype !== "thread_broadcast"
  );
}

/** @param {Message} message @param {{ts: string} | null} thread */
export function belongsTo(message, thread) {
  return thread !== null && (message.thread_ts === thread.ts || message.ts === thread.ts);
}

/** The messages with this one at its time, in the place of an older version of it. @param {Message[]} messages @param {Message} message */
export function inserted(messages, message) {
  const others = messages.filter(({ ts }) => ts !== message.ts);
  const after = others.findIndex(({ ts }) => Number(ts) > Number(message.ts));
  return after < 0 ? [...others, message] : others.toSpliced(after, 0, message);
}
