/** The workspace's clock: shown in the acting person's zone, moved from here. */

import { h } from "./dom.js";
import { icon } from "./icons.js";
import { attachPanel } from "./menu.js";
import { t } from "./strings.js";
import { momentAtWallClock, shortDay, shortMoment, timeOf, wallClock, zoneName } from "./time.js";

/** @import { Workspace } from "./state.js" */

const SHOW_EVERY = 1_000;
/** Within so many years of today the clock can be set. */
const YEARS = 15;

export class ClockControl {
  /** @param {Workspace} workspace */
  constructor(workspace) {
    this.workspace = workspace;
    this.date = h("span", { class: "stage-main" });
    this.zone = h("span", { class: "stage-detail" });
    this.time = h("span", { class: "stage-main" });
    this.day = h("span", { class: "stage-detail" });
    this.purpose = h("span", { class: "visually-hidden" });
    this.button = h(
      "button",
      { type: "button", class: "stage-button clock-button", data: { testid: "clock-toggle" } },
      icon("clock"),
      this.purpose,
      h("span", { class: "stage-words wide" }, this.date, this.zone),
      h("span", { class: "stage-words narrow" }, this.time, this.day),
      icon("down"),
    );
    this.panel = h("div", { class: "panel clock", role: "dialog" });
    attachPanel(this.button, this.panel, { onOpen: () => this.drawPanel() });
    this.elements = [this.button, this.panel];
    workspace.on("world", () => this.draw());
    workspace.on("clock", () => this.draw());
    setInterval(() => workspace.world && this.drawFace(), SHOW_EVERY);
  }

  open() {
    this.panel.showPopover();
  }

  draw() {
    this.purpose.textContent = t("clock");
    this.drawFace();
    this.drawPanel();
  }

  drawFace() {
    const { reader } = this.workspace;
    const now = reader.now();
    const moment = shortMoment(now, reader);
    if (this.date.textContent !== moment) {
      this.date.textContent = moment;
      this.time.textContent = timeOf(now, reader);
      this.day.textContent = shortDay(now, reader);
      this.zone.textContent = zoneName(reader.zone);
    }
  }

  drawPanel() {
    const { reader, world } = this.workspace;
    const due = world.clock.next_due;
    this.panel.setAttribute("aria-label", t("clock"));
    const focused = this.panel.querySelector(":focus")?.dataset.testid;
    this.panel.replaceChildren(
      h("p", { class: "panel-title" }, t("clock")),
      h("p", { class: "panel-help" }, t("clockHelp")),
      this.move(
        "clock-next-morning",
        "sunrise",
        t("nextMorning"),
        t("nextMorningDetail"),
        "next_morning",
        world.clock.can_move,
      ),
      this.move(
        "clock-next-reminder",
        "skip",
        t("nextReminder"),
        due ? shortMoment(new Date(due), reader) : t("noReminder"),
        "next_due",
        world.clock.can_move && due !== null,
      ),
      this.picker(world.clock.can_move),
    );
    if (focused) this.panel.querySelector(`[data-testid="${focused}"]`)?.focus();
  }

  move(testid, picture, label, detail, to, enabled) {
    return h(
      "button",
      {
        type: "button",
        class: "panel-action",
        disabled: !enabled,
        data: { testid },
        on: { click: (event) => this.go(event.currentTarget, to) },
      },
      icon(picture),
      h("span", {}, label, h("span", { class: "detail" }, detail)),
    );
  }

  picker(enabled) {
    const { reader } = this.workspace;
    const field = h("input", {
      type: "datetime-local",
      class: "input",
      required: true,
      disabled: !enabled,
      data: { testid: "clock-set-input" },
    });
    field.value = wallClock(reader.now(), reader);
    field.min = `${new Date().getFullYear() - YEARS}-01-01T00:00`;
    field.max = `${new Date().getFullYear() + YEARS}-12-31T23:59`;
    const button = h(
      "button",
      { type: "submit", class: "button", disabled: !enabled, data: { testid: "clock-set" } },
      t("setClock"),
    );
    const set = (event) => {
      event.preventDefault();
      this.go(button, momentAtWallClock(field.value.slice(0, 16), reader).toISOString());
    };
    return h(
      "form",
      { class: "clock-picker", on: { submit: set } },
      h("label", {}, h("span", {}, t("pickMoment")), field),
      button,
    );
  }

  /** Moves the clock and gets out of the way of what happens then. */
  async go(button, to) {
    button.setAttribute("aria-busy", "true");
    const moved = await this.workspace.moveClock(to);
    button.removeAttribute("aria-busy");
    if (moved) this.panel.hidePopover();
  }
}
