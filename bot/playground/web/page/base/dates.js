/** Times and days as a person reads them: in their zone, in their locale, by the playground's clock. */

const formats = new Map();

function format(who, options) {
  const key = JSON.stringify([who.locale, who.tz, options]);
  if (!formats.has(key)) {
    formats.set(key, new Intl.DateTimeFormat(who.locale, { timeZone: who.tz, ...options }));
  }
  return formats.get(key);
}

const shown = (who, at, options) => format(who, options).format(at);

/** Such as 9:33 AM or 09:33. */
export const time = (who, at) => shown(who, at, { hour: "numeric", minute: "2-digit" });

export const timeWithSeconds = (who, at) =>
  shown(who, at, { hour: "numeric", minute: "2-digit", second: "2-digit" });

/** Such as Mon, Nov 23. */
export const shortDay = (who, at) => shown(who, at, { weekday: "short", month: "short", day: "numeric" });

/** The day as YYYY-MM-DD, for comparing. */
export function dayKey(who, at) {
  const parts = format({ ...who, locale: "en-US" }, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at);
  const get = (type) => parts.find((it) => it.type === type).value;
  return `${get("year")}-${get("month")}-${get("day")}`;
}

/** Whether it is daytime, for the little sun and moon. */
export function isDay(who, at) {
  const hour = Number(shown({ ...who, locale: "en-US" }, at, { hour: "2-digit", hourCycle: "h23" }));
  return hour >= 7 && hour < 19;
}

/** The city of a zone: Europe/Berlin is Berlin. */
export const city = (zone) => zone.split("/").pop().replaceAll("_", " ");

/** Such as "today", in the locale's own word; null when `at` is further off. */
function near(who, at, now) {
  const days = Math.round((Date.parse(dayKey(who, at)) - Date.parse(dayKey(who, now))) / 86_400_000);
  if (Math.abs(days) > 1) return null;
  return new Intl.RelativeTimeFormat(who.locale, { numeric: "auto" }).format(days, "day");
}

const DAY = { month: "long", day: "numeric" };
const HALF_A_YEAR_MS = 183 * 86_400_000;

/** A day; the year is left out within half a year of now, as Slack does. */
function day(who, at, now, options) {
  const far = Math.abs(at - now) > HALF_A_YEAR_MS;
  return shown(who, at, far ? { ...options, year: "numeric" } : options);
}

/** A heading between the messages of two days. */
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

/**
 * What `<!date^seconds^template|fallback>` reads as. Slack begins it with a capital, mid-sentence
 * too, unless something else stands before the first token; so does this.
 */
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
