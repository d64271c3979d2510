/** Fetches the viewer's snapshot of the playground, keeps it current, and sends actions. */

const listeners = new Set();
const lostListeners = new Set();
let viewer = "";
let current = null;
let fetchedAt = 0;
let wanted = false;
let loading = null;

/** The latest snapshot; null before the first one. */
export const snapshot = () => current;

/** Calls `listener` with every new snapshot; returns a function that unsubscribes. */
export function onSnapshot(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Calls `listener` with true when the connection is lost, and with false when it is back. */
export const onLost = (listener) => lostListeners.add(listener);

/** The playground's current time, extrapolated from the last snapshot. */
export function now() {
  return new Date(Date.parse(current.now) + (performance.now() - fetchedAt));
}

/** The people the viewer can switch to. */
export const humans = (from = current) =>
  from.people.filter((it) => !it.is_bot && !it.deleted && it.id !== "USLACKBOT");

export const person = (id) => current.people.find((it) => it.id === id);
export const me = () => person(current.viewer);

/** Switches to another viewer. */
export function lookAs(id) {
  viewer = id;
  return refresh();
}

/** Fetches another person's snapshot without switching to them. */
export async function peek(id) {
  const response = await fetch(`/control/state?viewer=${encodeURIComponent(id)}`);
  return response.ok ? response.json() : null;
}

/** Resolves when a snapshot requested after this call is shown. */
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
      viewer = ""; // a restarted playground has other people
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
 * Acts as the viewer; resolves when the page shows the result. Throws an Error with the
 * playground's message if it refuses.
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
    throw new Error("The playground isn't answering. Is it still running?");
  }
  if (!answer.ok) throw new Error(answer.error ?? "That didn't work.");
  await refresh();
  return answer;
}

/** Follows the stream of changes. The browser reconnects by itself, except after it gave up. */
export function follow() {
  const stream = new EventSource("/control/events");
  stream.onmessage = () => refresh();
  stream.onerror = () => {
    tellLost(true);
    if (stream.readyState === EventSource.CLOSED) setTimeout(follow, 2000);
  };
}
