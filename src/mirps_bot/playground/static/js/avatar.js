import { h } from "./dom.js";

const HUES = 8;

/** A person's initials on a colour of their own; decorative, the name stands beside it. @param {{id: string, name: string}} person */
export function avatar({ id, name }, isBot = false) {
  if (isBot) return h("img", { class: "avatar", src: "/static/icon.svg", alt: "" });
  return h("span", { class: `avatar hue-${hueOf(id)}`, "aria-hidden": "true" }, initials(name));
}

function hueOf(id) {
  return [...id].reduce((sum, character) => (sum * 31 + character.codePointAt(0)) % 65_521, 7) % HUES;
}

function initials(name) {
  const words = name.split(/\s+/).filter((word) => /^\p{Lu}/u.test(word));
  const chosen = words.length > 1 ? [words[0], words.at(-1)] : [name];
  return chosen.map((word) => [...word][0]).join("");
}
