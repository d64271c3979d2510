/** The confirmation dialog of elements with a `confirm` object. */

import { byId, h } from "../base/dom.js";
import { plainText, textObject } from "./mrkdwn.js";

/** Whether the person confirms; true right away without a `confirm`. */
export function sure(confirm, world) {
  if (!confirm) return Promise.resolve(true);
  const dialog = byId("confirm");
  const danger = confirm.style === "danger" ? " danger" : "";
  dialog.returnValue = "";
  dialog.replaceChildren(
    h(
      "form",
      { method: "dialog" },
      h("header", {}, h("h2", { id: "confirm-title" }, plainText(confirm.title))),
      h("div", { class: "body text" }, textObject(confirm.text, world)),
      h(
        "footer",
        {},
        h("button", { class: "button", value: "no" }, plainText(confirm.deny)),
        h("button", { class: `button primary${danger}`, value: "yes" }, plainText(confirm.confirm)),
      ),
    ),
  );
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
