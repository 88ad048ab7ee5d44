// SPDX-License-Identifier: Apache-2.0
// Elements made from data. Text is always a text node: nothing that came from outside is ever read as HTML.

const SVG = 'http://www.w3.org/2000/svg';

/** Makes an element. Attributes: on* = listener, class, dataset-like names as they are; false and null leave one out. */
export function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  put(element, children);
  return element;
}

function put(element, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (Array.isArray(child)) put(element, child);
    else element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
}

/** Replaces what an element holds. */
export function show(element, ...children) {
  element.replaceChildren();
  put(element, children);
  return element;
}

/** Sets a text only where it changed, so that screen readers and the layout are not bothered. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** A size or a place that depends on data: through the object model, which the content security policy allows. */
export function styled(element, styles) {
  for (const [name, value] of Object.entries(styles)) element.style.setProperty(name, value);
  return element;
}
