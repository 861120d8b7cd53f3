/** Block Kit's blocks as DOM nodes. */

import { freshId, h } from "./dom.js";
import { image, renderElement } from "./elements.js";
import { icon } from "./icons.js";
import { plain, text } from "./mrkdwn.js";
import { richText } from "./richtext.js";
import { t } from "./strings.js";

/** @import { Block } from "./types.js" @import { Scene } from "./scene.js" @import { Surface } from "./surface.js" */

/**
 * @typedef {object} Setting
 * @property {Scene} scene
 * @property {Surface} surface
 * @property {Record<string, string>} [errors] by block_id
 */

/** @type {Record<string, (block: any, setting: Setting) => Node>} */
const BLOCKS = {
  header: (block, { surface }) =>
    h(surface.kind === "modal" ? "h3" : "h2", { class: "block header" }, plain(block.text.text)),
  section,
  rich_text: (block, { scene }) => h("div", { class: "block rich" }, richText(block, scene)),
  context,
  actions: (block, setting) =>
    h(
      "div",
      { class: "block actions" },
      block.elements.map((element) => place(block, element, setting)),
    ),
  divider: () => h("hr", { class: "block" }),
  image: figure,
  table,
  input,
};

/** @param {Block[]} blocks @param {Setting} setting @returns {Node[]} */
export function renderBlocks(blocks, setting) {
  return blocks.map((block) => {
    const render = BLOCKS[block.type];
    return render
      ? render(block, setting)
      : h("p", { class: "block unsupported", role: "note" }, t("unsupported", { type: block.type }));
  });
}

/** An element that acts at once. */
function place(block, element, { scene, surface }, field = {}) {
  return renderElement({ block, element, scene, surface, dispatches: true, field });
}

function section(block, setting) {
  const { scene } = setting;
  const wordsId = freshId("words");
  const labelled =
    block.accessory && block.accessory.type !== "button" && block.text ? { labelledby: wordsId } : {};
  return h(
    "div",
    { class: "block section" },
    h(
      "div",
      { class: "section-words" },
      block.text ? h("div", { class: "words", id: wordsId }, text(block.text, scene)) : null,
      block.fields
        ? h(
            "div",
            { class: "facts" },
            block.fields.map((fact) => h("div", { class: "words" }, text(fact, scene))),
          )
        : null,
    ),
    block.accessory
      ? h("div", { class: "accessory" }, place(block, block.accessory, setting, labelled))
      : null,
  );
}

function context(block, { scene }) {
  const parts = block.elements.map((element) =>
    element.type === "image" ? image({ element }) : h("span", { class: "words" }, text(element, scene)),
  );
  return h("div", { class: "block context" }, parts);
}

function figure(block) {
  return h(
    "figure",
    { class: "block" },
    block.title ? h("figcaption", {}, plain(block.title.text)) : null,
    image({ element: block }),
  );
}

/** The first row is the header, as Slack draws it. */
function table(block, { scene }) {
  const [head = [], ...body] = block.rows;
  const cells = (row, tag) =>
    row.map((cell, column) =>
      h(tag, { class: columnClass(block, column), scope: tag === "th" ? "col" : null }, cellOf(cell, scene)),
    );
  return h(
    "div",
    { class: "block table", tabindex: "0", role: "group" },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, cells(head, "th"))),
      h(
        "tbody",
        {},
        body.map((row) => h("tr", {}, cells(row, "td"))),
      ),
    ),
  );
}

function columnClass(block, column) {
  const { align = "left", is_wrapped: wrapped = false } = block.column_settings?.[column] ?? {};
  return `${align} ${wrapped ? "wrapped" : ""}`.trim();
}

function cellOf(cell, scene) {
  switch (cell.type) {
    case "rich_text":
      return richText(cell, scene);
    case "raw_text":
      return plain(cell.text);
    case "raw_number":
      return plain(cell.text ?? String(cell.value));
    default:
      return h("span", { class: "unsupported" }, t("unsupportedElement", { type: cell.type }));
  }
}

function input(block, { scene, surface, errors = {} }) {
  const [fieldId, labelId, hintId, errorId] = ["field", "label", "hint", "error"].map(freshId);
  const problem = errors[block.block_id];
  const field = {
    id: fieldId,
    labelledby: labelId,
    describedby:
      [block.hint ? hintId : null, problem ? errorId : null].filter(Boolean).join(" ") || undefined,
    invalid: problem !== undefined,
    required: !block.optional,
  };
  return h(
    "div",
    { class: problem === undefined ? "block input-block" : "block input-block invalid" },
    h(
      "label",
      { class: "field-label", id: labelId, for: fieldId },
      plain(block.label.text),
      block.optional ? h("span", { class: "optional" }, ` (${t("optional")})`) : null,
    ),
    renderElement({
      block,
      element: block.element,
      scene,
      surface,
      dispatches: block.dispatch_action === true,
      notes: isNoted(block, surface),
      field,
    }),
    problem === undefined
      ? null
      : h(
          "p",
          { class: "field-error", id: errorId, data: { testid: "field-error", blockId: block.block_id } },
          icon("warning"),
          problem,
        ),
    block.hint ? h("p", { class: "hint", id: hintId }, text(block.hint, scene)) : null,
  );
}

/** An input of a message goes with the next press, so the workspace has to know it by then. */
function isNoted(block, surface) {
  return surface.kind === "message" && block.dispatch_action !== true;
}
