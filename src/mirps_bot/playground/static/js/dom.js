/** DOM building. Data enters as text nodes and attributes only, so whatever a message says stays inert. */

/**
 * @param {string} tag
 * @param {Record<string, any>} [attributes] `on` holds listeners, `data` holds data-* values; null, undefined and false are left out
 * @param {...any} children nodes, strings, arrays of them, or null
 * @returns {any}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") listen(node, value);
    else if (name === "data") setData(node, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...present(children));
  return node;
}

/** The children that are there, arrays flattened. */
export function present(children) {
  return children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);
}

function listen(node, handlers) {
  for (const [event, handler] of Object.entries(handlers)) node.addEventListener(event, handler);
}

function setData(node, values) {
  for (const [name, value] of Object.entries(values)) {
    if (value !== null && value !== undefined) node.dataset[name] = String(value);
  }
}

/** Makes `parent` hold exactly `wanted` in order, touching only what differs: focus, scroll and input state survive. */
export function arrange(parent, wanted) {
  const keep = new Set(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  wanted.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

/** The first element under `root` that matches, ready to be focused. @returns {HTMLElement | null} */
export function find(root, selector) {
  return root.querySelector(selector);
}

let lastId = 0;

/** An id no other element of this page has. */
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
