/** The drawer for engineers: the app's calls, and the problems with them. */

import { timeWithSeconds } from "../base/dates.js";
import { byId, h, keyed } from "../base/dom.js";
import { me } from "../base/state.js";

/** Whether messages show their screen reader text instead of their blocks. */
export const showsSpoken = () => byId("spoken").checked;

export function startDrawer(changed) {
  const show = (on) => {
    byId("drawer").hidden = !on;
    byId("open-drawer").setAttribute("aria-expanded", String(on));
    (on ? byId("spoken") : byId("open-drawer")).focus();
  };
  byId("open-drawer").addEventListener("click", () => show(byId("drawer").hidden));
  byId("close-drawer").addEventListener("click", () => show(false));
  byId("drawer").addEventListener("keydown", (event) => event.key === "Escape" && show(false));
  byId("spoken").addEventListener("change", changed);
}

export function drawDrawer(snapshot) {
  const { log, problems, app } = snapshot;
  byId("problem-count").textContent = String(problems.length);
  byId("problem-count").hidden = !problems.length;
  byId("problem-count").title = `${problems.length} problem${problems.length === 1 ? "" : "s"}`;
  const { connections } = app;
  byId("socket").className = `socket ${connections ? "up" : "down"}`;
  byId("socket").textContent = connections
    ? `${connections} Socket Mode connection${connections === 1 ? "" : "s"}`
    : "No Socket Mode connection";
  keyed(byId("calls"), numbered(log).map(({ key, it }) => ({ key, facts: it, build: () => call(it) })));
  keyed(byId("problems"), problemItems(problems));
}

/** Newest first, with unique keys, so that open entries stay open. */
function numbered(entries) {
  const seen = new Map();
  return entries
    .map((it) => {
      const same = JSON.stringify([it.at, it.method ?? it.kind]);
      seen.set(same, (seen.get(same) ?? 0) + 1);
      return { key: `${same}${seen.get(same)}`, it };
    })
    .reverse();
}

const at = (it) => h("time", {}, timeWithSeconds(me(), new Date(it.at)));

function call(it) {
  const verdict = it.ok ? "ok" : (it.error ?? "failed");
  const args = Object.entries(it.args);
  return h(
    "li",
    { class: it.ok ? "" : "bad" },
    h(
      "details",
      {},
      h("summary", {}, at(it), h("code", {}, it.method), h("b", {}, verdict), h("small", {}, args.map(([name, value]) => `${name}=${short(value)}`).join("  "))),
      h("pre", {}, JSON.stringify({ ...it.args, answer: verdict, status: it.http_status ?? "closed without an answer" }, null, 2)),
    ),
  );
}

const short = (value) => {
  const words = typeof value === "string" ? value : JSON.stringify(value);
  return words.length > 60 ? `${words.slice(0, 60)}…` : words;
};

function problemItems(problems) {
  if (!problems.length) {
    return [{ key: "none", facts: 0, build: () => h("li", { class: "none" }, "None. The real Slack would have accepted everything.") }];
  }
  return numbered(problems).map(({ key, it }) => ({
    key,
    facts: it,
    build: () => h("li", { class: "bad" }, at(it), h("code", {}, it.kind), h("span", {}, it.detail)),
  }));
}
