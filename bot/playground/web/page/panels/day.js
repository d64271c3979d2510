/** The day panel: what Slack knows about the viewer, and the controls to change it. */

import { city, shortDay, time } from "../base/dates.js";
import { byId, h, keyed, newId, working } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { emojiNode } from "../blocks/mrkdwn.js";
import { firstName, inHuddle, quietUntil } from "./people.js";
import { act, me, now } from "../base/state.js";
import { tried } from "../base/toasts.js";

const HOUR = 60;
const DAY = 24 * HOUR;
const STATUSES = [
  { text: "In a meeting", emoji: ":spiral_calendar_pad:", minutes: 30, label: "In a meeting, 30 min" },
  { text: "In a meeting", emoji: ":spiral_calendar_pad:", minutes: HOUR, label: "In a meeting, 1 h" },
  { text: "At lunch", emoji: ":ramen:", minutes: 45, label: "At lunch, 45 min" },
  { text: "Vacationing", emoji: ":palm_tree:", minutes: 5 * DAY, label: "On vacation, 5 days" },
];
const LASTING = [
  ["30 minutes", 30],
  ["1 hour", HOUR],
  ["4 hours", 4 * HOUR],
  ["1 day", DAY],
  ["until cleared", 0],
];
const QUIET = [
  ["30 min", 30],
  ["1 h", HOUR],
  ["3 h", 3 * HOUR],
];
const ZONES = [
  "America/Los_Angeles", "America/Denver", "America/Chicago", "America/New_York", "America/Sao_Paulo",
  "Atlantic/Reykjavik", "Europe/Lisbon", "Europe/London", "Europe/Berlin", "Europe/Athens", "Africa/Lagos",
  "Africa/Nairobi", "Asia/Dubai", "Asia/Kolkata", "Asia/Singapore", "Asia/Tokyo", "Australia/Sydney",
  "Pacific/Auckland",
];

/** Draws each part of the panel separately, so that a change leaves the others alone. */
export function drawDay() {
  const who = me();
  const name = firstName(who);
  byId("day-title").textContent = `${name}'s day`;
  byId("open-day-label").textContent = `${name}'s day`;
  const until = quietUntil(who);
  keyed(byId("day-controls"), [
    part("note", name, () => h("p", { class: "note" }, `This is what Slack knows about ${name}, and what apps can see.`)),
    part("presence", [who.id, who.presence], () => presencePart(who)),
    part("status", [who.id, who.status_text, who.status_emoji, who.status_expiration], () => statusPart(who)),
    part("huddle", [who.id, inHuddle(who)], () => huddlePart(who)),
    part("dnd", [who.id, until, who.tz], () => quietPart(who, until)),
    part("zone", [who.id, who.tz], () => zonePart(who)),
  ]);
}

const part = (key, facts, build) => ({ key, facts, build });

const change = (control, body) => working(control, () => tried(() => act("profile", body)));

function group(title, ...children) {
  const id = newId();
  return h("div", { class: "part", role: "group", "aria-labelledby": id }, h("h3", { id }, title), ...children);
}

function choice(label, isOn, body, key) {
  return h(
    "button",
    { type: "button", class: "chip", "aria-pressed": isOn === null ? null : String(isOn), "data-key": key, onclick: (event) => change(event.currentTarget, body) },
    label,
  );
}

function toggle(title, sign, isOn, body, key) {
  const input = h("input", { type: "checkbox", role: "switch", "data-key": key, onchange: (event) => change(event.target, body(event.target.checked)) });
  input.checked = isOn;
  return h("label", { class: "switch" }, input, icon(sign), h("span", {}, title));
}

const presencePart = (who) =>
  group(
    "Presence",
    h(
      "div",
      { class: "chips" },
      choice("Active", who.presence === "active", { presence: "active" }, "active"),
      choice("Away", who.presence === "away", { presence: "away" }, "away"),
    ),
  );

function statusPart(who) {
  if (who.status_text) return group("Status", currentStatus(who));
  const chips = STATUSES.map(({ text, emoji, minutes, label }) =>
    choice(label, null, { status_text: text, status_emoji: emoji, status_minutes: minutes }, label),
  );
  return group("Status", h("div", { class: "chips" }, chips), ownStatus());
}

function currentStatus(who) {
  const end = who.status_expiration ? new Date(who.status_expiration * 1000) : null;
  return h(
    "p",
    { class: "current" },
    who.status_emoji ? emojiNode(who.status_emoji.replaceAll(":", "")) : null,
    h("span", {}, h("strong", {}, who.status_text), h("small", {}, end ? `until ${moment(who, end)}` : "until cleared")),
    choice("Clear", null, { status_text: "" }, "clear"),
  );
}

function ownStatus() {
  const text = h("input", { type: "text", maxlength: 100, placeholder: "Custom status", "aria-label": "Custom status" });
  const lasting = h("select", { "aria-label": "How long" }, LASTING.map(([label, minutes]) => h("option", { value: minutes }, label)));
  const set = h("button", { type: "submit", class: "chip" }, "Set");
  const submit = (event) => {
    event.preventDefault();
    if (!text.value.trim()) return text.focus();
    return change(set, { status_text: text.value.trim(), status_minutes: Number(lasting.value) });
  };
  return h("form", { class: "own", onsubmit: submit }, text, lasting, set);
}

const huddlePart = (who) =>
  group("Huddle", toggle("In a huddle", "huddle", inHuddle(who), (on) => ({ huddle: on }), "huddle"));

function quietPart(who, until) {
  if (until) {
    return group(
      "Do not disturb",
      h("p", { class: "current" }, icon("quiet"), h("span", {}, `Until ${moment(who, until)}`), choice("End", null, { snooze_minutes: 0 }, "end")),
    );
  }
  return group(
    "Do not disturb",
    h("div", { class: "chips" }, QUIET.map(([label, minutes]) => choice(`For ${label}`, null, { snooze_minutes: minutes }, label))),
  );
}

/** A time, with its day if that isn't today. */
function moment(who, at) {
  const [day, today] = [shortDay(who, at), shortDay(who, now())];
  return day === today ? time(who, at) : `${day}, ${time(who, at)}`;
}

function zonePart(who) {
  const zones = ZONES.includes(who.tz) ? ZONES : [who.tz, ...ZONES];
  const select = h(
    "select",
    { "aria-label": "Time zone", "data-key": "zone", onchange: (event) => change(event.target, { tz: event.target.value }) },
    zones.map((zone) => h("option", { value: zone }, `${city(zone)} (${offset(zone)})`)),
  );
  select.value = who.tz;
  return group("Time zone", select);
}

/** The current UTC offset of a time zone. */
function offset(zone) {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "shortOffset" }).formatToParts(now());
  return parts.find((it) => it.type === "timeZoneName").value;
}
