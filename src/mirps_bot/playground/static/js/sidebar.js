/** The list of conversations: a column beside them, a drawer on narrow screens. */

import { avatar } from "./avatar.js";
import { find, h } from "./dom.js";
import { icon } from "./icons.js";
import { HOME } from "./route.js";
import { t, tCount } from "./strings.js";

/** @import { Channel } from "./types.js" @import { Workspace } from "./state.js" */

const NARROW = matchMedia("(max-width: 760px)");

export class Sidebar {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    this.opener = h(
      "button",
      {
        type: "button",
        class: "tool drawer-opener",
        "aria-expanded": "false",
        "aria-controls": "sidebar",
        data: { testid: "drawer" },
        on: { click: () => this.setOpen(!this.isOpen) },
      },
      icon("menu"),
    );
    this.element = h("nav", { class: "sidebar", id: "sidebar" });
    this.curtain = h("div", { class: "curtain", hidden: true, on: { click: () => this.setOpen(false) } });
    this.element.addEventListener(
      "keydown",
      (event) => event.key === "Escape" && NARROW.matches && this.setOpen(false),
    );
    this.element.addEventListener("click", (event) => event.target.closest("a") && this.setOpen(false));
    NARROW.addEventListener("change", () => this.setOpen(false));
    workspace.on("world", () => this.draw());
    workspace.on("channels", () => this.draw());
    workspace.on("place", () => this.draw());
    this.setOpen(false);
  }

  get isOpen() {
    return this.element.classList.contains("open");
  }

  setOpen(open) {
    const wasOpen = this.isOpen;
    this.element.classList.toggle("open", open);
    this.element.inert = NARROW.matches && !open;
    this.curtain.hidden = !open;
    this.opener.setAttribute("aria-expanded", String(open));
    if (open) find(this.element, "a")?.focus();
    else if (wasOpen && NARROW.matches) this.opener.focus();
  }

  draw() {
    const { world, botChannel } = this.workspace;
    const focused = find(this.element, "[data-channel]:focus")?.dataset.channel;
    this.element.setAttribute("aria-label", t("channelsAndMessages"));
    this.opener.setAttribute("aria-label", t("openMenu"));
    const rooms = world.channels.filter(({ kind }) => kind === "channel");
    const people = world.channels.filter((channel) => channel.kind === "im" && channel !== botChannel);
    this.element.replaceChildren(
      h("p", { class: "team" }, world.team),
      this.botEntry(),
      this.section(t("channels"), rooms),
      people.length > 0 ? this.section(t("directMessages"), people) : "",
    );
    if (focused) find(this.element, `[data-channel="${CSS.escape(focused)}"]`)?.focus();
    const waiting = world.channels.some(({ unread }) => unread > 0);
    this.opener.classList.toggle("waiting", waiting);
  }

  /** The bot's own entry: its messages, or its home while there are none. */
  botEntry() {
    const { world, botChannel } = this.workspace;
    const entry = botChannel ?? { id: HOME, kind: /** @type {const} */ ("im"), unread: 0, mentioned: false };
    const isOpen = [HOME, botChannel?.id].includes(this.workspace.place);
    return h(
      "ul",
      {},
      h(
        "li",
        {},
        this.entry(
          { ...entry, name: world.bot.name },
          isOpen,
          avatar({ id: world.bot.id, name: world.bot.name }, true),
        ),
      ),
    );
  }

  section(title, channels) {
    return h(
      "section",
      {},
      h("h2", {}, title),
      h(
        "ul",
        {},
        channels.map((channel) =>
          h("li", {}, this.entry(channel, channel.id === this.workspace.place, this.sign(channel))),
        ),
      ),
    );
  }

  sign(channel) {
    return channel.kind === "channel" ? icon("hash") : avatar({ id: channel.with, name: channel.name });
  }

  /** @param {Pick<Channel, "id" | "kind" | "name" | "unread" | "mentioned">} channel */
  entry(channel, isOpen, sign) {
    const { unread, mentioned } = channel;
    return h(
      "a",
      {
        class: unread > 0 ? "entry unread" : "entry",
        href: this.workspace.addressOf(channel.id),
        "aria-current": isOpen ? "page" : null,
        data: { testid: "channel", channel: channel.id, name: channel.name },
      },
      sign,
      h("span", { class: "entry-name" }, channel.name),
      unread > 0
        ? h(
            "span",
            {
              class: mentioned || channel.kind === "im" ? "badge" : "dot",
              "aria-label": tCount("unread", unread),
            },
            mentioned || channel.kind === "im" ? String(unread) : "",
          )
        : null,
    );
  }
}
