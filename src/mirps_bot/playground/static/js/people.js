/** The person switcher: who one is. */

import { avatar } from "./avatar.js";
import { find, h } from "./dom.js";
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
    workspace.on("people", () => this.drawPeople());
  }

  draw() {
    const { me } = this.workspace.world;
    this.button.dataset.person = me.id;
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
    this.list = h("ul", {});
    this.panel.replaceChildren(
      h("p", { class: "panel-title" }, t("switchPerson")),
      h("p", { class: "panel-help" }, t("switchPersonHelp")),
      this.list,
    );
    this.drawPeople();
  }

  drawPeople() {
    const { me, people } = this.workspace.world;
    const isFocused = this.list.contains(document.activeElement);
    const focused = isFocused && document.activeElement.getAttribute("data-account");
    this.list.replaceChildren(
      ...people.map((person) =>
        h("li", {}, this.row(person, person.id === me.id), person.id === me.id ? null : this.account(person)),
      ),
    );
    if (focused) find(this.list, `[data-account="${CSS.escape(focused)}"]`)?.focus();
  }

  /** As whoever runs the workspace: deactivates an account, or brings it back. @param {Person} person */
  account({ id, name, is_deactivated: isDeactivated }) {
    return h(
      "button",
      {
        type: "button",
        class: "tool",
        title: t(isDeactivated ? "activate" : "deactivate"),
        "aria-label": t(isDeactivated ? "activateName" : "deactivateName", { name }),
        data: { testid: "account", account: id },
        on: { click: () => this.workspace.act("account", { user: id, is_active: isDeactivated }) },
      },
      icon(isDeactivated ? "userBack" : "userGone"),
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
        class: person.is_deactivated ? "person deactivated" : "person",
        "aria-current": isMe ? "true" : null,
        data: { testid: "person-option", person: person.id },
        on: { click: choose },
      },
      avatar(person),
      h(
        "span",
        { class: "person-words" },
        h("span", { class: "person-name" }, person.name),
        h("span", { class: "detail" }, person.is_deactivated ? t("deactivated") : person.note || person.title),
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
