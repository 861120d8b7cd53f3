/** The words of the page itself, in the four languages. What the bot says is the bot's business. */

import { en } from "./words/en.js";
import { es } from "./words/es.js";
import { fr } from "./words/fr.js";
import { pt } from "./words/pt.js";

/** @typedef {Record<keyof typeof en, string>} Words */

/** @type {Record<string, Words>} */
const LANGUAGES = { en, es, fr, pt };

/** @type {Words} */
let words = en;
let plural = new Intl.PluralRules("en");

/** Chooses the language for a person's locale, English for one that is none of ours; returns its code. */
export function speak(locale) {
  const code = locale.slice(0, 2).toLowerCase();
  const language = code in LANGUAGES ? code : "en";
  words = LANGUAGES[language];
  plural = new Intl.PluralRules(language);
  return language;
}

/**
 * @param {keyof typeof en} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * The phrase of that name in the number that `count` asks for.
 * @param {"replies" | "unread"} name @param {number} count
 */
export function tCount(name, count) {
  return t(`${name}.${plural.select(count) === "one" ? "one" : "other"}`, { count });
}
