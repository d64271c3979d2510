/** The playground's clock, and the buttons that move it forward. */

import { city, shortDay, time } from "../base/dates.js";
import { byId, h, redraw, working } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { followNext } from "./messages.js";
import { firstName } from "./people.js";
import { act, me, now, onSnapshot, snapshot } from "../base/state.js";
import { dropOffers, toast, tried } from "../base/toasts.js";

const STEPS = [
  { label: "+10 min", seconds: 600 },
  { label: "+1 h", seconds: 3600 },
  { label: "+1 week", seconds: 7 * 86400 },
];
const PATIENCE_MS = 3000;
const TICK_MS = 1000;

/**
 * Draws the buttons that move the clock.
 * @param {{type: (command: string) => void, showMessages: () => void}} ways
 */
export function drawJumps(ways) {
  const jumps = Object.entries(snapshot().ahead)
    .filter(([, at], n) => n === 0 || at)
    .map(([name]) => name);
  redraw(byId("jumps"), jumps, () =>
    h(
      "div",
      { role: "group", "aria-label": "Let time pass" },
      jumps.map((name, n) =>
        jumpButton(capital(name), n === 0, (button) => working(button, () => tried(() => jump(name, n === 0, ways)))),
      ),
      STEPS.map(({ label, seconds }) =>
        jumpButton(label, false, (button) =>
          working(button, () => tried(async () => (followNext(), await act("clock", { by_seconds: seconds }), flash()))),
        ),
      ),
    ),
  );
}

const capital = (words) => words.charAt(0).toUpperCase() + words.slice(1);

function jumpButton(label, isFirst, press) {
  return h(
    "button",
    { type: "button", class: `button${isFirst ? " primary" : ""}`, "data-key": label, onclick: (event) => press(event.currentTarget) },
    isFirst ? icon("forward") : null,
    label,
  );
}

/** Updates the clock every second; calls `ticked` every minute. */
export function startClock(ticked) {
  let last = "";
  setInterval(() => {
    if (!snapshot()) return;
    const minute = String(Math.floor(now() / 60_000));
    drawFace();
    if (minute !== last) ticked();
    last = minute;
  }, TICK_MS);
}

/** Shows the viewer's local day and time. */
export function drawFace() {
  const who = me();
  byId("clock-time").textContent = time(who, now());
  byId("clock-day").textContent = `${shortDay(who, now())} · ${city(who.tz)}`;
}

function flash() {
  const face = byId("clock-face");
  face.classList.remove("jumped");
  void face.offsetWidth; // restarts the animation
  face.classList.add("jumped");
}

async function jump(name, isNudge, ways) {
  dropOffers();
  followNext();
  const news = isNudge ? newsWithin(PATIENCE_MS) : null;
  const { moved } = await act("clock", { jump: name });
  if (!moved) return explainNoPlan(name, ways);
  flash();
  if (!isNudge) return undefined;
  ways.showMessages();
  if (!(await news)) explainSilence(ways);
  return undefined;
}

/** Whether the app writes to the viewer within that time. */
function newsWithin(milliseconds) {
  const { viewer, dm } = snapshot();
  const last = (it) =>
    it.channels.find((channel) => channel.id === (dm ?? it.dm))?.messages.filter((m) => m.user === it.app.bot_user_id).at(-1)?.ts;
  const before = last(snapshot());
  return new Promise((resolve) => {
    const done = (answer) => (stop(), clearTimeout(timer), resolve(answer));
    const stop = onSnapshot((it) => {
      if (it.viewer !== viewer) done(true);
      else if (last(it) !== before) done(true);
    });
    const timer = setTimeout(done, milliseconds, false);
  });
}

function explainNoPlan(name, { type }) {
  const { app, channels, dm } = snapshot();
  const who = firstName(me());
  const known = channels.find((it) => it.id === dm)?.messages.some((it) => it.user === app.bot_user_id);
  const command = app.commands[0];
  if (known) {
    toast(`There's no ${name} for ${who}. Maybe ${who} has left ${app.name}, or has no workdays set.`, {
      action: { label: `Ask ${command} why`, run: () => type(`${command} why`) },
    });
    return;
  }
  toast(`${who} hasn't joined, so there's no ${name}. ${app.name} only writes to people who ask it to.`, {
    action: { label: `Type ${command} join`, run: () => type(`${command} join`) },
  });
}

function explainSilence({ type }) {
  const { app } = snapshot();
  const command = app.commands[0];
  toast(`It's ${time(me(), now())}, but ${app.name} held back: ${firstName(me())} seems busy, or something moved the nudge.`, {
    action: { label: `Ask ${command} why`, run: () => type(`${command} why`) },
  });
}
