/** Who acts and what is open, as the address's hash: `#/U123/C456`, `#/U123/home`, `#/U123/C456/1736870400.000100`. */

/** The bot's home tab among the places. */
export const HOME = "home";

/** @typedef {{person: string | null, place: string | null, thread: string | null}} Route place: a channel's id or HOME */

/** @param {Route} route */
export function addressOf({ person, place, thread }) {
  return `#/${[person, place, thread]
    .filter((part) => part !== null)
    .map(encodeURIComponent)
    .join("/")}`;
}

/** @param {string} hash @returns {Route} */
export function routeOf(hash) {
  const [person = null, place = null, thread = null] = hash
    .replace(/^#\/?/, "")
    .split("/")
    .filter(Boolean)
    .map(decodeURIComponent);
  return { person, place, thread };
}
