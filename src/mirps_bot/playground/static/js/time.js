/** Moments in a reader's zone and language. Slack's timestamps are seconds since 1970 as text, "1736870400.000100". */

import { t } from "./strings.js";

/**
 * @typedef {object} Reader
 * @property {string} locale BCP 47
 * @property {string} zone IANA name
 * @property {() => Date} now the workspace's time, not this machine's
 */

/** @param {string} ts */
export function momentOf(ts) {
  return new Date(Number.parseFloat(ts) * 1000);
}

/** @param {Date} moment @param {Reader} reader @param {Intl.DateTimeFormatOptions} options */
function format(moment, reader, options) {
  return new Intl.DateTimeFormat(reader.locale, { timeZone: reader.zone, ...options }).format(moment);
}

/** "09:30", or "9:30 AM" where that is the custom. */
export function timeOf(moment, reader) {
  return format(moment, reader, { hour: "2-digit", minute: "2-digit" });
}

/** "2025-01-14" in the reader's zone: equal for two moments of one local day. */
export function dayOf(moment, reader) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: reader.zone, dateStyle: "short" }).format(moment);
}

/** "Today", "Yesterday", else "Tuesday, 14 January". */
export function dayName(moment, reader) {
  return (
    nearbyDay(moment, reader) ??
    format(moment, reader, { weekday: "long", day: "numeric", month: "long", ...yearIfOther(moment, reader) })
  );
}

/** "Tue 14 Jan". */
export function shortDay(moment, reader) {
  return format(moment, reader, { weekday: "short", day: "numeric", month: "short" });
}

/** "Tue 14 Jan 2025, 09:30": date and time in one short line. */
export function shortMoment(moment, reader) {
  const day = format(moment, reader, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
  return `${day}, ${timeOf(moment, reader)}`;
}

/** Everything one may want to know of a moment, for a tooltip. */
export function fullMoment(moment, reader) {
  return format(moment, reader, { dateStyle: "full", timeStyle: "medium" });
}

/** "Mexico City" of "America/Mexico_City". */
export function zoneName(zone) {
  return zone.split("/").at(-1).replaceAll("_", " ");
}

/** @returns {Intl.DateTimeFormatOptions} */
function yearIfOther(moment, reader) {
  const same = dayOf(moment, reader).slice(0, 4) === dayOf(reader.now(), reader).slice(0, 4);
  return same ? {} : { year: "numeric" };
}

function nearbyDay(moment, reader) {
  const distance = Math.round(
    (Date.parse(dayOf(moment, reader)) - Date.parse(dayOf(reader.now(), reader))) / 86_400_000,
  );
  return { "-1": t("yesterday"), 0: t("today"), 1: t("tomorrow") }[distance];
}

/** @type {Intl.DateTimeFormatOptions} */
const LONG = { day: "numeric", month: "long", year: "numeric" };
/** @type {Intl.DateTimeFormatOptions} */
const SHORT = { day: "numeric", month: "short", year: "numeric" };

/** What each token of Slack's date syntax stands for. @type {Record<string, (moment: Date, reader: Reader) => string>} */
const TOKENS = {
  date_num: (moment, reader) => dayOf(moment, reader),
  date_slash: (moment, reader) =>
    format(moment, reader, { day: "2-digit", month: "2-digit", year: "numeric" }),
  date: (moment, reader) => format(moment, reader, LONG),
  date_pretty: (moment, reader) => nearbyDay(moment, reader)?.toLowerCase() ?? format(moment, reader, LONG),
  date_short: (moment, reader) => format(moment, reader, SHORT),
  date_short_pretty: (moment, reader) =>
    nearbyDay(moment, reader)?.toLowerCase() ?? format(moment, reader, SHORT),
  date_long: (moment, reader) => format(moment, reader, { weekday: "long", ...LONG }),
  date_long_full: (moment, reader) => format(moment, reader, LONG),
  date_long_pretty: (moment, reader) =>
    nearbyDay(moment, reader)?.toLowerCase() ?? format(moment, reader, { weekday: "long", ...LONG }),
  day_divider_pretty: dayName,
  time: timeOf,
  time_secs: (moment, reader) =>
    format(moment, reader, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
  ago,
};

/** @type {[Intl.RelativeTimeFormatUnit, number][]} in seconds */
const STEPS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

function ago(moment, reader) {
  const seconds = Math.round((moment.getTime() - reader.now().getTime()) / 1000);
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(reader.locale, { numeric: "auto" }).format(
    Math.round(seconds / size),
    unit,
  );
}

/**
 * Slack's date syntax, "{date_short_pretty} at {time}", for one moment; null where a token is unknown.
 * @param {string} pattern @param {number} seconds @param {Reader} reader
 */
export function slackDate(pattern, seconds, reader) {
  const moment = new Date(seconds * 1000);
  if (Number.isNaN(moment.getTime())) return null;
  const names = [...pattern.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
  if (names.some((name) => !(name in TOKENS))) return null;
  return pattern.replace(/\{(\w+)\}/g, (_, name) => TOKENS[name](moment, reader));
}

/** "2025-01-14T09:30" on the reader's wall clock, as a datetime-local field wants it. */
export function wallClock(moment, reader) {
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: reader.zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(moment);
  return `${dayOf(moment, reader)}T${time}`;
}

/** The moment at which the reader's wall clock shows `wall`; in the hour that is skipped, the hour after it. */
export function momentAtWallClock(wall, reader) {
  const asUtc = Date.parse(`${wall}:00Z`);
  let guess = asUtc;
  for (let turn = 0; turn < 2; turn += 1) {
    const shown = Date.parse(`${wallClock(new Date(guess), reader)}:00Z`);
    guess += asUtc - shown;
  }
  return new Date(guess);
}
