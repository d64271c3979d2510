/** Draws shared files: images inline, others as download links. */

import { h } from "../base/dom.js";
import { icon } from "../base/icons.js";
import { snapshot } from "../base/state.js";

const KILO = 1000;

/** The URL of a file, which only works for the viewer. */
export const addressOf = (id) =>
  `/control/files/${encodeURIComponent(id)}?viewer=${encodeURIComponent(snapshot()?.viewer ?? "")}`;

/** The files of a message; null without any. */
export function drawFiles(files) {
  return files.length ? h("div", { class: "files" }, files.map(draw)) : null;
}

/** The files as screen reader text. */
export const named = (files) => files.map((it) => (it.deleted ? "a deleted file" : `file ${it.title}`)).join(", ");

function draw(file) {
  if (file.deleted) return h("p", { class: "file gone" }, "This file was deleted.");
  const address = addressOf(file.id);
  const size = file.size < KILO ? `${file.size} bytes` : `${Math.round(file.size / KILO)} kB`;
  if (file.mimetype.startsWith("image/")) {
    return h(
      "figure",
      {},
      h("figcaption", {}, file.title),
      h("img", { class: "picture", src: address, alt: file.alt_txt || file.title }),
    );
  }
  return h(
    "a",
    { class: "file", href: address, download: file.name, "data-key": file.id },
    icon("save"),
    h("span", {}, h("strong", {}, file.title), h("small", {}, `${file.name}, ${size}`)),
  );
}
