/** The person switcher: who one is. */

import { avatar } from "./avatar.js";
import { h } from "./dom.js";
import { icon } from "./icons.js";
import { attachPanel, walkWithArrows } from "./menu.js";
import { t } from "./strings.js";

/** @import { Person } from "./types.js" @import { Workspace } from "./state.js" */

export class PersonSwitcher {
  /** @param {Workspace} workspace @param {(person: string) => void} choose */
  constructor(workspace, choose) {
    this.workspace = workspace;
    this.choose = choose;
    this.button = h("button", {
      type: "button",
      class: "stage-button person-button",
      data: { testid: "person-switcher" },
    });
    this.panel = h("div", { class: "panel people", role: "dialog" });
    attachPanel(this.button, this.panel);
    walkWithArrows(this.panel, "button");
    this.elements = [this.button, this.panel];
    workspace.on("world", () => this.draw());
  }

  draw() {
    const { me, people } = this.workspace.world;
    this.button.replaceChildren(
      avatar(me),
      h("span", { class: "visually-hidden" }, t("actAs")),
      h(
        "span",
        { class: "stage-words" },
        h("span", { class: "stage-main" }, me.name),
        h("span", { class: "stage-detail" }, me.note),
      ),
      icon("down"),
    );
    this.panel.setAttribute("aria-label", t("switchPerson"));
    this.panel.replaceChildren(
      h("p", { class: "panel-title" }, t("switchPerson")),
      h("p", { class: "panel-help" }, t("switchPersonHelp")),
      h(
        "ul",
        {},
        people.map((person) => h("li", {}, this.row(person, person.id === me.id))),
      ),
    );
  }

  /** @param {Person} person */
  row(person, isMe) {
    const choose = () => {
      this.panel.hidePopover();
      if (!isMe) this.choose(person.id);
    };
    return h(
      "button",
      {
        type: "button",
        class: "person",
        "aria-current": isMe ? "true" : null,
        data: { testid: "person-option", person: person.id },
        on: { click: choose },
      },
      avatar(person),
      h(
        "span",
        { class: "person-words" },
        h("span", { class: "person-name" }, person.name),
        h("span", { class: "detail" }, person.note || person.title),
      ),
      h(
        "span",
        { class: "language", title: person.locale },
        languageName(person.locale, this.workspace.me.locale),
      ),
    );
  }
}

/** The person's language in the reader's words. */
function languageName(locale, reader) {
  return new Intl.DisplayNames([reader.replace("_", "-")], { type: "language" }).of(locale.slice(0, 2));
}
