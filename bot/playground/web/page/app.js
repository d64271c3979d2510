/** Puts the page together: navigation, and redrawing after each snapshot. */

import { drawBlocks } from "./blocks/blocks.js";
import { drawFace, drawJumps, startClock } from "./panels/clock.js";
import { drawComposer, startComposer, type } from "./panels/composer.js";
import { dayKey } from "./base/dates.js";
import { drawDay } from "./panels/day.js";
import { byId, h, keyed, redraw, working } from "./base/dom.js";
import { drawDrawer, showsSpoken, startDrawer } from "./panels/drawer.js";
import { drawGuide, startGuide } from "./panels/guide.js";
import { decorate, icon } from "./base/icons.js";
import { drawMessages, keepAtBottom } from "./panels/messages.js";
import { drawModal, listenToModal } from "./panels/modal.js";
import { drawPeople, firstName } from "./panels/people.js";
import { act, follow, humans, lookAs, me, onLost, onSnapshot, person, snapshot, refresh } from "./base/state.js";
import { surfaceOf } from "./blocks/surface.js";
import { dropOffers, drawNotices, tried } from "./base/toasts.js";
import { lookAround, markSeen, unread, waiting } from "./base/unread.js";

const TABS = ["home", "messages"];

/** "home", "messages", or the id of a channel. */
let place = "messages";
let openedAs = "";
/** Whose Home is shown; "" on any other tab. */
let homeOf = "";

const ways = {
  lookAs: (id) => choose(id),
  show: (where) => show(where),
  place: () => place,
  showMessages: () => show("messages"),
  typeHere: (command) => type(command),
  type: async (command) => {
    show("messages");
    await type(command);
  },
};

const dmOf = (state) => state.channels.find((it) => it.id === state.dm);
const channelAt = (state) => (place === "messages" ? dmOf(state) : state.channels.find((it) => it.id === place));

function show(where) {
  place = where;
  closeSidebar();
  draw();
}

function choose(id) {
  dropOffers();
  closeSidebar();
  return lookAs(id);
}

function draw() {
  const state = snapshot();
  if (!state) return;
  if (!TABS.includes(place) && !channelAt(state)) place = "messages";
  document.title = `${firstName(me())} · ${state.team.name}, a practice Slack`;
  byId("team").textContent = state.team.name;
  dropUntrueOffers(state);
  drawPlace(state);
  drawSidebar(state);
  drawJumps(ways);
  drawFace();
  drawDay();
  drawGuide(state, ways);
  drawDrawer(state);
  drawModal(state);
  drawNotices(state);
  remember(state);
}

function drawPlace(state) {
  const channel = channelAt(state);
  const inApp = TABS.includes(place);
  const name = firstName(me());
  byId("place-title").textContent = inApp ? state.app.name : `#${channel.name}`;
  byId("place-about").textContent = inApp ? "App" : members(state, channel);
  drawTabs(inApp);
  byId("home").hidden = place !== "home";
  byId("messages").hidden = byId("composer").hidden = place === "home";
  if (place === "home") return drawHome(state);
  homeOf = "";
  const empty = inApp
    ? `${state.app.name} hasn't written to ${name} yet.`
    : "No messages here yet.";
  drawMessages(state, channel, { spoken: showsSpoken(), empty });
  drawComposer(channel?.id ?? null, inApp ? `Message ${state.app.name}, or type ${state.app.commands[0]}` : `Message #${channel.name}`, inApp);
  if (channel && document.visibilityState === "visible") markSeen(state.viewer, channel);
  return undefined;
}

function members(state, channel) {
  const names = channel.members.map((id) => person(id)).filter(Boolean).map((it) => firstName(it));
  return names.join(", ");
}

