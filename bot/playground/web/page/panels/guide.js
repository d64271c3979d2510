/** The hint at the top: what this page is, who you are, and what to press next. */

import { byId, h, redraw } from "../base/dom.js";
import { firstName, inHuddle, quietUntil } from "./people.js";
import { humans, me } from "../base/state.js";

const KEY = "playground.guide";
const A_DAY_S = 86_400;

let isOpen = true;
/** The step when "What's this?" was pressed; the answer shows until the next step. */
let askedAt = "";
let step = { name: "" };
try {
  isOpen = localStorage.getItem(KEY) !== "closed";
} catch {
  // storage is off: show the hint
}

export function startGuide(changed) {
  const set = (open, asked) => {
    isOpen = open;
    askedAt = asked;
    try {
      localStorage.setItem(KEY, open ? "open" : "closed");
    } catch {
      // storage is off: remember until the page closes
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
 * Draws the hint for the viewer's current step.
 * @param {{type: (command: string) => void, show: (place: string) => void, place: () => string, lookAs: (id: string) => void}} ways
 */
export function drawGuide(snapshot, ways) {
  byId("guide").hidden = !isOpen;
  byId("open-guide").setAttribute("aria-expanded", String(isOpen));
  step = stepOf(snapshot, ways.place());
  if (askedAt && askedAt !== step.name) askedAt = "";
  const jumps = document.querySelector("#jumps .primary");
  jumps?.classList.toggle("beckons", isOpen && ["wait", "joined"].includes(step.name));
  redraw(byId("guide-words"), [step, askedAt, snapshot.viewer, ways.place()], () =>
    h("span", {}, askedAt ? explanation(snapshot) : words(snapshot, ways)),
  );
}

function stepOf(snapshot, place) {
  if (!["home", "messages"].includes(place)) return { name: "channel" };
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
  const isOldHand = Number(last.ts) - Number(fromApp[0].ts) > A_DAY_S;
  if (primary && isOldHand && !last.edited) return { name: "over" };
  if (primary) return { name: last.edited ? "walk" : "nudged", press: primary.text.text };
  return { name: "over" };
}

const key = (label) => h("kbd", {}, label);
const doing = (label, run) => h("button", { type: "button", class: "link", onclick: run }, label);

const jumpKey = ({ ahead }) => {
  const [first] = Object.keys(ahead);
  return first ? key(first.charAt(0).toUpperCase() + first.slice(1)) : "one of the clock buttons";
};

function explanation(snapshot) {
  const { app } = snapshot;
  return [h("strong", {}, "This is a practice Slack, right here on your machine."),
    ` A few people share it with ${app.name}, the real bot that gets people out of their chairs. Pick who you are on the left, and press `,
    jumpKey(snapshot), ` to skip ahead in time. Everything else works as it does in Slack: buttons, Home and ${app.commands[0]}. You can also see `,
    h("a", { href: "/cards", target: "_blank" }, "every card and figure"), " on one page."];
}

function words(snapshot, ways) {
  const { app } = snapshot;
  const name = firstName(me());
  const command = app.commands[0];
  const jump = jumpKey(snapshot);
  switch (step.name) {
    case "stranger":
      return [h("strong", {}, `You're ${name} now, and ${name} hasn't joined.`), ` ${app.name} only writes to people who ask it to. `,
        doing(`Type ${command} join`, () => ways.type(`${command} join`)), " to get nudges."];
    case "wait":
      return [h("strong", {}, "This is a practice Slack, right here on your machine."), ` You're ${name}, and you've just signed up for nudges from ${app.name}, a bot that gets people out of their chairs. Press `, jump, " to skip ahead to the first one."];
    case "joined":
      return [h("strong", {}, `${name} is in.`), " Press ", jump, " to skip ahead to the first nudge."];
    case "nudged":
      return [h("strong", {}, "Here's your nudge."), " Press ", key(step.press), " and follow along, or try the other buttons."];
    case "walk":
      return ["The steps move on by themselves; ", key(step.press), " is for the impatient. Nobody's watching, so you might as well join in."];
    case "channel":
      return [`${app.name} only shows numbers in a channel, never what anybody did. `, doing(`Start a team`, () => ways.typeHere(`${command} team on`)), ", or ",
        doing("call for a break together", () => ways.typeHere(`${command} together`)), "."];
    case "busy":
      return [`${name} is busy right now. Press `, jump, ` to see what ${app.name} does about it, or ask with `,
        doing(`${command} why`, () => ways.type(`${command} why`)), "."];
    default:
      if (ways.place() === "home") return [h("strong", {}, `This is ${name}'s Home.`), " Press ", jump, " to keep going, or see Slack as ", ...others(ways), "."];
      return ["Now take a look at ", doing("Home", () => ways.show("home")), ", press ", jump, " to keep going, or see Slack as ", ...others(ways), "."];
  }
}

function others(ways) {
  const links = humans()
    .filter((it) => it.id !== me().id)
    .map((it) => doing(firstName(it), () => ways.lookAs(it.id)));
  return links.flatMap((it, n) => (n ? [n === links.length - 1 ? " or " : ", ", it] : [it]));
}
