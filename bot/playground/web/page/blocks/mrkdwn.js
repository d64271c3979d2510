/**
 * Renders Slack's mrkdwn as DOM nodes. Everything but markup becomes text nodes, so no message can
 * inject elements, attributes or scripts.
 */

import { slackDate } from "../base/dates.js";
import { h } from "../base/dom.js";
import { DRAWN, emoji } from "./emoji.js";

/**
 * What a message can mention.
 * @typedef {{people: Map<string, object>, channels: Map<string, object>, me: object, now: Date}} World
 */

const TOKEN = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "<(?<angle>[^<>\\n]+)>",
    "(?<url>https?://[^\\s<>|`]*[^\\s<>|`.,;:!?)'\"*_~])",
    ":(?<emoji>[a-z0-9_+-]+):",
    `(?<sign>${[...DRAWN.keys()].join("|")})`,
    "(?<![\\p{L}\\p{N}])(?<mark>[*_~])(?=\\S)(?<inner>[^\\n]+?)(?<=\\S)\\k<mark>(?![\\p{L}\\p{N}])",
  ].join("|"),
  "gu",
);
const MARKS = { "*": "strong", _: "em", "~": "s" };
const BULLET = /^\s*[•◦-]\s+/;
const QUOTE = /^(?:&gt;|>)\s?/;
const SAFE = /^(?:https?:|mailto:|tel:)/i;

const decoded = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

/** Typed text with &, < and > escaped, as Slack stores it. */
export const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** @param {World} world */
export function mrkdwn(text, world) {
  return text.split("```").flatMap((part, n) => {
    if (n % 2) return [h("pre", {}, h("code", {}, decoded(part.replace(/^\n|\n$/g, ""))))];
    return paragraphs(n ? part.replace(/^\n/, "") : part, world);
  });
}

/** Renders a plain_text object, where only emoji are markup. */
export function plainText(object) {
  if (object?.emoji === false) return [object.text];
  return (object?.text ?? "").split(/(:[a-z0-9_+-]+:)/).map((part) => {
    const name = /^:([a-z0-9_+-]+):$/.exec(part)?.[1];
    return name ? emojiNode(name) : part;
  });
}

export const textObject = (object, world) =>
  object.type === "mrkdwn" ? mrkdwn(object.text, world) : plainText(object);

/** Groups consecutive bullet lines into a list and quoted lines into a blockquote. */
function paragraphs(text, world) {
  const nodes = [];
  const kind = (line) => (BULLET.test(line) ? "bullet" : QUOTE.test(line) ? "quote" : "text");
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; ) {
    const here = kind(lines[at]);
    let end = at;
    while (end < lines.length && kind(lines[end]) === here) end += 1;
    nodes.push(...run(here, lines.slice(at, end), world));
    at = end;
  }
  return nodes;
}

function run(kind, lines, world) {
  if (kind === "bullet") {
    return [h("ul", {}, lines.map((line) => h("li", {}, inline(line.replace(BULLET, ""), world))))];
  }
  if (kind === "quote") {
    return [h("blockquote", {}, inline(lines.map((line) => line.replace(QUOTE, "")).join("\n"), world))];
  }
  return inline(lines.join("\n"), world);
}

function inline(text, world) {
  const nodes = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    nodes.push(decoded(text.slice(at, match.index)), ...token(match[0], match.groups, world));
    at = match.index + match[0].length;
  }
  nodes.push(decoded(text.slice(at)));
  return nodes.filter((node) => node !== "");
}

function token(whole, { code, angle, url, emoji: name, sign, mark, inner }, world) {
  if (code !== undefined) return [h("code", {}, decoded(code))];
  if (angle !== undefined) return reference(angle, world) ?? [decoded(whole)];
  if (url !== undefined) return [link(decoded(url), decoded(url))];
  if (name !== undefined) return [emojiNode(name)];
  if (sign !== undefined) return [emojiNode(DRAWN.get(sign))];
  return [h(MARKS[mark], {}, inline(inner, world))];
}

function reference(angle, world) {
  const [target, label] = angle.split(/\|(.*)/s);
  const sign = target[0];
  if (sign === "@") return [mention(target.slice(1), label, world)];
  if (sign === "#") {
    const name = world.channels.get(target.slice(1))?.name ?? label ?? "a channel";
    return [h("span", { class: "mention" }, `#${name}`)];
  }
  if (target.startsWith("!date^")) {
    const [, seconds, template, url] = target.split("^");
    const words = slackDate(seconds, decoded(template ?? ""), decoded(label ?? ""), world.me, world.now);
    return [url && SAFE.test(url) ? link(decoded(url), words) : words];
  }
  if (sign === "!") return [h("span", { class: "mention" }, label ?? `@${target.slice(1)}`)];
  if (!SAFE.test(target)) return null;
  return [link(decoded(target), decoded(label ?? target.replace(/^mailto:/, "")))];
}

function mention(id, label, world) {
  const person = world.people.get(id);
  const name = person?.real_name ?? label ?? "someone";
  return h("span", { class: id === world.me.id ? "mention me" : "mention" }, `@${name}`);
}

/** A link that opens in a new tab. Only safe schemes become links. */
function link(url, ...words) {
  if (!SAFE.test(url)) return h("span", {}, ...words);
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer" }, ...words);
}

/** An emoji by its shortcode; the shortcode itself if it isn't known. */
export function emojiNode(name) {
  const sign = emoji(name);
  const looks = DRAWN.has(sign) ? `emoji drawn ${name}` : "emoji";
  return sign ? h("span", { class: looks, role: "img", "aria-label": name.replaceAll("_", " "), title: `:${name}:` }, sign) : `:${name}:`;
}
