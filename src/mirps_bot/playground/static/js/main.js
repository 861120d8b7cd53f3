/**
 * The page: puts the parts together and follows the address.
 *
 * Hooks for tests, as data-testid:
 *   person-switcher (data-person), person-option (data-person) · clock-toggle, clock-next-morning, clock-next-reminder,
 *   clock-set-input, clock-set · drawer, channel (data-channel, data-name), home-tab, messages-tab
 *   messages, message (data-ts), thread-summary, reply, edit, edit-input, edit-save, delete, dismiss (ephemeral), earlier, jump, file
 *   thread, thread-messages, thread-close, thread-composer-input, thread-composer-send
 *   composer-input, composer-send, suggestions, suggestion, error-line, announcements · welcome, tip, welcome-dismiss
 *   home · modal, modal-submit, modal-close, modal-x, modal-back, modal-error, field-error (data-block-id)
 *   element (data-block-id, data-action-id) on every button, select and input of a block; option (data-value) in menus and
 *   searches · confirm, confirm-yes, confirm-no
 */

import { Refused, Unreachable } from "./api.js";
import { ClockControl } from "./clock.js";
import { Conversation } from "./conversation.js";
import { find, h } from "./dom.js";
import { Modal } from "./modal.js";
import { announcer } from "./notices.js";
import { PersonSwitcher } from "./people.js";
import { addressOf, HOME, routeOf } from "./route.js";
import { Sidebar } from "./sidebar.js";
import { Workspace } from "./state.js";
import { speak, t } from "./strings.js";
import { Thread } from "./thread.js";

const RETRY_AFTER = 2_000;

const workspace = new Workspace();
const skip = h("a", { class: "skip", href: "#conversation", on: { click: goToMessages } });
workspace.on("world", chooseLanguage);
build();
let following = Promise.resolve();
window.addEventListener("hashchange", followInTurn);
followInTurn();

/** One address after the other: a quick change of person waits for the one before. */
function followInTurn() {
  following = following.then(follow);
}

function build() {
  const sidebar = new Sidebar(workspace);
  const people = new PersonSwitcher(workspace, (person) => {
    location.hash = addressOf({
      person,
      place: workspace.place === workspace.botChannel?.id ? null : workspace.place,
      thread: null,
    });
  });
  const clock = new ClockControl(workspace);
  const conversation = new Conversation(workspace, {
    drawerOpener: sidebar.opener,
    openClock: () => clock.open(),
  });
  const brand = h(
    "p",
    { class: "brand" },
    h("img", { src: "/static/icon.svg", alt: "" }),
    h("span", {}, "MIRPS"),
  );
  const stage = h("header", { class: "stage" }, brand, people.elements, clock.elements);
  const frame = h(
    "div",
    { class: "frame" },
    sidebar.element,
    conversation.element,
    new Thread(workspace).element,
  );
  const loaded = [stage, sidebar.element, conversation.head];
  for (const each of loaded) each.inert = true;
  workspace.on("world", () => loaded.forEach((each) => (each.inert = false)));
  document.body.replaceChildren(
    skip,
    stage,
    frame,
    sidebar.curtain,
    new Modal(workspace).element,
    announcer(workspace),
  );
}

/** The chrome speaks the person's language; so does what the bot says to them. */
function chooseLanguage() {
  document.documentElement.lang = speak(workspace.me.locale);
  skip.textContent = t("skipToMessages");
}

/** Shows what the address names, as far as this person can see it; else where they would start. */
async function follow() {
  const route = routeOf(location.hash);
  try {
    if (workspace.world === null || (route.person !== null && route.person !== workspace.me.id))
      await enter(route.person);
    const place = placeFor(route);
    const thread = place === route.place ? route.thread : null;
    const address = workspace.addressOf(place, thread);
    if (location.hash !== address) history.replaceState(null, "", address);
    await workspace.open(place, thread);
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    workspace.setConnected(false);
    setTimeout(followInTurn, RETRY_AFTER);
  }
}

/** Becomes that person, or whoever comes first where the address names nobody of this workspace. */
async function enter(person) {
  try {
    await workspace.enter(person);
  } catch (error) {
    if (!(error instanceof Refused) || person === null) throw error;
    await workspace.enter(null);
  }
}

function placeFor({ place }) {
  const { world, botChannel } = workspace;
  const isKnown = place === HOME || world.channels.some(({ id }) => id === place);
  return isKnown ? place : (botChannel?.id ?? world.channels[0]?.id ?? HOME);
}

function goToMessages(event) {
  event.preventDefault();
  find(document, ".scroller:not([hidden])").focus();
}
