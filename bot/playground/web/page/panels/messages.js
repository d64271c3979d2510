/** The messages of one conversation. Each is redrawn only when it changes. */

import { drawBlocks } from "../blocks/blocks.js";
import { dayHeading, dayKey, time, timeWithSeconds } from "../base/dates.js";
import { byId, clear, h, keyed } from "../base/dom.js";
import { drawFiles, named } from "../blocks/files.js";
import { icon } from "../base/icons.js";
import { escaped, mrkdwn } from "../blocks/mrkdwn.js";
import { avatar } from "./people.js";
import { me, now } from "../base/state.js";
import { surfaceOf, worldOf } from "../blocks/surface.js";

/** Messages by the same person within this time share one header. */
const TOGETHER_S = 300;
const NEAR_BOTTOM_PX = 80;

let shownHere = "";
let followUntil = 0;
let atBottom = true;

/** Scrolls to the next message, because the clock was just moved or something was typed. */
export const followNext = () => (followUntil = performance.now() + 5000);

/**
 * @param {object} snapshot
 * @param {object} channel
 * @param {{spoken: boolean, empty: string}} how  `spoken` shows the screen reader text
 */
export function drawMessages(snapshot, channel, { spoken, empty }) {
  const list = byId("messages");
  const here = `${snapshot.viewer}/${channel?.id}/${spoken}`;
  const arriving = here !== shownHere;
  if (arriving) clear(list);
  shownHere = here;
  const scroll = byId("scroll");
  const wasAtBottom = isAtBottom(scroll);
  const built = keyed(list, items(snapshot, channel, { spoken, empty }));
  const fresh = arriving ? [] : built.filter((it) => it.node.dataset.ts);
  for (const { node, isNew } of fresh) {
    if (node.dataset.user === snapshot.viewer) continue;
    if (isNew) node.classList.add("fresh");
    announce(node);
  }
  const following = fresh.some((it) => it.isNew) && performance.now() < followUntil;
  if (arriving || wasAtBottom || following) toBottom();
  else for (const { node } of fresh) if (node.contains(document.activeElement)) node.scrollIntoView({ block: "nearest" });
}

/** Stays at the bottom while images load and panels open. */
export function keepAtBottom() {
  const scroll = byId("scroll");
  let height = 0;
  const stay = () => {
    height = scroll.clientHeight;
    if (atBottom && !byId("messages").hidden) toBottom();
  };
  scroll.addEventListener("scroll", () => {
    if (scroll.clientHeight === height) atBottom = isAtBottom(scroll); // otherwise it was a resize
  });
  scroll.addEventListener("load", stay, true);
  new ResizeObserver(stay).observe(scroll);
}

function toBottom() {
  atBottom = true;
  byId("scroll").scrollTop = byId("scroll").scrollHeight;
}

const isAtBottom = (scroll) => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_BOTTOM_PX;

/** Like Slack, announces a message's `text` to screen readers. */
function announce(node) {
  byId("announcer").append(h("p", {}, node.dataset.spoken));
  while (byId("announcer").childElementCount > 3) byId("announcer").firstChild.remove();
}

function items(snapshot, channel, { spoken, empty }) {
  const who = me();
  const today = dayKey(who, now());
  if (!channel?.messages.length) {
    return [{ key: "empty", facts: empty, build: () => h("p", { class: "empty" }, empty) }];
  }
  const names = snapshot.people.map((it) => it.real_name);
  const all = [];
  let before = null;
  for (const message of channel.messages) {
    const at = new Date(Number(message.ts) * 1000);
    const day = dayKey(who, at);
    const isNewDay = day !== (before && dayKey(who, new Date(Number(before.ts) * 1000)));
    if (isNewDay) {
      all.push({
        key: day,
        facts: [who.locale, today],
        build: () => h("div", { class: "day-line" }, h("span", {}, dayHeading(who, at, now()))),
      });
    }
    const goesOn =
      !isNewDay && before.user === message.user && message.ts - before.ts < TOGETHER_S &&
      !message.blocks.length && !before.blocks.length && !message.ephemeral && !before.ephemeral &&
      !message.files.length;
    all.push({
      key: message.ts,
      facts: [message, goesOn, who.tz, who.locale, today, names, JSON.stringify(message).includes("{ago}") && now().getMinutes()],
      build: () => draw(snapshot, channel, message, at, { goesOn, spoken }),
    });
    before = message;
  }
  return all;
}

function draw(snapshot, channel, message, at, { goesOn, spoken }) {
  const world = worldOf(snapshot);
  const author = world.people.get(message.user) ?? { id: message.user, real_name: "Someone" };
  const isApp = message.user === snapshot.app.bot_user_id;
  const heard = mrkdwn(isApp ? message.text : escaped(message.text), world);
  const files = named(message.files);
  const said = [...heard.map((it) => it.textContent ?? it), files].join("");
  const edited = message.edited && author.is_bot ? h("span", { class: "edited" }, "(edited)") : null;
  const body = h("div", { class: "body" });
  if (!goesOn) {
    body.append(
      h(
        "p",
        { class: "head" },
        h("strong", {}, author.real_name),
        isApp ? h("span", { class: "badge" }, "APP") : null,
        h("time", { datetime: at.toISOString(), title: timeWithSeconds(world.me, at) }, time(world.me, at)),
        edited,
      ),
    );
  }
  if (spoken && author.is_bot) body.append(h("p", { class: "spoken" }, icon("ear"), h("span", {}, heard, files)));
  else if (message.blocks.length) {
    const target = { channel: channel.id, ts: message.ts };
    const surface = surfaceOf(snapshot, target, { values: message.values, heading: "h3" });
    body.append(h("div", { class: "blocks" }, drawBlocks(message.blocks, surface)));
  } else if (heard.length) body.append(h("div", { class: "text" }, heard));
  if (!spoken) body.append(drawFiles(message.files) ?? "");
  return h(
    "article",
    {
      class: `message${goesOn ? " goes-on" : ""}${message.ephemeral ? " ephemeral" : ""}`,
      "data-ts": message.ts,
      "data-user": message.user,
      "data-spoken": `${author.real_name}: ${said}`,
      "aria-label": `${author.real_name}, ${time(world.me, at)}`,
    },
    message.ephemeral ? h("p", { class: "only-you" }, icon("eye"), "Only visible to you") : null,
    goesOn ? null : avatar(author),
    body,
  );
}
