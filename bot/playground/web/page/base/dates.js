/** Formats times and days in a person's time zone and locale. */

const formats = new Map();

function format(who, options) {
  const key = JSON.stringify([who.locale, who.tz, options]);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(who.locale, { timeZone: who.tz, ...options }));
  }
  return formats.get(key);
}

const shown = (who, at, options) => format(who, options).format(at);

/** For example, 9:33 AM or 09:33. */
export const time = (who, at) => shown(who, at, { hour: "numeric", minute: "2-digit" });

export const timeWithSeconds = (who, at) =>
  shown(who, at, { hour: "numeric", minute: "2-digit", second: "2-digit" });

/** For example, Mon, Nov 23. */
export const shortDay = (who, at) => shown(who, at, { weekday: "short", month: "short", day: "numeric" });

/** The day as YYYY-MM-DD. */
export function dayKey(who, at) {
  const parts = format({ ...who, locale: "en-US" }, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at);
  const get = (type) => parts.find((it) => it.type === type).value;
  return `${get("year")}-${get("month")}-${get("day")}`;
}

/** Whether it is between 7:00 and 19:00. */
export function isDay(who, at) {
  const hour = Number(shown({ ...who, locale: "en-US" }, at, { hour: "2-digit", hourCycle: "h23" }));
  return hour >= 7 && hour < 19;
}

/** The city of a time zone: Berlin for Europe/Berlin. */
export const city = (zone) => zone.split("/").pop().replaceAll("_", " ");

/** "yesterday", "today" or "tomorrow" in the person's language; null for other days. */
function near(who, at, now) {
  const days = Math.round((Date.parse(dayKey(who, at)) - Date.parse(dayKey(who, now))) / 86_400_000);
  if (Math.abs(days) > 1) return null;
  return new Intl.RelativeTimeFormat(who.locale, { numeric: "auto" }).format(days, "day");
}

const DAY = { month: "long", day: "numeric" };
const HALF_A_YEAR_MS = 183 * 86_400_000;

/** A day; like Slack, omits the year within half a year of now. */
function day(who, at, now, options) {
  const far = Math.abs(at - now) > HALF_A_YEAR_MS;
  return shown(who, at, far ? { ...options, year: "numeric" } : options);
}

/** The line between the messages of two days. */
export function dayHeading(who, at, now) {
  return capital(near(who, at, now) ?? day(who, at, now, { weekday: "long", ...DAY }));
}

function ago(who, at, now) {
  const relative = new Intl.RelativeTimeFormat(who.locale, { numeric: "auto" });
  const seconds = Math.round((at - now) / 1000);
  for (const [unit, size] of [["day", 86_400], ["hour", 3600], ["minute", 60]]) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit);
  }
  return relative.format(seconds, "second");
}

const capital = (words) => words.charAt(0).toLocaleUpperCase() + words.slice(1);

const TOKENS = {
  date_num: (who, at) => dayKey(who, at),
  date_slash: (who, at) => shown(who, at, { year: "numeric", month: "2-digit", day: "2-digit" }),
  date: (who, at, now) => day(who, at, now, DAY),
  date_short: (who, at, now) => day(who, at, now, { month: "short", day: "numeric" }),
  date_long: (who, at, now) => day(who, at, now, { weekday: "long", ...DAY }),
  date_long_full: (who, at) => shown(who, at, { ...DAY, year: "numeric" }),
  time: (who, at) => time(who, at),
  time_secs: (who, at) => timeWithSeconds(who, at),
  ago: (who, at, now) => ago(who, at, now),
};
for (const plain of ["date", "date_short", "date_long"]) {
  TOKENS[`${plain}_pretty`] = (who, at, now) => near(who, at, now) ?? TOKENS[plain](who, at, now);
}
TOKENS.day_divider_pretty = TOKENS.date_long_pretty;

/** Formats `<!date^seconds^template|fallback>`. Like Slack, always capitalizes the first letter. */
export function slackDate(seconds, template, fallback, who, now) {
  const at = new Date(Number(seconds) * 1000);
  if (!/^\d+$/.test(seconds) || Number.isNaN(at.getTime())) return fallback;
  let known = true;
  const words = template.replace(/\{(\w+)\}/g, (_, token) => {
    known &&= token in TOKENS;
    return TOKENS[token]?.(who, at, now) ?? "";
  });
  return known ? capital(words) : fallback;
}
