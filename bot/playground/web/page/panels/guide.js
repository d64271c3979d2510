/** The hint above everything: what this is, whose eyes one looks through, what to press next. */

import { byId, h, redraw } from "../base/dom.js";
import { firstName, inHuddle, quietUntil } from "./people.js";
import { humans, me } from "../base/state.js";

const KEY = "playground.guide";

let isOpen = true;
/** The step at which somebody asked what this is; the answer shows until they are a step further. */
let askedAt = "";
let step = { name: "" };
try {
  isOpen = localStorage.getItem(KEY) !== "closed";
} catch {
  // storage is off: the hint shows
}

/** Listens to the buttons that hide the hint and bring it back. */
export function startGuide(changed) {
  const set = (open, asked) => {
    isOpen = open;
    askedAt = asked;
    try {
      localStorage.setItem(KEY, open ? "open" : "closed");
    } catch {
      // then for as long as the page is open
    }
    changed();
  };
  byId("close-guide").addEventListener("click", () => (set(false, ""), byId("open-guide").focus()));
  byId("open-guide").addEventListener("click", () => {
    const isAnswered = isOpen && askedAt === step.name;
    set(!isAnswered, isAnswered ? "" : step.name);
  });
}

/**
 * Draws the hint that fits how far the viewer has come.
 * @param {{type: (command: string) => void, show: (place: string) => void, place: () => string, lookAs: (id: string) => void}} ways
 */
export function drawGuide(snapshot, ways) {
  byId("guide").hidden = !isOpen;
  byId("open-guide").setAttribute("aria-expanded", String(isOpen));
  step = stepOf(snapshot);
  if (askedAt && askedAt !== step.name) askedAt = "";
  const jumps = document.querySelector("#jumps .primary");
  jumps?.classList.toggle("beckons", isOpen && ["wait", "joined"].includes(step.name));
  redraw(byId("guide-words"), [step, askedAt, snapshot.viewer, ways.place()], () =>
    h("span", {}, askedAt ? explanation(snapshot) : words(snapshot, ways)),
  );
}

function stepOf(snapshot) {
  const dm = snapshot.channels.find((it) => it.id === snapshot.dm);
  const fromApp = dm?.messages.filter((it) => it.user === snapshot.app.bot_user_id) ?? [];
  const cards = fromApp.slice(1).filter((it) => !it.ephemeral);
  const [firstJump] = Object.values(snapshot.ahead);
  if (!firstJump && !cards.length) return { name: "stranger" };
  if (inHuddle(me()) || quietUntil(me()) || me().status_text) return { name: "busy" };
  const last = cards.at(-1);
  if (!last) return { name: fromApp[0]?.ephemeral ? "joined" : "wait" };
  const buttons = last.blocks.flatMap((it) => it.elements ?? []).filter((it) => it.type === "button");
  const primary = buttons.find((it) => it.style === "primary");
  if (primary) return { name: last.edited ? "walk" : "nudged", press: primary.text.text };
  return { name: "over" };
}

const key = (label) => h("kbd", {}, label);
const doing = (label, run) => h("button", { type: "button", class: "link", onclick: run }, label);

const jumpKey = ({ ahead }) => {
  const [first] = Object.keys(ahead);
  return first ? key(first.charAt(0).toUpperCase() + first.slice(1)) : "one of the buttons of the clock";
};

function explanation(snapshot) {
  const { app } = snapshot;
  return [h("strong", {}, "This is a practice Slack, all on your own machine."),
    ` A few people share it with ${app.name}, the real bot, which gets people out of their chairs. On the left you choose whose eyes you look through; with `,
    jumpKey(snapshot), ` you let time pass. Everything else works as in Slack: buttons, Home, and ${app.commands[0]}. `,
    h("a", { href: "/cards", target: "_blank" }, "Every card and figure"), " is on a page of its own."];
}

function words(snapshot, ways) {
  const { app } = snapshot;
  const name = firstName(me());
  const command = app.commands[0];
  const jump = jumpKey(snapshot);
  switch (step.name) {
    case "stranger":
      return [h("strong", {}, `You are ${name} now, who has not joined.`), ` ${app.name} writes to nobody unasked. `,
        doing(`Type ${command} join`, () => ways.type(`${command} join`)), " to let it."];
    case "wait":
      return [h("strong", {}, "This is a practice Slack, all on your own machine."), ` You are ${name}, and ${app.name}, a bot that gets people out of their chairs, has just been told to nudge you. Press `, jump, " to let time pass."];
    case "joined":
      return [h("strong", {}, `${name} is in.`), " Press ", jump, ` to let time pass until ${name} hears from ${app.name}.`];
    case "nudged":
      return [h("strong", {}, "There is the nudge."), " Press ", key(step.press), " and follow along, or see what the other buttons do."];
    case "walk":
      return ["One step at a time: press ", key(step.press), " when you are ready. Nobody is watching, so you may as well join in."];
    case "busy":
      return [`${name} is busy now. Press `, jump, ` to see what ${app.name} makes of it, or ask with `,
        doing(`${command} why`, () => ways.type(`${command} why`)), "."];
    default:
      if (ways.place() === "home") return [h("strong", {}, `This is ${name}'s Home.`), " Press ", jump, " for the next one, or look through the eyes of ", ...others(ways), "."];
      return ["Now look at ", doing("Home", () => ways.show("home")), ", press ", jump, " for another one, or look through the eyes of ", ...others(ways), "."];
  }
}

function others(ways) {
  const links = humans()
    .filter((it) => it.id !== me().id)
    .map((it) => doing(firstName(it), () => ways.lookAs(it.id)));
  return links.flatMap((it, n) => (n ? [n === links.length - 1 ? " or " : ", ", it] : [it]));
}
