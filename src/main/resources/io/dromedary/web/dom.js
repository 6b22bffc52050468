// Elements are made here and nowhere else. What comes from a file system is text and never markup: a name like
// "<img onerror=…>" is a name that somebody can read.

/** The element of the page with this id. */
export const at = (id) => document.getElementById(id);

/** Makes an element; an attribute that begins with "on" is a listener, one that is null or false is left out. */
export function el(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** Makes an element of a drawing. */
export function drawn(name, attributes = {}, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      node.addEventListener(name.slice(2), value);
    } else if (value != null && value !== false) {
      node.setAttribute(name, value === true ? "" : value);
    }
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

/** Sets a text, unless it stands there already: what somebody has selected stays so. */
export function say(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** A mark that tells a state by its shape, and by its colour. */
export function mark(symbol) {
  return drawn("svg", { class: "mark", "aria-hidden": "true", focusable: "false" }, drawn("use", { href: `#mark-${symbol}` }));
}
