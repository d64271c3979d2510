/** The modal: a form that the app opens and the viewer fills in and submits. */

import { drawBlocks } from "../blocks/blocks.js";
import { byId, h, working } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { plainText } from "../blocks/mrkdwn.js";
import { act, snapshot } from "../base/state.js";
import { surfaceOf } from "../blocks/surface.js";
import { tried } from "../base/toasts.js";

let shown = null;
let fields = new Map();
let opener = null;

/** Opens, updates or closes the dialog to match the snapshot. */
export function drawModal(state) {
  const dialog = byId("modal");
  const view = state.modal;
  if (!view) return shown && shut(dialog);
  const version = `${view.id} ${view.hash} ${state.modal_depth}`;
  if (version === shown?.version) return;
  if (!shown) opener = document.activeElement;
  const isOther = shown?.id !== view.id;
  const typed = isOther ? [] : contents();
  shown = { version, id: view.id };
  fill(dialog, state, view);
  keepTyped(typed);
  if (!dialog.open) dialog.showModal();
  if (isOther) focusFirst(dialog);
}

function shut(dialog) {
  shown = null;
  dialog.close();
  dialog.replaceChildren();
  const back = opener?.isConnected && opener !== document.body ? opener : byId("composer-text");
  back.focus({ preventScroll: true });
}

function focusFirst(dialog) {
  const first =
    dialog.querySelector("[autofocus]") ??
    dialog.querySelector(".body input, .body select, .body textarea, .body button") ??
    dialog.querySelector("footer .primary, footer .button");
  first?.focus({ preventScroll: true });
}

const contents = () => [...fields].map(([id, { blockId, read }]) => ({ id, blockId, held: read() }));

/** Restores typed text after an update of the view, where block and element stay. */
function keepTyped(typed) {
  for (const { id, blockId, held } of typed) {
    const field = fields.get(id);
    if (field?.blockId === blockId) field.write(held);
  }
}

/** The values of the fields by action id. */
const values = () => Object.fromEntries(contents().map(({ id, held }) => [id, held]));

function fill(dialog, state, view) {
  fields = new Map();
  const surface = surfaceOf(state, { view_id: view.id }, { values: view.state.values, fields });
  const submit = view.submit ? h("button", { type: "submit", class: "button primary" }, plainText(view.submit)) : null;
  const closing = { type: "button", onclick: () => close(view) };
  const isAbove = state.modal_depth > 1;
  const form = h(
    "form",
    { novalidate: true },
    h(
      "header",
      {},
      isAbove ? h("button", { ...closing, class: "quiet icon-only", "aria-label": "Back" }, icon("back")) : null,
      h("img", { src: "/page/icon.svg", alt: "", width: 24, height: 24 }),
      h("h2", { id: "modal-title" }, plainText(view.title)),
      h("button", { ...closing, class: "quiet icon-only", "aria-label": "Close", onclick: () => close(view, true) }, icon("close")),
    ),
    h("p", { class: "banner", role: "alert", hidden: true }),
    h("div", { class: "body blocks" }, drawBlocks(view.blocks, surface)),
    h(
      "footer",
      {},
      h("button", { ...closing, class: "button" }, view.close ? plainText(view.close) : submit ? "Cancel" : "Close"),
      submit,
    ),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (submit) working(submit, () => send(form, view));
  });
  dialog.replaceChildren(form);
}

async function close(view, everything = false) {
  await tried(() => act("close", { view_id: view.id, everything }));
}

async function send(form, view) {
  let answer;
  form.querySelector(".banner").hidden = true;
  try {
    answer = await act("submit", { view_id: view.id, values: values() });
  } catch (wrong) {
    return banner(form, wrong.message);
  }
  complain(form, answer.errors ?? {});
  const after = snapshot();
  if (!answer.errors && after.modal?.id === view.id && after.modal.hash === view.hash) {
    banner(form, after.notices.at(-1) ?? "The app didn't answer.");
  }
}

/** Shows each error below its field and focuses the first one. */
function complain(form, errors) {
  const left = new Map(Object.entries(errors));
  let first = null;
  for (const field of form.querySelectorAll(".field")) {
    const words = left.get(field.dataset.block);
    left.delete(field.dataset.block);
    const place = field.querySelector(".error");
    const control = field.querySelector("input, select, textarea");
    place.textContent = words ?? "";
    place.hidden = !words;
    field.classList.toggle("wrong", Boolean(words));
    control?.setAttribute("aria-invalid", String(Boolean(words)));
    if (words) first ??= control;
  }
  first?.focus();
  first?.closest(".field").scrollIntoView({ block: "nearest" });
  if (left.size) banner(form, [...left.values()].join(" "));
}

function banner(form, words) {
  const place = form.querySelector(".banner");
  place.textContent = words;
  place.hidden = false;
}

/** Esc closes the frontmost modal through the playground, so that the app gets view_closed. */
export function listenToModal() {
  byId("modal").addEventListener("cancel", (event) => {
    event.preventDefault();
    if (snapshot().modal) close(snapshot().modal);
  });
}
