/** What each person has not seen yet. Kept for this tab, so a reload does not forget it. */

import { humans, peek, snapshot } from "./state.js";

const KEY = "playground.seen";
const LOOK_MS = 400;

let seen = {};
try {
  seen = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
} catch {
  seen = {}; // storage is off or spoilt: everything counts as unread
}

/** Takes all of a conversation as seen by the viewer. */
export function markSeen(viewer, channel) {
  const last = channel.messages.at(-1)?.ts ?? "0";
  const key = `${viewer}/${channel.id}`;
  if (seen[key] === last) return;
  seen[key] = last;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(seen));
  } catch {
    // then for as long as the page is open
  }
}

/** How many messages of others somebody has not seen in a conversation. */
export function unread(viewer, channel) {
  const last = Number(seen[`${viewer}/${channel.id}`] ?? 0);
  return channel.messages.filter((it) => Number(it.ts) > last && it.user !== viewer).length;
}

/** Who has something unread, by user id. */
export const waiting = new Map();

let timer = 0;

/** Looks, a little later, at what the other people see, and calls `changed` if that moved a mark. */
export function lookAround(changed) {
  clearTimeout(timer);
  timer = setTimeout(async () => {
    const before = JSON.stringify([...waiting]);
    const others = humans().filter((it) => it.id !== snapshot().viewer);
    try {
      for (const { id } of others) {
        const theirs = await peek(id);
        waiting.set(id, theirs?.channels.some((it) => unread(id, it) > 0) ?? false);
      }
    } catch {
      return; // the playground is gone; state.js says so
    }
    waiting.delete(snapshot().viewer);
    if (JSON.stringify([...waiting]) !== before) changed();
  }, LOOK_MS);
}
