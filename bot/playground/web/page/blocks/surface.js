/** What a message or a view needs to be drawn, and where a press in it goes. */

import { act, now, person } from "../base/state.js";
import { tried } from "../base/toasts.js";

/** Whom and what the words of this snapshot may refer to. @returns {import("./mrkdwn.js").World} */
export function worldOf(snapshot) {
  return {
    people: new Map(snapshot.people.map((it) => [it.id, it])),
    channels: new Map(snapshot.channels.map((it) => [it.id, it])),
    me: person(snapshot.viewer),
    now: now(),
  };
}

/**
 * A place to draw blocks in.
 * @param {object} target  what a click names: {channel, ts} of a message, {view_id} of a view
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
