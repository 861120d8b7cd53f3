/** Calls to the page's server. */

/** @import { Clock, Message, Outcome, World } from "./types.js" */

/** The server could not be reached, or answered with something other than what was asked for. */
export class Unreachable extends Error {}

/** There is no such person, or what was asked for is not theirs to see; the message is the error's code. */
export class Refused extends Error {}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (cause) {
    throw new Unreachable("no answer", { cause });
  }
  const type = response.headers.get("content-type") ?? "";
  if (!type.startsWith("application/json")) throw new Unreachable(`${response.status} ${path}`);
  return response.json();
}

async function get(path, query) {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
  const answer = await ask(`${path}?${new URLSearchParams(given)}`, {});
  if (answer.ok === false) throw new Refused(answer.error);
  return answer;
}

function post(path, body) {
  return ask(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** @param {string | null} person the server chooses one where none is named @returns {Promise<World>} */
export function fetchWorld(person) {
  return get("/page/world", { person });
}

/** @returns {Promise<{messages: Message[], has_more: boolean}>} oldest first, those before `before` */
export function fetchChannel(person, channel, before) {
  return get("/page/channel", { person, channel, before, limit: 50 });
}

/** @returns {Promise<{messages: Message[]}>} the parent, then its replies */
export function fetchThread(person, channel, ts) {
  return get("/page/thread", { person, channel, ts });
}

/** @returns {Promise<Partial<Clock> & {error?: string | null}>} `now` is there if it moved */
export function moveClock(person, to) {
  return attempt("/page/clock", { person, to });
}

/** Does something as a person; stays open while the bot takes its time to acknowledge. @returns {Promise<Outcome>} */
export function act(person, name, details = {}) {
  return attempt("/page/act", { person, act: name, ...details });
}

/** Puts a person's file at hand, for a form or a message. @param {File} file @returns {Promise<Outcome & {id?: string}>} */
export function attach(person, file) {
  return reached(() =>
    ask(`/page/file?${new URLSearchParams({ person, name: file.name })}`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    }),
  );
}

function attempt(path, body) {
  return reached(() => post(path, body));
}

/** Where nobody answers, the outcome says so without a reason. */
async function reached(call) {
  try {
    return await call();
  } catch (error) {
    if (error instanceof Unreachable) return { ok: false, error: null };
    throw error;
  }
}
