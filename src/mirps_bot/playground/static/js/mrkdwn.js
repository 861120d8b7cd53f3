/** Slack's mrkdwn as DOM nodes. */

import { link, safeAddress } from "./addresses.js";
import { h } from "./dom.js";
import { emoji, withEmoji } from "./emoji.js";
import { slackDate, fullMoment } from "./time.js";

/** @import { Scene } from "./scene.js" @import { TextObject } from "./types.js" */

const MARKS = { "*": "strong", _: "em", "~": "s" };
const ADDRESS = /^https?:\/\/[^\s<>|*~`]*[^\s<>|*~`.,;:!?)"'\]]/;
const WORD = /[\p{L}\p{N}]/u;

/** A text object, of either kind. @param {TextObject} object @param {Scene} scene @returns {Node[]} */
export function text(object, scene) {
  return object.type === "mrkdwn" ? mrkdwn(object.text, scene, object.verbatim) : plain(object.text);
}

/** @returns {Node[]} */
export function plain(written) {
  return [h("span", { class: "plain" }, withEmoji(written))];
}

/** The characters that `&lt;`, `&gt;` and `&amp;` stand for. */
function unescape(written) {
  return written.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** @param {string} written @param {Scene} scene @param {boolean} [verbatim] leaves bare addresses alone @returns {Node[]} */
export function mrkdwn(written, scene, verbatim = false) {
  const parts = written.split(/```\n?([\s\S]+?)\n?```/);
  return parts.flatMap((part, index) => {
    if (index % 2 === 1) return [h("pre", {}, h("code", {}, codeText(part)))];
    return paragraphs(trimBreaks(part, index > 0, index < parts.length - 1), scene, verbatim);
  });
}

function trimBreaks(part, atStart, atEnd) {
  const started = atStart ? part.replace(/^\n/, "") : part;
  return atEnd ? started.replace(/\n$/, "") : started;
}

/** Runs of quoted lines become quotes, all else flows. */
function paragraphs(written, scene, verbatim) {
  if (written === "") return [];
  const runs = [];
  for (const line of written.split("\n")) {
    const quoted = /^(?:&gt;|>) ?/.exec(line);
    const run = { quoted: quoted !== null, lines: [line.slice(quoted?.[0].length ?? 0)] };
    if (runs.at(-1)?.quoted === run.quoted) runs.at(-1).lines.push(...run.lines);
    else runs.push(run);
  }
  return runs.flatMap(({ quoted, lines }) => {
    const nodes = inline(lines.join("\n"), scene, verbatim);
    return quoted ? [h("blockquote", {}, nodes)] : nodes;
  });
}

/** @returns {Node[]} */
function inline(written, scene, verbatim) {
  const nodes = [];
  let pending = "";
  const flush = () => {
    if (pending) nodes.push(document.createTextNode(unescape(pending)));
    pending = "";
  };
  for (let at = 0; at < written.length;) {
    const found = pieceAt(written, at, scene, verbatim);
    if (found === null) {
      pending += written[at];
      at += 1;
      continue;
    }
    flush();
    nodes.push(found.node);
    at = found.end;
  }
  flush();
  return nodes;
}

/** What begins at that place, if anything but ordinary text does. @returns {{node: Node, end: number} | null} */
function pieceAt(written, at, scene, verbatim) {
  const rest = written.slice(at);
  switch (written[at]) {
    case "\n":
      return { node: h("br"), end: at + 1 };
    case "`":
      return matched(rest, /^`([^`\n]+)`/, at, ([, code]) => h("code", {}, codeText(code)));
    case "<":
      return matched(rest, /^<([^<>\n]+)>/, at, ([, inside]) => reference(inside, scene));
    case ":":
      return matched(rest, /^:([a-z0-9_+-]+):/, at, ([, code]) => document.createTextNode(emoji(code)));
    case "h":
      return verbatim || WORD.test(written[at - 1] ?? "")
        ? null
        : matched(rest, ADDRESS, at, ([address]) => link(unescape(address), unescape(address)));
    case "*":
    case "_":
    case "~":
      return marked(written, at, scene, verbatim);
    default:
      return null;
  }
}

function matched(rest, pattern, at, build) {
  const match = pattern.exec(rest);
  return match && { node: build(match), end: at + match[0].length };
}

function marked(written, at, scene, verbatim) {
  const end = closing(written, at);
  if (end === null) return null;
  return {
    node: h(MARKS[written[at]], {}, inline(written.slice(at + 1, end), scene, verbatim)),
    end: end + 1,
  };
}

/** Where a mark that opens at `at` closes: at a word's end, on the same line, outside code and references. */
function closing(written, at) {
  const mark = written[at];
  if (WORD.test(written[at - 1] ?? "") || /\s/.test(written[at + 1] ?? " ") || written[at + 1] === mark)
    return null;
  for (let place = at + 1; place < written.length && written[place] !== "\n"; place += 1) {
    const skipped = /^(?:`[^`\n]+`|<[^<>\n]+>)/.exec(written.slice(place));
    if (skipped) {
      place += skipped[0].length - 1;
    } else if (
      written[place] === mark &&
      !/\s/.test(written[place - 1]) &&
      !WORD.test(written[place + 1] ?? "")
    ) {
      return place;
    }
  }
  return null;
}

