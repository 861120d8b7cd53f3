/** What the page knows of the workspace, and the only place that changes it. */

import * as api from "./api.js";
import { Live } from "./live.js";
import { addressOf, HOME } from "./route.js";
import { belongsTo, inserted, isReply } from "./sequence.js";
import { t } from "./strings.js";

/** @import { Channel, Clock, Message, Outcome, View, World } from "./types.js" */

/**
 * @typedef {object} Room a channel's messages as far as they were read
 * @property {Message[]} messages oldest first, replies left out
 * @property {boolean} hasMore
 * @property {string | null} newFrom the first message that was unread when the room was opened
 *
 * @typedef {"world" | "people" | "channels" | "place" | "room" | "thread" | "home" | "view" | "clock" | "connection" | "arrival" | "error"} Topic
 */

/** One person's view of the workspace. */
export class Workspace {
  constructor() {
    /** @type {World | null} */
    this.world = null;
    /** @type {string | null} a channel's id or HOME */
    this.place = null;
    /** @type {{ts: string, messages: Message[]} | null} */
    this.thread = null;
    /** @type {Map<string, Room>} */
    this.rooms = new Map();
    /** @type {{view: View, depth: number} | null} the modal on top */
    this.modal = null;
    this.connected = true;
    this.isRejoining = false;
    this.ahead = 0;
    this.listeners = new Map();
    this.live = null;
  }

  /** @param {Topic} topic @param {(detail: any) => void} listener */
  on(topic, listener) {
    this.listeners.set(topic, [...(this.listeners.get(topic) ?? []), listener]);
  }

  /** @param {Topic} topic @param {any} [detail] */
  tell(topic, detail) {
    for (const listener of this.listeners.get(topic) ?? []) listener(detail);
  }

  get me() {
    return this.world.me;
  }

  /** @returns {import("./time.js").Reader} */
  get reader() {
    return {
      locale: this.me.locale.replace("_", "-"),
      zone: this.me.tz,
      now: () => new Date(Date.now() + this.ahead),
    };
  }

  /** @returns {Channel | undefined} the open channel */
  get channel() {
    return this.world.channels.find(({ id }) => id === this.place);
  }

  /** @returns {Channel | undefined} the direct messages with the bot */
  get botChannel() {
    return this.world.channels.find((channel) => channel.with === this.world.bot.user_id);
  }

  get room() {
    return this.rooms.get(this.place);
  }

  /** The address under which this person opens a place or a thread in it. */
  addressOf(place, thread = null) {
    return addressOf({ person: this.me.id, place, thread });
  }

  /** Becomes that person. @param {string | null} person */
  async enter(person) {
    const world = await api.fetchWorld(person);
    this.live?.close();
    this.rooms.clear();
    this.place = null;
    this.thread = null;
    this.modal = null;
    this.isRejoining = false;
    this.takeWorld(world);
    this.live = new Live(this.me.id, {
      news: (item) => this.receive(item),
      lost: () => this.interrupted(),
      restored: () => this.refresh(),
    });
    this.tell("world");
    this.tell("view");
  }

  /** @param {World} world */
  takeWorld(world) {
    this.world = world;
    this.takeClock(world.clock);
  }

  /** @param {Partial<Clock>} clock */
  takeClock(clock) {
    this.world.clock = { ...this.world.clock, ...clock };
    this.ahead = Date.parse(clock.now) - Date.now();
    this.tell("clock");
  }

  interrupted() {
    this.isRejoining = true;
    this.setConnected(false);
  }

  setConnected(connected) {
    this.connected = connected;
    this.tell("connection");
  }

  /** Reads everything anew: news may have been missed while the connection was lost. */
  async refresh() {
    const { place, thread } = this;
    this.takeWorld(await api.fetchWorld(this.me.id));
    this.rooms.clear();
    this.setConnected(true);
    this.tell("channels");
    if (place !== null) await this.open(place, thread?.ts ?? null);
  }

  /** @param {string} place a channel's id or HOME @param {string | null} [thread] */
  async open(place, thread = null) {
    const moved = place !== this.place;
    if (moved && this.room) this.room.newFrom = null;
    this.place = place;
    this.thread =
      thread === null
        ? null
        : { ts: thread, messages: this.thread?.ts === thread ? this.thread.messages : [] };
    this.tell("place", { moved });
    if (moved && (place === HOME || place === this.botChannel?.id))
      this.act("home", { tab: place === HOME ? "home" : "messages" });
    if (place !== HOME) await Promise.all([this.loadRoom(place), this.loadThread()]);
  }

  async loadRoom(channel) {
    if (!this.rooms.has(channel)) {
      const page = await api.fetchChannel(this.me.id, channel);
      this.rooms.set(channel, { messages: page.messages, hasMore: page.has_more, newFrom: null });
    }
    const room = this.rooms.get(channel);
    const unread = this.world.channels.find(({ id }) => id === channel)?.unread ?? 0;
    if (unread > 0)
      room.newFrom =
        room.messages.filter((message) => !message.mine && !message.ephemeral).at(-unread)?.ts ?? null;
    if (channel === this.place) this.tell("room");
    await this.markRead();
  }

