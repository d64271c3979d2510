/** Builds and patches DOM nodes. Nothing on this page sets innerHTML, which prevents XSS. */

/**
 * Creates an element. Props that start with "on" are listeners; true sets an empty attribute;
 * false, null and undefined leave it out.
 * @param {string} tag
 * @param {Record<string, unknown>} [props]
 * @param {...(Node | string | null | undefined | Array)} children
 */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

export const byId = (id) => document.getElementById(id);

let ids = 0;

/** A new id, unique on the page. */
export const newId = () => `id-${(ids += 1)}`;

const drawn = new WeakMap();

/**
 * Gives `parent` one child for each item, in order. While an item's `facts` are the same, its
 * child stays the same node and keeps its focus, typed text and open menus.
 * @param {Element} parent
 * @param {Array<{key: string, facts: unknown, build: () => Element}>} items
 * @returns {Array<{key: string, node: Element, isNew: boolean}>} the new nodes
 */
export function keyed(parent, items) {
  const before = drawn.get(parent) ?? new Map();
  const after = new Map();
  const built = [];
  let last = null;
  for (const { key, facts, build } of items) {
    const signature = JSON.stringify(facts);
    const old = before.get(key);
    let node = old?.node;
    if (!old || old.signature !== signature) {
      node = build();
      built.push({ key, node, isNew: !old });
      if (old) swap(old.node, node);
    }
    const place = last ? last.nextSibling : parent.firstChild;
    if (node !== place) parent.insertBefore(node, place);
    after.set(key, { node, signature });
    last = node;
  }
  for (const [key, { node }] of before) if (!after.has(key)) node.remove();
  drawn.set(parent, after);
  return built;
}

/** Empties `parent`, so that `keyed` builds every child again. */
export function clear(parent) {
  drawn.delete(parent);
  parent.replaceChildren();
}

/** Rebuilds the content of `parent` if `facts` changed. */
export function redraw(parent, facts, build) {
  return keyed(parent, [{ key: "all", facts, build }]);
}

/** Replaces a node and moves the focus to the matching element in the new one. */
function swap(old, node) {
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  old.replaceWith(node);
  if (!focused) return;
  const same = focused.dataset.key && node.querySelector(`[data-key="${CSS.escape(focused.dataset.key)}"]`);
  const next = same || node.querySelector("button.primary, button, a, input, select");
  if (next) return next.focus({ preventScroll: true });
  node.tabIndex = -1;
  node.focus({ preventScroll: true });
}

/**
 * Marks `control` as busy while `task` runs and ignores further presses. The control stays
 * focusable, so keyboard users don't lose their place.
 */
export async function working(control, task) {
  if (control.getAttribute("aria-disabled") === "true") return;
  control.setAttribute("aria-disabled", "true");
  control.classList.add("working");
  try {
    await task();
  } finally {
    control.removeAttribute("aria-disabled");
    control.classList.remove("working");
  }
}
