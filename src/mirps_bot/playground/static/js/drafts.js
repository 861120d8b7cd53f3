/** What was typed and not sent yet, per person and conversation; a reload keeps it. */

const PREFIX = "draft ";

/** @param {string} key */
export function draftOf(key) {
  return sessionStorage.getItem(PREFIX + key) ?? "";
}

/** @param {string} key @param {string} text */
export function keepDraft(key, text) {
  if (text === "") sessionStorage.removeItem(PREFIX + key);
  else sessionStorage.setItem(PREFIX + key, text);
}
