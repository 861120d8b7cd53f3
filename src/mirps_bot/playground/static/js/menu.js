/** Small panels that open beside their button, above everything else, and close by themselves. */

import { beside } from "./addresses.js";
import { find, freshId, h } from "./dom.js";

const GAP = 6;
const MARGIN = 8;

/**
 * Ties a panel to its button: opens and closes it, places it, moves focus in and back out.
 * @param {HTMLButtonElement} button @param {HTMLElement} panel @param {{onOpen?: () => void}} [options]
 */
export function attachPanel(button, panel, { onOpen = () => {} } = {}) {
  panel.popover = "auto";
  panel.id ||= freshId("panel");
  button.popoverTargetElement = panel;
  button.setAttribute("aria-expanded", "false");
  panel.addEventListener("toggle", (event) => {
    const open = event.newState === "open";
    button.setAttribute("aria-expanded", String(open));
    if (!open) return;
    onOpen();
    place(panel, button);
    (find(panel, "[aria-current=true]") ?? find(panel, "button, input, a"))?.focus();
  });
}

/** Under the button where there is room, else above it; never outside the window. */
function place(panel, button) {
  const around = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = panel;
  const below = around.bottom + GAP;
  const top = below + height + MARGIN <= innerHeight ? below : Math.max(MARGIN, around.top - GAP - height);
  const left = Math.min(Math.max(MARGIN, around.left), innerWidth - width - MARGIN);
  panel.style.setProperty("--panel-top", `${top}px`);
  panel.style.setProperty("--panel-left", `${Math.max(MARGIN, left)}px`);
}

/** Lets the arrow keys, Home and End walk over the panel's items. @param {HTMLElement} panel @param {string} selector */
export function walkWithArrows(panel, selector) {
  panel.addEventListener("keydown", (event) => {
    /** @type {HTMLElement[]} */
    const items = Array.from(panel.querySelectorAll(selector));
    const at = items.findIndex((item) => item === document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (next === undefined || items.length === 0) return;
    event.preventDefault();
    items.at(next % items.length).focus();
  });
}

/** @typedef {{label: Node[], detail?: string, href: string | null, data: Record<string, string>, run: () => void}} MenuItem */

/**
 * A menu of commands.
 * @param {HTMLButtonElement} button
 * @param {MenuItem[]} items
 * @returns {HTMLElement} the menu, to be put beside its button
 */
export function attachMenu(button, items) {
  const menu = h("div", {
    class: "panel menu",
    role: "menu",
    "aria-label": button.getAttribute("aria-label"),
  });
  menu.append(...items.map((item) => menuItem(item, menu)));
  button.setAttribute("aria-haspopup", "menu");
  attachPanel(button, menu);
  walkWithArrows(menu, "[role=menuitem]");
  return menu;
}

/** @param {MenuItem} item @param {HTMLElement} menu */
function menuItem({ label, detail, href, data, run }, menu) {
  const content = [h("span", {}, label), detail ? h("span", { class: "detail" }, detail) : null];
  const chosen = () => {
    menu.hidePopover();
    run();
  };
  const attributes = { class: "menu-item", role: "menuitem", data, on: { click: chosen } };
  return href
    ? h("a", { ...attributes, href, ...beside(href) }, content)
    : h("button", { ...attributes, type: "button" }, content);
}
