/** One message. */

import { safeAddress } from "./addresses.js";
import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { confirmDeletion } from "./dialogs.js";
import { h, present } from "./dom.js";
import { icon } from "./icons.js";
import { asTyped, mrkdwn } from "./mrkdwn.js";
import { t, tCount } from "./strings.js";
import { messageSurface } from "./surface.js";
import { fullMoment, momentOf, timeOf } from "./time.js";

/** @import { File, Message } from "./types.js" @import { Scene } from "./scene.js" @import { Workspace } from "./state.js" */

/**
 * @typedef {object} Place where a message is shown
 * @property {Workspace} workspace
 * @property {Scene} scene
 * @property {boolean} inThread
 */

/** @param {Message} message @param {Place} place @param {boolean} follows the one above is by the same author, moments ago @returns {HTMLLIElement} */
export function renderMessage(message, place, follows) {
  const { scene } = place;
  const item = h("li", {
    class: ["message", follows ? "follows" : "", message.ephemeral ? "ephemeral" : ""].join(" ").trim(),
    tabindex: "-1",
    data: { testid: "message", ts: message.ts },
  });
  item.append(
    h(
      "div",
      { class: "gutter" },
      follows ? null : avatar(message.author, message.author.is_bot),
      timeStamp(message, scene),
    ),
    h(
      "div",
      { class: "message-main" },
      message.ephemeral ? ephemeralNote(message, place) : null,
      byline(message, scene),
      h("div", { class: "message-body" }, body(message, place)),
      threadSummary(message, place),
    ),
    ...present([tools(message, place, item)]),
  );
  return item;
}

function ephemeralNote(message, { workspace }) {
  const dismiss = () => workspace.act("delete", { channel: workspace.place, ts: message.ts });
  return h(
    "p",
    { class: "ephemeral-note" },
    icon("eye"),
    t("onlyYou"),
    h(
      "button",
      { type: "button", class: "text-button", data: { testid: "dismiss" }, on: { click: dismiss } },
      t("dismiss"),
    ),
  );
}

function byline({ author, ts }, scene) {
  const note = scene.personNote(author.id);
  return h(
    "p",
    { class: "byline" },
    h("strong", { class: "author" }, author.name),
    author.is_bot ? h("span", { class: "tag" }, t("bot")) : null,
    note ? h("span", { class: "note" }, note) : null,
    timeStamp({ ts }, scene),
  );
}

function timeStamp({ ts }, { reader }) {
  const moment = momentOf(ts);
  return h(
    "time",
    { class: "time", datetime: moment.toISOString(), title: fullMoment(moment, reader) },
    timeOf(moment, reader),
  );
}

/** Tables come last, as in Slack. */
function body(message, { workspace, scene }) {
  const blocks = [...(message.blocks ?? [])].sort(
    (one, other) => Number(one.type === "table") - Number(other.type === "table"),
  );
  const surface = messageSurface(workspace, workspace.place, message);
  if (message.subtype === "tombstone") return h("p", { class: "deleted" }, t("deleted"));
  const shown =
    blocks.length > 0
      ? renderBlocks(blocks, { scene, surface })
      : h("div", { class: "words" }, mrkdwn(message.text, scene));
  return [
    shown,
    message.edited ? h("span", { class: "edited" }, t("edited")) : null,
    (message.files ?? []).map(attachment),
  ];
}

/** @param {File} file */
function attachment(file) {
  const name = file.title ?? file.name ?? file.id;
  const address = file.url_private ? safeAddress(file.url_private) : null;
  if (address !== null && file.mimetype?.startsWith("image/")) {
    return h(
      "figure",
      { class: "block" },
      h("figcaption", {}, name),
      h("img", { src: address, alt: file.alt_txt ?? name, loading: "lazy" }),
    );
  }
  return h(
    "a",
    { class: "file", href: address, download: file.name ?? name, data: { testid: "file" } },
    icon("file"),
    h("span", {}, name),
  );
}

function threadSummary(message, { workspace, inThread }) {
  if (inThread || !message.reply_count) return null;
  return h(
    "a",
    {
      class: "thread-summary",
      href: workspace.addressOf(workspace.place, message.ts),
      data: { testid: "thread-summary" },
    },
    icon("reply"),
    tCount("replies", message.reply_count),
  );
}

function tools(message, place, item) {
  if (message.ephemeral) return null;
  const { workspace, inThread } = place;
  const reply = inThread
    ? null
    : h(
        "a",
        {
          class: "tool",
          href: workspace.addressOf(workspace.place, message.ts),
          "aria-label": t("replyInThread"),
          title: t("replyInThread"),
          data: { testid: "reply" },
        },
        icon("reply"),
      );
  const own = message.mine
    ? [
        tool("edit", t("edit"), () => edit(message, place, item)),
        tool("trash", t("deleteMessage"), () => remove(message, place)),
      ]
    : [];
  const all = [reply, ...own].filter((control) => control !== null);
  return all.length === 0 ? null : h("div", { class: "tools" }, all);
}

function tool(name, label, run) {
  return h(
    "button",
    {
      type: "button",
      class: "tool",
      "aria-label": label,
      title: label,
      data: { testid: name === "edit" ? "edit" : "delete" },
      on: { click: run },
    },
    icon(name),
  );
}

async function remove(message, { workspace }) {
  if (await confirmDeletion()) await workspace.act("delete", { channel: workspace.place, ts: message.ts });
}

/** Turns the body into a field until it is saved or given up. */
function edit(message, { workspace, scene }, item) {
  const area = item.querySelector(".message-body");
  const before = [...area.childNodes];
  const input = h("textarea", {
    class: "input",
    rows: "3",
    "aria-label": t("edit"),
    data: { testid: "edit-input" },
  });
  input.value = asTyped(message.text, scene);
  const leave = () => {
    area.replaceChildren(...before);
    item.focus();
  };
  const save = async () => {
    const outcome = await workspace.act("edit", {
      channel: workspace.place,
      ts: message.ts,
      text: input.value,
    });
    if (outcome.ok && area.contains(input)) leave();
  };
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape") leave();
    else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) save();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  area.replaceChildren(
    input,
    h(
      "div",
      { class: "edit-buttons" },
      h("button", { type: "button", class: "button", on: { click: leave } }, t("cancel")),
      h(
        "button",
        { type: "button", class: "button primary", data: { testid: "edit-save" }, on: { click: save } },
        t("save"),
      ),
    ),
  );
  input.focus();
}
