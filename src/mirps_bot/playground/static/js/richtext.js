/** rich_text blocks: structured text, where nothing has to be parsed. */

import { link } from "./addresses.js";
import { h } from "./dom.js";
import { emoji } from "./emoji.js";
import { broadcast, channelLink, mention, moment } from "./mrkdwn.js";
import { t } from "./strings.js";

/** @import { Scene } from "./scene.js" */

const BULLETS = ["disc", "circle", "square"];

/** @param {{elements: any[]}} block @param {Scene} scene @returns {Node[]} */
export function richText(block, scene) {
  return block.elements.map((part) => {
    switch (part.type) {
      case "rich_text_section":
        return h("p", {}, spans(part.elements, scene));
      case "rich_text_list":
        return list(part, scene);
      case "rich_text_quote":
        return h("blockquote", {}, spans(part.elements, scene));
      case "rich_text_preformatted":
        return h("pre", {}, h("code", {}, spans(part.elements, scene)));
      default:
        return h("p", { class: "unsupported" }, t("unsupportedElement", { type: part.type }));
    }
  });
}

function list(part, scene) {
  const indent = part.indent ?? 0;
  const ordered = part.style === "ordered";
  const node = h(
    ordered ? "ol" : "ul",
    { start: ordered && part.offset ? String(part.offset + 1) : null },
    part.elements.map((item) => h("li", {}, spans(item.elements, scene))),
  );
  node.style.setProperty("--indent", String(indent));
  if (!ordered) node.style.listStyleType = BULLETS[indent % BULLETS.length];
  return node;
}

function spans(elements, scene) {
  return elements.map((span) => styled(spanOf(span, scene), span.style));
}

function spanOf(span, scene) {
  switch (span.type) {
    case "text":
      return h("span", { class: "plain" }, span.text);
    case "link":
      return link(span.url, span.text ?? span.url);
    case "emoji":
      return document.createTextNode(span.unicode ? fromCodePoints(span.unicode) : emoji(span.name));
    case "user":
      return mention(span.user_id, scene);
    case "channel":
      return channelLink(span.channel_id, scene);
    case "broadcast":
      return broadcast(span.range);
    case "date":
      return moment(span.timestamp, span.format, span.fallback ?? "", span.url, scene);
    default:
      return h("span", { class: "unsupported" }, t("unsupportedElement", { type: span.type }));
  }
}

/** "1f44d-1f3fd" as the characters it names. */
function fromCodePoints(codes) {
  return String.fromCodePoint(...codes.split("-").map((code) => Number.parseInt(code, 16)));
}

const STYLES = [
  ["code", "code"],
  ["bold", "strong"],
  ["italic", "em"],
  ["strike", "s"],
  ["underline", "u"],
];

function styled(node, style = {}) {
  return STYLES.filter(([name]) => style[name]).reduce((inner, [, tag]) => h(tag, {}, inner), node);
}
