/**
 * Draws Block Kit's interactive elements as native controls.
 *
 * @typedef {object} Surface
 * @property {import("./mrkdwn.js").World} world
 * @property {Record<string, Record<string, object>>} values  state by block and action id
 * @property {(actionId: string, choice?: string | string[] | null) => Promise<void>} use
 * @property {Map<string, Field>} [fields]  the form fields by action id
 * @property {"h2" | "h3"} heading
 * @property {number} drawnAt
 * @typedef {{blockId: string, read: () => string | string[] | null, write: (held: any) => void}} Field
 * @typedef {{surface: Surface, blockId: string, label?: string, describedBy?: string,
 *            isField?: boolean}} Place
 */

import { sure } from "./confirm.js";
import { h, newId, working } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { plainText, textObject } from "./mrkdwn.js";

/** Ignores a double click this soon after a card changed: it was meant for the old card. */
const TOO_SOON_MS = 300;

const KINDS = {
  button,
  overflow,
  static_select: menu,
  checkboxes: (spec, place) => options(spec, place, "checkbox"),
  radio_buttons: (spec, place) => options(spec, place, "radio"),
  multi_static_select: (spec, place) => options({ ...spec, options: flat(spec) }, place, "checkbox"),
  timepicker: (spec, place) => entry(spec, place, { type: "time" }, ["selected_time", "initial_time"]),
  datepicker: (spec, place) => entry(spec, place, { type: "date" }, ["selected_date", "initial_date"]),
  plain_text_input: (spec, place) => entry(spec, place, spec.multiline ? { rows: 4 } : { type: "text" }),
  number_input: (spec, place) => entry(spec, place, { type: "text", inputmode: "decimal", class: "short" }),
};

/** @param {Place} place */
export function element(spec, place) {
  const build = KINDS[spec.type];
  if (build) return build(spec, place);
  return h("span", { class: "unsupported" }, `This page can't show a ${spec.type}.`);
}

const flat = (spec) => spec.options ?? spec.option_groups.flatMap((group) => group.options);

function held(spec, { surface, blockId }, [key, initial]) {
  const state = surface.values?.[blockId]?.[spec.action_id];
  return state && key in state ? state[key] : spec[initial];
}

const naming = (spec, { label, describedBy }) => ({
  "aria-labelledby": label,
  "aria-label": label ? null : (spec.placeholder?.text ?? spec.type.replaceAll("_", " ")),
  "aria-describedby": describedBy,
  "data-key": spec.action_id,
});

function asField(spec, { surface, blockId }, read, write) {
  surface.fields?.set(spec.action_id, { blockId, read, write });
}

/** Sends a choice to the app after any confirmation, and undoes it if that is denied. */
async function tell(spec, { surface }, control, choice, undo) {
  if (!(await sure(spec.confirm, surface.world))) return undo?.();
  return working(control, () => surface.use(spec.action_id, choice));
}

let turn = Promise.resolve();

/** Sends a choice to the app, unless it is part of a form. Choices go out in order. */
function pick(spec, place, control, choice, undo) {
  if (!place.isField) turn = turn.then(() => tell(spec, place, control, choice, undo));
}

function button(spec, place) {
  const tag = spec.url ? "a" : "button";
  const node = h(
    tag,
    {
      class: `button ${spec.style ?? ""}`,
      type: spec.url ? null : "button",
      href: /^https?:/i.test(spec.url ?? "") ? spec.url : null,
      target: spec.url ? "_blank" : null,
      rel: spec.url ? "noopener noreferrer" : null,
      "aria-label": spec.accessibility_label,
      title: spec.accessibility_label,
      "data-key": spec.action_id,
    },
    plainText(spec.text),
  );
  node.addEventListener("click", (event) => {
    if (event.detail > 1 && performance.now() - place.surface.drawnAt < TOO_SOON_MS) return;
    tell(spec, place, node);
  });
  return node;
}

