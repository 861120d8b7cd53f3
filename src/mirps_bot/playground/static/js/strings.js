/** The words of the page itself, Spanish and English. What the bot says is the bot's business. */

const en = {
  actAs: "Acting as",
  bot: "bot",
  cancel: "Cancel",
  channels: "Channels",
  channelsAndMessages: "Channels and messages",
  choose: "Choose an option",
  clock: "Workspace clock",
  clockHelp: "Move the clock forward and the bot does what is due by then.",
  close: "Close",
  connectionLost: "Connection lost. Trying again…",
  day: "day",
  deleted: "This message was deleted.",
  deleteMessage: "Delete message",
  deleteQuestion: "Delete this message? This can’t be undone.",
  directMessages: "Direct messages",
  dismiss: "Dismiss",
  earlier: "Show earlier messages",
  edit: "Edit message",
  edited: "(edited)",
  empty: "No messages yet. Write the first one.",
  failed: "That didn’t work: {error}",
  home: "Home",
  homeEmpty: "Nothing here yet.",
  jumpToLatest: "Latest messages",
  loading: "Loading…",
  messageTo: "Message {name}",
  messages: "Messages",
  newLine: "New",
  nextMorning: "Next morning",
  nextMorningDetail: "09:00 on the next day",
  nextReminder: "Next reminder",
  noReminder: "None planned",
  noResults: "Nothing found",
  offline: "The workspace can’t be reached.",
  onlyYou: "Only visible to you",
  openMenu: "Open the list of conversations",
  options: "More options",
  optional: "optional",
  pickMoment: "Another date and time",
  previous: "Back",
  "replies.one": "{count} reply",
  "replies.other": "{count} replies",
  replyInThread: "Reply in thread",
  replyTo: "Reply…",
  save: "Save",
  send: "Send",
  sending: "Sending…",
  setClock: "Set the clock",
  skipToMessages: "Skip to the messages",
  submit: "Submit",
  suggestions: "Suggestions",
  switchPerson: "Change person",
  switchPersonHelp: "Everything you do is done as this person.",
  thread: "Thread",
  tips: "Five things to try",
  today: "Today",
  tomorrow: "Tomorrow",
  typeToSearch: "Type to search",
  "unread.one": "{count} unread message",
  "unread.other": "{count} unread messages",
  unsupported: "This page can’t show a “{type}” block.",
  unsupportedElement: "This page can’t show a “{type}” element.",
  yesterday: "Yesterday",
};

/** @type {Record<keyof typeof en, string>} */
const es = {
  actAs: "Actúas como",
  bot: "bot",
  cancel: "Cancelar",
  channels: "Canales",
  channelsAndMessages: "Canales y mensajes",
  choose: "Elige una opción",
  clock: "Reloj del espacio de trabajo",
  clockHelp: "Adelanta el reloj y el bot hará lo que toque hasta entonces.",
  close: "Cerrar",
  connectionLost: "Se perdió la conexión. Reintentando…",
  day: "día",
  deleted: "Este mensaje fue eliminado.",
  deleteMessage: "Eliminar mensaje",
  deleteQuestion: "¿Eliminar este mensaje? No se puede deshacer.",
  directMessages: "Mensajes directos",
  dismiss: "Descartar",
  earlier: "Ver mensajes anteriores",
  edit: "Editar mensaje",
  edited: "(editado)",
  empty: "Todavía no hay mensajes. Escribe el primero.",
  failed: "No se pudo hacer: {error}",
  home: "Inicio",
  homeEmpty: "Todavía no hay nada aquí.",
  jumpToLatest: "Últimos mensajes",
  loading: "Cargando…",
  messageTo: "Mensaje para {name}",
  messages: "Mensajes",
  newLine: "Nuevos",
  nextMorning: "A la mañana siguiente",
  nextMorningDetail: "09:00 del día siguiente",
  nextReminder: "Próximo recordatorio",
  noReminder: "No hay ninguno previsto",
  noResults: "Sin resultados",
  offline: "No se puede llegar al espacio de trabajo.",
  onlyYou: "Solo visible para ti",
  openMenu: "Abrir la lista de conversaciones",
  options: "Más opciones",
  optional: "opcional",
  pickMoment: "Otra fecha y hora",
  previous: "Atrás",
  "replies.one": "{count} respuesta",
  "replies.other": "{count} respuestas",
  replyInThread: "Responder en hilo",
  replyTo: "Responder…",
  save: "Guardar",
  send: "Enviar",
  sending: "Enviando…",
  setClock: "Poner en hora",
  skipToMessages: "Ir a los mensajes",
  submit: "Enviar",
  suggestions: "Sugerencias",
  switchPerson: "Cambiar de persona",
  switchPersonHelp: "Todo lo que hagas lo haces como esta persona.",
  thread: "Hilo",
  tips: "Cinco cosas para probar",
  today: "Hoy",
  tomorrow: "Mañana",
  typeToSearch: "Escribe para buscar",
  "unread.one": "{count} mensaje sin leer",
  "unread.other": "{count} mensajes sin leer",
  unsupported: "Esta página no puede mostrar un bloque «{type}».",
  unsupportedElement: "Esta página no puede mostrar un elemento «{type}».",
  yesterday: "Ayer",
};

let words = en;
let plural = new Intl.PluralRules("en");

/** Chooses the language for a person's locale; returns its code, "es" or "en". */
export function speak(locale) {
  const language = /^es\b/i.test(locale.replace("_", "-")) ? "es" : "en";
  words = language === "es" ? es : en;
  plural = new Intl.PluralRules(language);
  return language;
}

/**
 * @param {keyof typeof en} key
 * @param {Record<string, string | number>} [values]
 */
export function t(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/**
 * The phrase of that name in the number that `count` asks for.
 * @param {"replies" | "unread"} name @param {number} count
 */
export function tCount(name, count) {
  return t(`${name}.${plural.select(count) === "one" ? "one" : "other"}`, { count });
}
