/** The message box, with suggestions for slash commands and a history. */

import { byId, h, working } from "../base/dom.js";
import { followNext } from "./messages.js";
import { act, snapshot } from "../base/state.js";
import { tried } from "../base/toasts.js";

let channelId = null;
let isApp = false;
let quiet = false;
let active = -1;
const sent = new Map();
let recalled = 0;
let draft = "";

const box = () => byId("composer-text");
const list = () => byId("suggestions");

/** Shows the box for a conversation; `isAppHere` warns that the app can't read messages. */
export function drawComposer(id, label, isAppHere) {
  if (channelId !== id) quiet = true;
  channelId = id;
  isApp = isAppHere;
  box().placeholder = label;
  byId("composer-label").textContent = label;
  update();
}

/** Sends a command or message as if the viewer had typed it here. */
export async function type(text) {
  const mine = history();
  if (mine.at(-1) !== text) mine.push(text);
  recalled = 0;
  followNext();
  await tried(() => act("type", { text, ...(channelId ? { channel: channelId } : {}) }));
}

function history() {
  const { viewer } = snapshot();
  if (!sent.has(viewer)) sent.set(viewer, []);
  return sent.get(viewer);
}

export function startComposer() {
  const form = byId("composer");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  box().addEventListener("input", () => {
    quiet = false;
    recalled = 0;
    update();
  });
  box().addEventListener("keydown", keys);
  box().addEventListener("blur", () => show([]));
  byId("slash").addEventListener("click", () => {
    if (!box().value.startsWith("/")) box().value = `${snapshot().app.commands[0]} `;
    quiet = false;
    box().focus();
    update();
  });
  byId("slash").addEventListener("mousedown", (event) => event.preventDefault());
}

function send() {
  const text = box().value.trim();
  if (!text) return;
  working(byId("send"), async () => {
    box().value = "";
    quiet = true;
    update();
    await type(text);
  });
}

function update() {
  const text = box().value;
  byId("send").disabled = !text.trim();
  const deaf = isApp && text.trim() && !text.startsWith("/");
  byId("deaf").hidden = !deaf;
  if (deaf) {
    const { app } = snapshot();
    byId("deaf").textContent = `${app.name} can't read messages. Use ${app.commands[0]} or its buttons instead.`;
  }
  show(quiet ? [] : suggestions(text));
}

function suggestions(text) {
  if (!text.startsWith("/")) return [];
  const { commands, hints } = snapshot().app;
  const all = commands.flatMap((command) =>
    hints.length ? hints.map(([word, help]) => [`${command} ${word}`.trim(), help]) : [[command, ""]],
  );
  const found = all.filter(([command]) => command.startsWith(text.trimEnd()) && (command + " ").startsWith(text));
  return found.length === 1 && found[0][0] === text.trim() ? [] : found;
}

function show(found) {
  active = -1;
  list().hidden = !found.length;
  box().setAttribute("aria-expanded", String(found.length > 0));
  box().removeAttribute("aria-activedescendant");
  list().replaceChildren(
    ...found.map(([command, help], n) =>
      h(
        "li",
        {
          id: `suggestion-${n}`,
          role: "option",
          "aria-selected": "false",
          "data-command": command,
          onmousedown: (event) => event.preventDefault(),
          onclick: () => take(command),
        },
        h("code", {}, command),
        h("span", {}, help),
      ),
    ),
  );
}

/** Puts a suggestion into the box, without its trailing …. */
function take(command) {
  box().value = command.replace(/…$/, "");
  quiet = true;
  update();
  box().focus();
}

/** Whether the text is a complete command. */
function isWhole(text) {
  return [...list().children].some((it) => it.dataset.command.replace(/\s*…$/, "") === text);
}

function point(to) {
  const options = [...list().children];
  options[active]?.setAttribute("aria-selected", "false");
  active = (to + options.length) % options.length;
  options[active].setAttribute("aria-selected", "true");
  options[active].scrollIntoView({ block: "nearest" });
  box().setAttribute("aria-activedescendant", options[active].id);
}

function keys(event) {
  if (event.isComposing) return;
  const isOpen = !list().hidden;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === "Enter") {
    event.preventDefault();
    const chosen = list().children[Math.max(active, 0)]?.dataset.command;
    if (isOpen && (active >= 0 || !isWhole(box().value.trim()))) take(chosen);
    else send();
  } else if (event.key === "Tab" && isOpen && !event.shiftKey) {
    event.preventDefault();
    take(list().children[Math.max(active, 0)].dataset.command);
  } else if (event.key === "Escape" && isOpen) {
    event.stopPropagation();
    show([]);
  } else if (step && isOpen) {
    event.preventDefault();
    point(active < 0 && step < 0 ? -1 : active + step);
  } else if (step && (recalled || (step < 0 && !box().value))) {
    event.preventDefault();
    recall(step);
  }
}

/** Steps through the history of this person. */
function recall(step) {
  const mine = history();
  if (!recalled) draft = box().value;
  recalled = Math.min(mine.length, Math.max(0, recalled - step));
  box().value = recalled ? mine.at(-recalled) : draft;
  quiet = true;
  update();
}
