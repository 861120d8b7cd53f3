/** The middle of the page: the open conversation, or the bot's home tab. */

import { avatar } from "./avatar.js";
import { Composer } from "./composer.js";
import { h } from "./dom.js";
import { homeTab } from "./home.js";
import { icon } from "./icons.js";
import { connectionStrip, ErrorLine } from "./notices.js";
import { HOME } from "./route.js";
import { t } from "./strings.js";
import { dayOf } from "./time.js";
import { Timeline } from "./timeline.js";
import { Welcome } from "./welcome.js";

/** @import { Workspace } from "./state.js" */

export class Conversation {
  /** @param {Workspace} workspace @param {{drawerOpener: HTMLElement, openClock: () => void}} parts */
  constructor(workspace, { drawerOpener, openClock }) {
    this.workspace = workspace;
    /** Where each conversation was left, by person and channel. @type {Map<string, number | null>} */
    this.positions = new Map();
    this.shown = null;
    this.timeline = new Timeline(workspace, {
      inThread: false,
      label: () => `${t("messages")}: ${this.name}`,
    });
    this.timeline.onMove = () => this.drawJump();
    this.composer = new Composer(workspace, {
      testid: "composer",
      commands: true,
      target: () => ({ channel: workspace.place }),
      label: () => t("messageTo", { name: this.name }),
    });
    this.title = h("div", { class: "room-title" });
    this.tabs = h("div", { class: "tabs", role: "navigation" });
    this.earlier = h("button", {
      type: "button",
      class: "button earlier",
      data: { testid: "earlier" },
      on: { click: () => this.loadEarlier() },
    });
    this.timeline.element.prepend(this.earlier);
    this.empty = h("p", { class: "empty" });
    this.timeline.element.append(this.empty);
    this.jump = h("button", {
      type: "button",
      class: "jump",
      hidden: true,
      data: { testid: "jump" },
      on: { click: () => this.timeline.toEnd() },
    });
    this.home = homeTab(workspace);
    this.welcome = new Welcome(workspace, { fill: (text) => this.composer.fill(text), openClock });
    this.foot = h(
      "div",
      { class: "foot" },
      this.jump,
      new ErrorLine(workspace, () => workspace.thread === null && workspace.modal === null).element,
      this.composer.element,
    );
    this.head = h("header", { class: "room-head" }, drawerOpener, this.title, this.tabs);
    this.element = h(
      "main",
      { class: "conversation", id: "conversation" },
      this.head,
      connectionStrip(workspace),
      this.welcome.element,
      this.timeline.element,
      this.home,
      this.foot,
    );
    this.subscribe();
  }

  subscribe() {
    const { workspace } = this;
    workspace.on("world", () => this.forget());
    workspace.on("place", ({ moved }) => this.turn(moved));
    workspace.on("channels", () => this.drawHead());
    workspace.on("room", () => this.drawRoom());
    workspace.on("clock", () => this.drawRoomOnNewDay());
    document.addEventListener(
      "visibilitychange",
      () => workspace.world && workspace.place !== HOME && workspace.markRead(),
    );
  }

  /** Another person looks: nothing drawn for the one before may stay. */
  forget() {
    this.keepPosition();
    this.shown = null;
    this.timeline.forget();
  }

  get name() {
    const { channel, world } = this.workspace;
    if (channel === undefined || channel.with === world.bot.user_id) return world.bot.name;
    return channel.kind === "channel" ? `#${channel.name}` : channel.name;
  }

  keepPosition() {
    if (this.shown !== null) this.positions.set(this.shown, this.timeline.position);
  }

  turn(moved) {
    const { place } = this.workspace;
    const isHome = place === HOME;
    if (moved) {
      this.keepPosition();
      this.shown = null;
      this.timeline.forget();
      this.earlier.hidden = true;
      this.empty.textContent = "";
    }
    this.timeline.element.hidden = isHome;
    this.home.hidden = !isHome;
    this.foot.classList.toggle("bare", isHome);
    this.composer.element.hidden = isHome;
    this.drawHead();
    if (!isHome) this.composer.turn();
    this.drawJump();
  }

  drawHead() {
    const { channel, world, place, botChannel } = this.workspace;
    if (place === null) return;
    const withBot = place === HOME || channel === botChannel;
    this.title.replaceChildren(
      this.sign(channel, withBot),
      h("h1", {}, withBot ? world.bot.name : channel.name),
      channel?.topic ? h("p", { class: "topic" }, channel.topic) : "",
    );
    this.tabs.setAttribute("aria-label", world.bot.name);
    this.tabs.hidden = !withBot;
    this.tabs.replaceChildren(
      ...[
        [HOME, t("home"), "home-tab"],
        [botChannel?.id, t("messages"), "messages-tab"],
      ]
        .filter(([target]) => target !== undefined)
        .map(([target, label, testid]) =>
          h(
            "a",
            {
              class: "tab",
              href: this.workspace.addressOf(target),
              "aria-current": target === place ? "page" : null,
              data: { testid },
            },
            label,
          ),
        ),
    );
    document.title = `${this.name} · ${world.team}`;
  }

  sign(channel, withBot) {
    const { world } = this.workspace;
    if (withBot) return avatar({ id: world.bot.id, name: world.bot.name }, true);
    return channel.kind === "channel" ? icon("hash") : avatar({ id: channel.with, name: channel.name });
  }

  drawRoom() {
    const { room, place, me } = this.workspace;
    if (room === undefined) return;
    const key = `${me.id} ${place}`;
    const opened = this.shown !== key;
    this.earlier.textContent = t("earlier");
    this.earlier.hidden = !room.hasMore;
    this.empty.textContent = room.messages.length === 0 ? t("empty") : "";
    this.timeline.show(room.messages, room.newFrom);
    if (opened) this.timeline.restore(this.positions.get(key) ?? null);
    this.shown = key;
    this.day = dayOf(this.workspace.reader.now(), this.workspace.reader);
    this.drawJump();
  }

  /** "Today" names another day once the clock moved on. */
  drawRoomOnNewDay() {
    const { reader } = this.workspace;
    if (this.shown !== null && dayOf(reader.now(), reader) !== this.day) this.drawRoom();
  }

  drawJump() {
    this.jump.replaceChildren(t("jumpToLatest"), icon("down"));
    this.jump.hidden = this.timeline.atEnd || this.workspace.place === HOME;
  }

  /** Keeps in sight what was in sight: the position counts from the end. */
  async loadEarlier() {
    this.earlier.setAttribute("aria-busy", "true");
    const { scrollHeight, scrollTop } = this.timeline.element;
    this.timeline.atEnd = false;
    await this.workspace.loadEarlier();
    this.timeline.restore(scrollHeight - scrollTop);
    this.earlier.removeAttribute("aria-busy");
  }
}