/** Code shows references as they are, without their angle brackets around addresses. */
function codeText(code) {
  return unescape(code.replace(/<((?:https?|mailto):[^|>]+)(?:\|[^>]*)?>/g, "$1"));
}

/** What stands between angle brackets. @param {string} inside @param {Scene} scene */
function reference(inside, scene) {
  const [target, label] = splitOnce(inside, "|");
  if (target.startsWith("@")) return mention(target.slice(1), scene, label);
  if (target.startsWith("#")) return channelLink(target.slice(1), scene, label);
  if (target.startsWith("!date^")) return date(target.slice("!date^".length), label, scene);
  if (target.startsWith("!")) return broadcast(target.slice(1), label);
  if (safeAddress(unescape(target)) === null) return document.createTextNode(`<${unescape(inside)}>`);
  return link(
    unescape(target),
    label === null ? unescape(target.replace(/^mailto:/, "")) : withEmoji(unescape(label)),
  );
}

function splitOnce(written, separator) {
  const at = written.indexOf(separator);
  return at < 0 ? [written, null] : [written.slice(0, at), written.slice(at + 1)];
}

/** @param {string} id @param {Scene} scene @param {string | null} [label] */
export function mention(id, scene, label = null) {
  const mine = id === scene.me;
  return h(
    "span",
    { class: mine ? "mention mention-me" : "mention" },
    `@${scene.personName(id) ?? label ?? id}`,
  );
}

/** @param {string} id @param {Scene} scene @param {string | null} [label] */
export function channelLink(id, scene, label = null) {
  const name = scene.channelName(id);
  if (name === undefined) return h("span", { class: "mention" }, `#${label || id}`);
  return h("a", { class: "mention", href: scene.channelAddress(id) }, `#${name}`);
}

/** @param {string} range "here", "channel", "everyone" or "subteam^S…" */
export function broadcast(range, label = null) {
  return h("span", { class: "mention mention-me" }, label ?? `@${range}`);
}

function date(inside, fallback, scene) {
  const [seconds, pattern, address] = inside.split("^");
  return moment(Number(seconds), pattern, fallback ?? "", address, scene);
}

/** A moment in the reader's zone, or the fallback where it can't be shown. @param {Scene} scene */
export function moment(seconds, pattern, fallback, address, scene) {
  const shown = slackDate(unescape(pattern), seconds, scene.reader);
  if (shown === null) return document.createTextNode(unescape(fallback));
  const at = new Date(seconds * 1000);
  const time = h("time", { datetime: at.toISOString(), title: fullMoment(at, scene.reader) }, shown);
  return address ? link(unescape(address), time) : time;
}

/** Stored text as its author typed it: names for mentions, bare addresses. @param {string} written @param {Scene} scene */
export function asTyped(written, scene) {
  return unescape(
    written
      .replace(/<@(\w+)(?:\|[^>]*)?>/g, (_, id) => `@${scene.personName(id) ?? id}`)
      .replace(/<(https?:[^|>]+)>/g, "$1"),
  );
}
