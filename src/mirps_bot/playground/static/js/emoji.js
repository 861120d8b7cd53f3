/** The emoji codes a work message is likely to carry. An unknown code stays as it was written. */
const EMOJI = new Map(Object.entries({
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", arrow_left: "⬅️", arrow_right: "➡️", arrows_counterclockwise: "🔄", bell: "🔔", bar_chart: "📊",
  black_circle: "⚫", blue_book: "📘", bookmark: "🔖", books: "📚", bulb: "💡", busts_in_silhouette: "👥", calendar: "📅",
  card_index: "📇", chart_with_upwards_trend: "📈", clap: "👏", clipboard: "📋", date: "📅", email: "📧", envelope: "✉️", earth_americas: "🌎",
  exclamation: "❗", eyes: "👀", file_folder: "📁", green_circle: "🟢", grey_question: "❔", handshake: "🤝", heart: "❤️", heavy_check_mark: "✔️",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", house: "🏠", inbox_tray: "📥", information_source: "ℹ️", large_blue_circle: "🔵",
  large_green_circle: "🟢", large_yellow_circle: "🟡", link: "🔗", lock: "🔒", mag: "🔍", mega: "📣", memo: "📝", no_entry: "⛔", no_bell: "🔕",
  ok_hand: "👌", page_facing_up: "📄", paperclip: "📎", pencil: "📝", pencil2: "✏️", pray: "🙏", pushpin: "📌", question: "❓", raised_hands: "🙌",
  red_circle: "🔴", rocket: "🚀", rotating_light: "🚨", round_pushpin: "📍", seedling: "🌱", smile: "😄", sparkles: "✨", speech_balloon: "💬",
  spiral_calendar_pad: "🗓️", star: "⭐", tada: "🎉", thumbsup: "👍", thumbsdown: "👎", thinking_face: "🤔", warning: "⚠️", wave: "👋",
  white_check_mark: "✅", white_circle: "⚪", white_large_square: "⬜", x: "❌", yellow_circle: "🟡", zzz: "💤", zap: "⚡", slightly_smiling_face: "🙂",
}));

/** @param {string} code without its colons */
export function emoji(code) {
  return EMOJI.get(code) ?? `:${code}:`;
}

/** The text with every known code replaced. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (_, code) => emoji(code));
}
