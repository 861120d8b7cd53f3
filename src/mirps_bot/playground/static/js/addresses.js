/** Addresses in messages: which may be followed, and which lead back into this workspace. */

import { h } from "./dom.js";
import { addressOf, routeOf } from "./route.js";

const SAFE = ["http:", "https:", "mailto:", "tel:"];
const FILES = "/files/";
const THIS_MACHINE = ["127.0.0.1", "localhost", "[::1]"];

/** The address if it is one a person may be led to, else null (javascript:, data: and friends; half an address). */
export function safeAddress(address) {
  if (address.startsWith(FILES)) return address;
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && SAFE.includes(url.protocol) ? (ownAddress(url) ?? url.href) : null;
}

/** This workspace under whichever of this machine's names it was asked for: a message's permalink, or one of its files. */
function ownAddress(url) {
  if (!THIS_MACHINE.includes(url.hostname) || url.port !== location.port) return null;
  const permalink = /^\/archives\/(\w+)\/p(\d+)(\d{6})$/.exec(url.pathname);
  if (permalink === null) return url.pathname + url.search;
  const [, place, seconds, micros] = permalink;
  return addressOf({ ...routeOf(location.hash), place, thread: `${seconds}.${micros}` });
}

/** A link that opens beside the page, or in it where it leads there; plain text where the address is not safe to follow. */
export function link(address, ...content) {
  const href = safeAddress(address);
  if (href === null) return h("span", {}, content);
  return h("a", { href, ...beside(href) }, content);
}

/** What a link needs to open in a tab of its own. @param {string} href */
export function beside(href) {
  return href.startsWith("#") ? {} : { target: "_blank", rel: "noopener noreferrer" };
}
