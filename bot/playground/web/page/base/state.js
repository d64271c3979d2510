/** The snapshot of the playground as the viewer sees it, kept fresh, and the acts that change it. */

const listeners = new Set();
const lostListeners = new Set();
let viewer = "";
let current = null;
let fetchedAt = 0;
let wanted = false;
let loading = null;

/** The latest snapshot; null before the first one came. */
export const snapshot = () => current;

/** Calls `listener` with every new snapshot, until the function it returns is called. */
export function onSnapshot(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls `listener` with true when the playground stops answering, with false when it is back. */
export const onLost = (listener) => lostListeners.add(listener);

/** The playground's time now: it follows the wall, and only jumps ahead on demand. */
export function now() {
  return new Date(Date.parse(current.now) + (performance.now() - fetchedAt));
}

/** The people whose eyes one can look through. */
export const humans = (from = current) =>
  from.people.filter((it) => !it.is_bot && !it.deleted && it.id !== "USLACKBOT");

export const person = (id) => current.people.find((it) => it.id === id);
export const me = () => person(current.viewer);

/** Looks through somebody else's eyes from now on. */
export function lookAs(id) {
  viewer = id;
  return refresh();
}

/** The snapshot that somebody else sees, without looking through their eyes. */
export async function peek(id) {
  const response = await fetch(`/control/state?viewer=${encodeURIComponent(id)}`);
  return response.ok ? response.json() : null;
}

/** Resolves once a snapshot is shown that was asked for after this call. */
export function refresh() {
  wanted = true;
  loading ??= catchUp().finally(() => (loading = null));
  return loading;
}

async function catchUp() {
  while (wanted) {
    wanted = false;
    const asked = viewer;
    let fresh = null;
    try {
      fresh = await peek(asked);
    } catch {
      return tellLost(true);
    }
    if (asked !== viewer) continue;
    if (fresh === null) {
      if (!viewer) return;
      viewer = ""; // the playground was started again with other people
      wanted = true;
      continue;
    }
    current = fresh;
    viewer = fresh.viewer;
    fetchedAt = performance.now();
    tellLost(false);
    for (const listener of listeners) listener(current);
  }
}

let lost = false;

function tellLost(isLost) {
  if (isLost === lost) return;
  lost = isLost;
  for (const listener of lostListeners) listener(lost);
}

/**
 * Does something as the viewer; the answer, once the page shows what came of it.
 * Throws an Error with the playground's own words when it refuses.
 */
export async function act(what, body) {
  let answer;
  try {
    const response = await fetch(`/control/${what}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ viewer, ...body }),
    });
    answer = await response.json();
  } catch {
    throw new Error("The playground does not answer. Is it still running?");
  }
  if (!answer.ok) throw new Error(answer.error ?? "That did not work.");
  await refresh();
  return answer;
}

/** Follows the stream of changes; the browser reconnects by itself, or we do where it gave up. */
export function follow() {
  const stream = new EventSource("/control/events");
  stream.onmessage = () => refresh();
  stream.onerror = () => {
    tellLost(true);
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 2000);
  };
}
