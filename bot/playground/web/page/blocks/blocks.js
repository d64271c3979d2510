/** Draws Block Kit's blocks. Interactive elements are in elements.js. */

import { h, newId } from "../base/dom.js";
import { element } from "./elements.js";
import { addressOf } from "./files.js";
import { plainText, textObject } from "./mrkdwn.js";

const KINDS = {
  section,
  context,
  actions,
  header: (block, surface) => h(surface.heading, { class: "header" }, plainText(block.text)),
  divider: () => h("hr"),
  image,
  input,
};

/** @param {import("./elements.js").Surface} surface */
export function drawBlocks(list, surface) {
  return list.map((block) => {
    const build = KINDS[block.type];
    if (build) return build(block, surface);
    return h("p", { class: "unsupported" }, `This page can't show ${block.type} blocks.`);
  });
}

/** The URL of an image on the web or in Slack. */
function source({ image_url: url, slack_file: file }) {
  if (url) return url;
  const id = file?.id ?? /F[A-Z0-9]{8,}/.exec(file?.url ?? "")?.[0];
  return id ? addressOf(id) : "";
}

const img = (spec, className) => h("img", { class: className, src: source(spec), alt: spec.alt_text });

function section(block, surface) {
  const place = { surface, blockId: block.block_id };
  const words = h("div", { class: "words" });
  if (block.text) words.append(h("div", { class: "text" }, textObject(block.text, surface.world)));
  if (block.fields) {
    const fields = block.fields.map((it) => h("div", { class: "text" }, textObject(it, surface.world)));
    words.append(h("div", { class: "fields" }, fields));
  }
  if (!block.accessory) return words;
  const aside =
    block.accessory.type === "image" ? img(block.accessory, "thumb") : element(block.accessory, place);
  return h("div", { class: "section" }, words, aside);
}

function context(block, surface) {
  const parts = block.elements.map((it) =>
    it.type === "image" ? img(it, "tiny") : h("span", { class: "text" }, textObject(it, surface.world)),
  );
  return h("div", { class: "context" }, parts);
}

function actions(block, surface) {
  const place = { surface, blockId: block.block_id };
  return h("div", { class: "actions" }, block.elements.map((it) => element(it, place)));
}

function image(block) {
  const title = block.title ? h("figcaption", {}, plainText(block.title)) : null;
  return h("figure", {}, title, img(block, "picture"));
}

/** A form field, with a place for its error. */
function input(block, surface) {
  const [label, hint, error] = [newId(), newId(), newId()];
  const place = {
    surface,
    blockId: block.block_id,
    label,
    describedBy: `${error} ${hint}`,
    isField: block.dispatch_action !== true,
  };
  const control = element(block.element, place);
  const isOne = control.matches("input, select, textarea");
  if (isOne) control.id = newId();
  return h(
    "div",
    { class: "field", "data-block": block.block_id },
    h(
      isOne ? "label" : "div",
      { class: "label", id: label, for: isOne ? control.id : null },
      plainText(block.label),
      block.optional ? h("small", {}, " (optional)") : null,
    ),
    control,
    h("p", { class: "error", id: error, hidden: true }),
    block.hint ? h("p", { class: "hint", id: hint }, plainText(block.hint)) : null,
  );
}
