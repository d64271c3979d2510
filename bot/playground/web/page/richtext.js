/** rich_text and markdown blocks: the common part of each. */

import { slackDate } from "./dates.js";
import { h } from "./dom.js";
import { emojiNode, link, mrkdwn } from "./mrkdwn.js";

const STYLES = { bold: "strong", italic: "em", strike: "s", code: "code" };

const styled = (style, node) =>
  Object.entries(STYLES).reduce((inner, [name, tag]) => (style?.[name] ? h(tag, {}, inner) : inner), node);

/** Things a rich text names stand in mrkdwn, too; that is where they are drawn. */
const named = (sign) => (run, world) => mrkdwn(`<${sign(run)}>`, world);

const RUNS = {
  text: (run) => [run.text],
  emoji: (run) => [emojiNode(run.name)],
  link: (run) => [link(run.url, run.text ?? run.url)],
  user: named((run) => `@${run.user_id}`),
  channel: named((run) => `#${run.channel_id}`),
  broadcast: named((run) => `!${run.range}`),
  usergroup: named((run) => `!subteam^${run.usergroup_id}|@${run.usergroup_id}`),
  date: (run, world) => [slackDate(String(run.timestamp), run.format, run.fallback ?? "", world.me, world.now)],
  color: (run) => [run.value],
};

const runs = (elements, world) =>
  elements.flatMap((run) => (RUNS[run.type]?.(run, world) ?? []).map((node) => styled(run.style, node)));

const PARTS = {
  rich_text_section: (part, world) => h("div", {}, runs(part.elements, world)),
  rich_text_quote: (part, world) => h("blockquote", {}, runs(part.elements, world)),
  rich_text_preformatted: (part, world) => h("pre", {}, h("code", {}, runs(part.elements, world))),
  rich_text_list: (part, world) =>
    h(
      part.style === "ordered" ? "ol" : "ul",
      { class: `indent-${Math.min(part.indent ?? 0, 3)}`, start: part.offset ? part.offset + 1 : null },
      part.elements.map((item) => h("li", {}, runs(item.elements, world))),
    ),
};

/** A rich_text block. */
export const richText = (block, world) =>
  h("div", { class: "text" }, block.elements.map((part) => PARTS[part.type]?.(part, world)));

const MARKUP = new RegExp(
  [
    "`(?<code>[^`\\n]+)`",
    "\\[(?<label>[^\\]\\n]+)\\]\\((?<url>[^)\\s]+)\\)",
    "\\*\\*(?<strong>[^\\n]+?)\\*\\*",
    "~~(?<s>[^\\n]+?)~~",
    "(?<![\\w*])(?<em>[*_])(?=\\S)(?<inner>[^\\n]+?)(?<=\\S)\\k<em>(?![\\w*])",
  ].join("|"),
  "g",
);

function inline(text) {
  const nodes = [];
  let at = 0;
  for (const { 0: whole, index, groups } of text.matchAll(MARKUP)) {
    nodes.push(text.slice(at, index), marked(groups));
    at = index + whole.length;
  }
  return [...nodes, text.slice(at)];
}

function marked({ code, label, url, strong, s, inner }) {
  if (code !== undefined) return h("code", {}, code);
  if (url !== undefined) return link(url, ...inline(label));
  if (strong !== undefined) return h("strong", {}, inline(strong));
  if (s !== undefined) return h("s", {}, inline(s));
  return h("em", {}, inline(inner));
}

const LINES = [
  { is: /^#{1,6}\s+/, wrap: "div", item: "strong" },
  { is: /^\s*[-*+]\s+/, wrap: "ul", item: "li" },
  { is: /^\s*\d+[.)]\s+/, wrap: "ol", item: "li" },
  { is: /^>\s?/, wrap: "blockquote", item: "div" },
  { is: /^/, wrap: "div", item: "div" },
];

/** A markdown block, line by line; fenced code stays as it is. */
export function markdown(block) {
  const root = h("div", { class: "text" });
  block.text.split(/^```\w*$/m).forEach((part, n) => {
    if (n % 2) return root.append(h("pre", {}, h("code", {}, part.replace(/^\n|\n$/g, ""))));
    let group = null;
    for (const line of part.split("\n").filter((it) => it.trim())) {
      const kind = LINES.find((it) => it.is.test(line));
      if (group?.kind !== kind) {
        group = { kind, node: h(kind.wrap) };
        root.append(group.node);
      }
      group.node.append(h(kind.item, {}, inline(line.replace(kind.is, ""))));
    }
  });
  return root;
}
