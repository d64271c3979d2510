/** Notices in the corner: Slack's messages, errors, and what to try next. */

import { byId, h } from "./dom.js";
import { icon } from "./icons.js";

const LASTING_MS = 9000;

/**
 * Shows a notice for nine seconds; with an `action`, until it is used or closed.
 * @param {string} words
 * @param {{kind?: "info" | "error", action?: {label: string, run: () => void}}} [how]
 */
export function toast(words, { kind = "info", action } = {}) {
  const corner = byId("toasts");
  for (const old of corner.children) if (old.dataset.words === words) old.remove();
  const close = () => {
    node.remove();
    if (!corner.childElementCount) corner.hidePopover();
  };
  const node = h(
    "div",
    { class: `toast ${kind}${action ? " offer" : ""}`, role: kind === "error" ? "alert" : "status", "data-words": words },
    h("p", {}, words),
    action ? h("button", { type: "button", class: "button primary", onclick: () => (close(), action.run()) }, action.label) : null,
    h("button", { type: "button", class: "quiet icon-only", "aria-label": "Close this notice", onclick: close }, icon("close")),
  );
  if (corner.matches(":popover-open")) corner.hidePopover(); // reopening puts it above dialogs
  corner.showPopover();
  corner.append(node);
  if (!action) setTimeout(close, LASTING_MS);
}

/** Removes offers, which belong to the previous viewer or time. */
export function dropOffers() {
  for (const offer of document.querySelectorAll(".toast.offer")) offer.remove();
}

/** Runs `task` and shows its error, if any. */
export async function tried(task) {
  try {
    return await task();
  } catch (wrong) {
    toast(wrong.message, { kind: "error" });
    return undefined;
  }
}

let shown = null;

/** Shows the Slack client's errors for this viewer since the last snapshot. */
export function drawNotices(snapshot) {
  const { viewer, notices } = snapshot;
  if (shown?.viewer === viewer) {
    for (const words of notices.slice(shown.count)) toast(words, { kind: "error" });
  }
  shown = { viewer, count: notices.length };
}