function menu(spec, place) {
  const chosen = held(spec, place, ["selected_option", "initial_option"])?.value ?? "";
  const option = (it) => h("option", { value: it.value }, it.text.text);
  const select = h(
    "select",
    naming(spec, place),
    h("option", { value: "", disabled: !place.isField, hidden: Boolean(chosen) }, spec.placeholder?.text ?? "Choose…"),
    spec.options?.map(option) ??
      spec.option_groups.map((group) => h("optgroup", { label: group.label.text }, group.options.map(option))),
  );
  select.value = chosen;
  asField(spec, place, () => select.value || null, (value) => (select.value = value ?? ""));
  select.addEventListener("change", () => pick(spec, place, select, select.value, () => (select.value = chosen)));
  return select;
}

function options(spec, place, type) {
  const many = type === "checkbox";
  const keys = many ? ["selected_options", "initial_options"] : ["selected_option", "initial_option"];
  const before = [held(spec, place, keys) ?? []].flat().map((it) => it.value);
  const name = newId();
  const group = h("div", { ...naming(spec, place), role: many ? "group" : "radiogroup", class: "choices" });
  for (const it of spec.options) {
    const input = h("input", { type, name, value: it.value, "data-key": `${spec.action_id}=${it.value}` });
    input.checked = before.includes(it.value);
    const words = [h("span", {}, textObject(it.text, place.surface.world))];
    if (it.description) words.push(h("small", {}, textObject(it.description, place.surface.world)));
    group.append(h("label", {}, input, h("span", {}, words)));
  }
  const inputs = [...group.querySelectorAll("input")];
  const read = () => {
    const chosen = inputs.filter((it) => it.checked).map((it) => it.value);
    return many ? chosen : (chosen[0] ?? null);
  };
  const write = (values) => inputs.forEach((it) => (it.checked = [values].flat().includes(it.value)));
  asField(spec, place, read, write);
  group.addEventListener("change", () => pick(spec, place, group, read(), () => write(before)));
  return group;
}

/** A text entry. Outside a form, it is sent on blur or Enter. */
function entry(spec, place, attributes, keys = ["value", "initial_value"]) {
  const before = held(spec, place, keys) ?? "";
  const input = h(attributes.rows ? "textarea" : "input", {
    ...attributes,
    ...naming(spec, place),
    placeholder: spec.placeholder?.text,
    maxlength: spec.max_length,
    autofocus: spec.focus_on_load === true,
    autocomplete: "off",
    value: before,
  });
  asField(spec, place, () => input.value.trim() || null, (value) => (input.value = value ?? ""));
  let sent = before;
  const send = () => {
    if (input.value === sent) return;
    sent = input.value;
    pick(spec, place, input, input.value || null);
  };
  input.addEventListener("blur", send);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !place.isField && !attributes.rows) send();
  });
  return input;
}

/** Flips the menu to a side where it fits on the screen. */
function fit(list) {
  list.classList.remove("above", "rightwards");
  const room = (list.closest(".scroll") ?? document.documentElement).getBoundingClientRect();
  const { bottom, left } = list.getBoundingClientRect();
  list.classList.toggle("above", bottom > Math.min(room.bottom, innerHeight));
  list.classList.toggle("rightwards", left < room.left);
}

function overflow(spec, place) {
  const list = h("div", { class: "popup", role: "menu", hidden: true });
  const opener = h(
    "button",
    { class: "button icon-only", type: "button", "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": "More actions", "data-key": spec.action_id },
    icon("more"),
  );
  const wrap = h("div", { class: "overflow" }, opener, list);
  const show = (on) => {
    list.hidden = !on;
    if (on) fit(list);
    opener.setAttribute("aria-expanded", String(on));
    (on ? list.firstElementChild : opener).focus();
  };
  const items = spec.options.map((it) =>
    h(
      "button",
      { type: "button", role: "menuitem", onclick: () => (show(false), pick(spec, place, opener, it.value)) },
      plainText(it.text),
    ),
  );
  list.append(...items);
  opener.addEventListener("click", () => show(list.hidden));
  wrap.addEventListener("focusout", (event) => {
    if (wrap.contains(event.relatedTarget)) return;
    list.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape") show(false);
    if (!step && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (step) items.at((items.indexOf(document.activeElement) + step) % items.length).focus();
  });
  return wrap;
}
