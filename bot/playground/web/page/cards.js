/** The review page, with every card the app can send. */

import { drawBlocks } from "./blocks/blocks.js";
import { byId, h } from "./base/dom.js";

const me = { id: "U0", real_name: "You", tz: "Etc/UTC", locale: "en-US" };
const surface = {
  world: { people: new Map(), channels: new Map(), me, now: new Date() },
  values: {},
  heading: "h3",
  drawnAt: 0,
  use: async () => {},
};

const anchor = (group) => `of-${group.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;

function draw(exhibits) {
  const groups = Map.groupBy(exhibits, (it) => it.group);
  byId("how-many").textContent = `${exhibits.length} cards of ${groups.size} kinds. The buttons here don't do anything.`;
  byId("groups").replaceChildren(...[...groups.keys()].map((it) => h("a", { href: `#${anchor(it)}` }, it)));
  byId("exhibits").replaceChildren(
    ...[...groups].map(([group, cards]) =>
      h("section", {}, h("h2", { id: anchor(group) }, group), h("div", { class: "wall" }, cards.map(card))),
    ),
  );
  for (const image of document.images) image.loading = "lazy";
}

const card = ({ name, blocks }) =>
  h("figure", {}, h("figcaption", {}, name), drawBlocks(blocks, surface));

const answer = await fetch("/control/exhibits");
draw((await answer.json()).exhibits);
