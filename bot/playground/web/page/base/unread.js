/** Unread messages. The tab's session storage keeps them through a reload. */

import { humans, peek, snapshot } from "./state.js";

const KEY = "playground.seen";
const LOOK_MS = 400;

let seen = {};
try {
  seen = JSON.parse(sessionStorage.getItem(KEY)) ?? {};
} catch {
  seen = {}; // storage is off or corrupt: everything is unread
}

/** Marks a conversation as read. */
export function markSeen(viewer, channel) {
  const last = channel.messages.at(-1)?.ts ?? "0";
  const key = `${viewer}/${channel.id}`;
  if (seen[key] === last) return;
  seen[key] = last;
  try {
    sessionStorage.setItem(KEY, JSON.stringify(seen));
  } catch {
    // storage is off: remember until the page closes
  }
}

/** The number of unread messages from others. */
export function unread(viewer, channel) {
  const last = Number(seen[`${viewer}/${channel.id}`] ?? 0);
  return channel.messages.filter((it) => Number(it.ts) > last && it.user !== viewer).length;
}

/** Whether a person has unread messages, by user id. */
export const waiting = new Map();

let timer = 0;

/** Checks everyone else for unread messages after a delay; calls `changed` if a mark changed. */
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
      return; // state.js reports the lost connection
    }
    waiting.delete(snapshot().viewer);
    if (JSON.stringify([...waiting]) !== before) changed();
  }, LOOK_MS);
}