  async loadThread() {
    const { place, thread } = this;
    if (thread === null) return;
    const { messages } = await api.fetchThread(this.me.id, place, thread.ts);
    if (this.thread !== thread) return;
    thread.messages = messages;
    this.tell("thread");
  }

  async loadEarlier() {
    const { place, room } = this;
    const page = await api.fetchChannel(this.me.id, place, room.messages[0]?.ts);
    room.messages = [...page.messages, ...room.messages];
    room.hasMore = page.has_more;
    if (this.place === place) this.tell("room");
  }

  /** Tells the workspace how far the open room was read. */
  async markRead() {
    const last = this.room?.messages.at(-1);
    if (last === undefined || !this.channel?.unread || document.hidden) return;
    this.channel.unread = 0;
    this.channel.mentioned = false;
    this.tell("channels");
    await this.act("read", { channel: this.place, ts: last.ts });
  }

  /** Does something as the acting person; what goes wrong is told under "error" unless a field has it. @returns {Promise<Outcome>} */
  async act(name, details = {}) {
    const outcome = await api.act(this.me.id, name, details);
    if (!outcome.ok && !outcome.errors) this.tell("error", inWords(outcome.error));
    return outcome;
  }

  /** Puts a file of the acting person at hand. @param {File} file @returns {Promise<string | null>} its id */
  async attach(file) {
    const outcome = await api.attach(this.me.id, file);
    if (!outcome.ok) this.tell("error", inWords(outcome.error));
    return outcome.id ?? null;
  }

  /** Closes the view on top; one the workspace no longer knows (it was started anew) just goes away. */
  async closeModal() {
    const outcome = await api.act(this.me.id, "close", { view_id: this.modal.view.id });
    if (outcome.ok) return;
    this.modal = null;
    this.tell("view");
  }

  /** @param {"next_morning" | "next_due" | string} to or a moment in ISO 8601 @returns {Promise<boolean>} whether it moved */
  async moveClock(to) {
    const clock = await api.moveClock(this.me.id, to);
    const moved = clock.now !== undefined;
    if (moved) this.takeClock(clock);
    else this.tell("error", inWords(clock.error));
    return moved;
  }

  /** One item of the live stream. */
  receive(item) {
    switch (item.kind) {
      case "message":
        return this.insert(item.channel, item.message);
      case "message_changed":
        return this.revise(item.channel, (message) =>
          message.ts === item.message.ts ? item.message : message,
        );
      case "message_deleted":
        return this.revise(item.channel, (message) => (message.ts === item.ts ? null : message));
      case "channel":
        return this.takeChannel(item.channel);
      case "view":
        return this.takeModal(item);
      case "home":
        this.world.home = item.view;
        return this.tell("home");
      case "people":
        this.world.people = item.people;
        return this.tell("people");
      case "clock":
        return this.takeClock(item);
      case "error":
        return this.tell("error", item.text);
    }
  }

  /**
   * The first word of a new connection is which modal is open. That none is, after an interruption, means the
   * workspace forgot it; what was being typed in it stays before the person until they put it away.
   */
  takeModal({ view, stack }) {
    const isForgotten = view === null && this.isRejoining;
    this.isRejoining = false;
    if (isForgotten) return;
    this.modal = view === null ? null : { view, depth: stack.length };
    this.tell("view");
  }

  /** @param {string} channel @param {Message} message */
  insert(channel, message) {
    if (channel === this.place && belongsTo(message, this.thread)) {
      this.thread.messages = inserted(this.thread.messages, message);
      this.tell("thread");
    }
    const room = this.rooms.get(channel);
    if (room && !isReply(message)) {
      room.messages = inserted(room.messages, message);
      if (channel === this.place && document.hidden) room.newFrom ??= message.ts;
    }
    if (channel === this.place) this.tell("room");
    if (!message.mine) this.tell("arrival", { channel, message });
  }

  /** @param {string} channel @param {(message: Message) => Message | null} change */
  revise(channel, change) {
    const revised = (messages) => messages.map(change).filter((message) => message !== null);
    const room = this.rooms.get(channel);
    if (room) room.messages = revised(room.messages);
    if (channel !== this.place) return;
    if (this.thread) this.thread.messages = revised(this.thread.messages);
    this.tell("room");
    this.tell("thread");
  }

  /** @param {Channel} channel */
  takeChannel(channel) {
    const known = this.world.channels.some(({ id }) => id === channel.id);
    this.world.channels = known
      ? this.world.channels.map((other) => (other.id === channel.id ? channel : other))
      : [...this.world.channels, channel];
    this.tell("channels");
    if (channel.id === this.place) this.markRead();
  }
}

/** A bare error code gets a sentence around it. @param {string | null} [error] */
function inWords(error) {
  if (!error) return t("offline");
  return /^[a-z_]+$/.test(error) ? t("failed", { error }) : error;
}
