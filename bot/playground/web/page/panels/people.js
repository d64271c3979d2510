/** The people in the sidebar, with their local time, presence and status. */

import { city, dayKey, isDay, shortDay, time } from "../base/dates.js";
import { byId, h, keyed } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { emojiNode } from "../blocks/mrkdwn.js";
import { humans, now, person, snapshot } from "../base/state.js";

const TONES = 6;

export const firstName = (who) => who.real_name.split(" ")[0];

/** A person's initials on their color, or the app's logo. */
export function avatar(who) {
  if (who.is_bot) return h("img", { class: "avatar", src: "/page/icon.svg", alt: "" });
  if (who.id === "USLACKBOT") return h("span", { class: "avatar tone-0", "aria-hidden": "true" }, "··");
  const initials = who.real_name.split(" ").map((word) => word[0]).slice(0, 2).join("");
  const tone = (humans().findIndex((it) => it.id === who.id) % TONES) + 1;
  return h("span", { class: `avatar tone-${tone}`, "aria-hidden": "true" }, initials);
}

export const inHuddle = (who) => who.huddle_state === "in_a_huddle";

/** The end of the current do-not-disturb time, or null. */
export function quietUntil(who, at = now()) {
  const { dnd_enabled: on, next_dnd_start_ts: start, next_dnd_end_ts: end } = who.dnd;
  const seconds = at / 1000;
  return on && start <= seconds && seconds < end ? new Date(end * 1000) : null;
}

/** The icons beside a name: status, huddle, do not disturb. */
function signs(who) {
  const found = [];
  if (who.status_text || who.status_emoji) {
    const sign = who.status_emoji ? emojiNode(who.status_emoji.replaceAll(":", "")) : "…";
    found.push(h("span", { title: who.status_text, role: "img", "aria-label": who.status_text }, sign));
  }
  if (inHuddle(who)) found.push(h("span", { title: "In a huddle", role: "img", "aria-label": "In a huddle" }, icon("huddle")));
  if (quietUntil(who)) found.push(h("span", { title: "Do not disturb", role: "img", "aria-label": "Do not disturb" }, icon("quiet")));
  return h("span", { class: "signs" }, found);
}

const presence = (who) =>
  h("i", { class: `presence ${who.presence}`, role: "img", "aria-label": who.presence, title: who.presence });

/**
 * Draws the list of people to switch to.
 * @param {Map<string, boolean>} waiting  who has unread messages
 * @param {(id: string) => void} choose
 */
export function drawPeople(waiting, choose) {
  const { viewer } = snapshot();
  const at = now();
  const items = humans().map((who) => {
    const sameDay = dayKey(who, at) === dayKey(person(viewer), at);
    const local = `${time(who, at)}${sameDay ? "" : `, ${shortDay(who, at).split(",")[0]}`}`;
    const unread = waiting.get(who.id) === true;
    const isViewer = who.id === viewer;
    return {
      key: who.id,
      facts: [who, local, unread, isViewer, Boolean(quietUntil(who))],
      build: () =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", class: `person${unread ? " unread" : ""}`, "aria-pressed": String(isViewer), "data-key": who.id, onclick: () => choose(who.id) },
            h("span", { class: "portrait" }, avatar(who), presence(who)),
            h(
              "span",
              { class: "who" },
              h("span", { class: "name" }, h("strong", {}, firstName(who)), isViewer ? h("em", {}, "you") : null, signs(who)),
              h("small", {}, icon(isDay(who, at) ? "sun" : "moon"), `${local} · ${city(who.tz)}`),
            ),
            unread ? h("b", { class: "dot", role: "img", "aria-label": "has unread messages" }) : null,
          ),
        ),
    };
  });
  keyed(byId("people"), items);
}
