/** Where one writes. */

import { Completion } from "./completion.js";
import { h } from "./dom.js";
import { draftOf, keepDraft } from "./drafts.js";
import { icon } from "./icons.js";
import { t } from "./strings.js";

/** @import { Workspace } from "./state.js" */

export class Composer {
  /**
   * @param {Workspace} workspace
   * @param {{testid: string, commands: boolean, target: () => {channel: string, thread_ts?: string}, label: () => string}} options
   */
  constructor(workspace, { testid, commands, target, label }) {
    this.workspace = workspace;
    this.target = target;
    this.label = label;
    this.key = null;
    this.sending = 0;
    this.input = h("textarea", {
      class: "composer-input",
      rows: "1",
      enterkeyhint: "send",
      autocomplete: "off",
      data: { testid: `${testid}-input` },
    });
    this.button = h(
      "button",
      { type: "submit", class: "send", data: { testid: `${testid}-send` } },
      icon("send"),
    );
    this.file = h("input", { type: "file", class: "visually-hidden", data: { testid: `${testid}-file` } });
    this.clip = h("button", { type: "button", class: "tool" }, icon("file"));
    this.status = h("span", { class: "composer-status", role: "status" });
    this.completion = new Completion(workspace, this.input, { commands });
    this.element = h(
      "form",
      { class: "composer" },
      this.completion.element,
      h("div", { class: "composer-box" }, this.clip, this.file, this.input, this.button),
      this.status,
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.clip.addEventListener("click", () => this.file.click());
    this.file.addEventListener("change", () => this.send());
    this.input.addEventListener("input", () => this.typed());
    this.input.addEventListener("keydown", (event) => this.pressed(event));
  }

  /** Turns to the conversation that is open now, with what was being written in it. */
  turn() {
    const { channel, thread_ts: thread = "" } = this.target();
    const key = `${this.workspace.me.id} ${channel} ${thread}`;
    this.input.placeholder = this.label();
    this.input.setAttribute("aria-label", this.label());
    this.button.setAttribute("aria-label", t("send"));
    this.button.title = t("send");
    for (const each of [this.clip, this.file]) each.setAttribute("aria-label", t("attach"));
    this.clip.title = t("attach");
    if (key === this.key) return;
    const early = this.key ? "" : this.input.value; // typed before the workspace was there
    this.key = key;
    this.input.value = draftOf(key) || early;
    this.completion.hide();
    this.fit();
  }

  /** @param {string} text */
  fill(text) {
    this.input.value = text;
    this.typed();
    this.input.focus();
    this.input.setSelectionRange(text.length, text.length);
    this.completion.hide();
  }

  typed() {
    if (this.key !== null) keepDraft(this.key, this.input.value);
    this.fit();
  }

  fit() {
    this.input.style.height = "auto";
    this.input.style.height = `${this.input.scrollHeight}px`;
    this.button.disabled = this.input.value.trim() === "";
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.isComposing || this.completion.handle(event)) return;
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    this.send();
  }

  /** Sends what stands there; what could not be sent is given back to where it was written. */
  async send() {
    if (this.key === null) return; // what is typed early waits for the workspace
    const text = this.input.value.trim();
    const [file] = this.file.files;
    if (text === "" && !file) return;
    const { key } = this;
    const target = this.target();
    this.file.value = "";
    this.put(key, "");
    this.setSending(+1);
    const outcome = await this.deliver(target, text, file);
    this.setSending(-1);
    if (!outcome.ok) this.put(key, [text, draftOf(key)].filter(Boolean).join("\n"));
  }

  /** @param {File | undefined} file goes with the words @returns {Promise<{ok: boolean}>} */
  async deliver(target, text, file) {
    if (!file) return this.workspace.act(text.startsWith("/") ? "command" : "say", { ...target, text });
    const id = await this.workspace.attach(file);
    return id ? this.workspace.act("say", { ...target, text, files: [id] }) : { ok: false };
  }

  put(key, text) {
    keepDraft(key, text);
    if (key !== this.key) return;
    this.input.value = text;
    this.completion.hide();
    this.fit();
  }

  setSending(change) {
    this.sending += change;
    this.status.textContent = this.sending > 0 ? t("sending") : "";
  }
}
