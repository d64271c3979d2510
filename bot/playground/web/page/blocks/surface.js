/** The context that blocks are drawn in: message or view, state, and where clicks go. */

import { act, now, person } from "../base/state.js";
import { tried } from "../base/toasts.js";

/** @returns {import("./mrkdwn.js").World} */
export function worldOf(snapshot) {
  return {
    people: new Map(snapshot.people.map((it) => [it.id, it])),
    channels: new Map(snapshot.channels.map((it) => [it.id, it])),
    me: person(snapshot.viewer),
    now: now(),
  };
}

/**
 * @param {object} target  where clicks go: {channel, ts} of a message or {view_id} of a view
 * @returns {import("./elements.js").Surface}
 */
export function surfaceOf(snapshot, target, { values, heading = "h2", fields } = {}) {
  return {
    world: worldOf(snapshot),
    values: values ?? {},
    heading,
    fields,
    drawnAt: performance.now(),
    use: (actionId, choice = null) =>
      tried(() => act("click", { ...target, action_id: actionId, choice })),
  };
}