function drawTabs(inApp) {
  byId("tabs").hidden = !inApp;
  const tab = (name) =>
    h(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${name}`,
        "data-key": name,
        "aria-selected": String(place === name),
        "aria-controls": name,
        tabindex: place === name ? 0 : -1,
        onclick: () => show(name),
      },
      name === "home" ? "Home" : "Messages",
    );
  redraw(byId("tabs"), place, () => h("div", { class: "tab-row", role: "presentation" }, TABS.map(tab)));
  const panel = byId("messages");
  if (inApp) panel.setAttribute("role", "tabpanel");
  else panel.removeAttribute("role");
  panel.setAttribute("aria-labelledby", inApp ? "tab-messages" : "place-title");
}

function drawHome(state) {
  const view = state.home;
  if (homeOf !== state.viewer) byId("scroll").scrollTop = 0;
  homeOf = state.viewer;
  const today = dayKey(me(), new Date(state.now));
  redraw(byId("home"), [state.viewer, view?.hash ?? null, me().tz, me().locale, today], () => {
    if (!view) return h("p", { class: "empty" }, `${state.app.name} hasn't set up ${firstName(me())}'s Home yet.`);
    const surface = surfaceOf(state, { view_id: view.id }, { values: view.state.values });
    return h("div", { class: "blocks" }, drawBlocks(view.blocks, surface));
  });
}

function drawSidebar(state) {
  drawPeople(waiting, choose);
  const rows = state.channels
    .filter((it) => it.kind !== "im")
    .map((it) => row(it.id, it.name, icon("hash"), unread(state.viewer, it)));
  keyed(byId("channels"), rows);
  drawScenes(state.scenes);
  const dm = dmOf(state);
  const logo = h("img", { src: "/page/icon.svg", alt: "" });
  const isHere = TABS.includes(place);
  keyed(byId("apps"), [row("messages", state.app.name, logo, dm ? unread(state.viewer, dm) : 0, isHere)]);
}

/** What the others can be made to do. */
function drawScenes(names) {
  const scene = (name) =>
    h(
      "button",
      { type: "button", class: "row", "data-key": name, onclick: (event) => working(event.currentTarget, () => tried(() => act("scene", { name }))) },
      icon("person"),
      h("span", {}, name),
    );
  redraw(byId("scenes"), names, () => h("div", {}, names.map(scene)));
}

let standing = "";

/** Offers are untrue once the person's standing changes: drops them. */
function dropUntrueOffers({ viewer, ahead }) {
  const now = `${viewer}/${Boolean(Object.values(ahead)[0])}`;
  if (standing && standing !== now) dropOffers();
  standing = now;
}

function row(where, label, sign, count, isHere = where === place) {
  return {
    key: where,
    facts: [label, count, isHere],
    build: () =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: `row${count ? " unread" : ""}`, "aria-current": isHere ? "page" : null, "data-key": where, onclick: () => show(where) },
          sign,
          h("span", {}, label),
          count ? h("b", { class: "count", "aria-label": `${count} new` }, String(count)) : null,
        ),
      ),
  };
}

/** Updates the address to match the person and place, and tells the app when a tab opens. */
function remember(state) {
  const address = `#${me().name}/${TABS.includes(place) ? place : channelAt(state).name}`;
  if (!location.hash) history.replaceState(null, "", address);
  else if (location.hash !== address) history.pushState(null, "", address);
  const opened = TABS.includes(place) ? `${state.viewer}/${place}` : "";
  if (opened === openedAs) return;
  openedAs = opened;
  if (opened) tried(() => act("open-home", { tab: place }));
}

/** The parts of the address; [] if it is malformed. */
function addressed() {
  try {
    return decodeURIComponent(location.hash.slice(1)).split("/");
  } catch {
    return [];
  }
}

/** Follows the address, as far as its person and place exist. */
async function readAddress() {
  const [name, where] = addressed();
  const state = snapshot();
  if (!state) return;
  const channel = state.channels.find((it) => it.kind !== "im" && it.name === where);
  if (TABS.includes(where) || channel) place = channel?.id ?? where;
  const who = humans(state).find((it) => it.name === name);
  if (who && who.id !== state.viewer) await choose(who.id);
  draw();
}

function showSidebar(on) {
  if (on === document.body.classList.contains("sidebar-open")) return;
  document.body.classList.toggle("sidebar-open", on);
  byId("scrim").hidden = !on;
  byId("open-sidebar").setAttribute("aria-expanded", String(on));
  if (on) byId("sidebar").querySelector("[aria-pressed=true]")?.focus();
}

const closeSidebar = () => showSidebar(false);

function showDay(on) {
  document.body.classList.toggle("day-open", on);
  byId("scrim").hidden = !on;
  byId("open-day").setAttribute("aria-expanded", String(on));
  (on ? byId("close-day") : byId("open-day")).focus();
}

function escape(event) {
  const { classList } = document.body;
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  if (classList.contains("sidebar-open")) {
    closeSidebar();
    byId("open-sidebar").focus();
  } else if (classList.contains("day-open")) showDay(false);
}

function start() {
  decorate();
  startComposer();
  startGuide(draw);
  startDrawer(draw);
  startClock(refresh);
  keepAtBottom();
  listenToModal();
  byId("open-sidebar").addEventListener("click", () => showSidebar(!document.body.classList.contains("sidebar-open")));
  byId("scrim").addEventListener("click", () => (closeSidebar(), document.body.classList.contains("day-open") && showDay(false)));
  document.addEventListener("keydown", escape);
  byId("open-day").addEventListener("click", () => showDay(!document.body.classList.contains("day-open")));
  byId("close-day").addEventListener("click", () => showDay(false));
  byId("tabs").addEventListener("keydown", (event) => {
    if (!["ArrowLeft", "ArrowRight"].includes(event.key)) return;
    show(place === "home" ? "messages" : "home");
    byId(`tab-${place}`).focus();
  });
  window.addEventListener("popstate", readAddress);
  document.addEventListener("visibilitychange", draw);
  onLost((lost) => {
    byId("lost").hidden = !lost;
    byId("lost").textContent = lost ? "The playground isn't answering. This page will reconnect as soon as it's back." : "";
  });
}

start();
await refresh();
if (location.hash) await readAddress();
onSnapshot(draw);
onSnapshot(() => lookAround(draw));
draw();
lookAround(draw);
follow();
