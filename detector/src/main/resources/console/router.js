// SPDX-License-Identifier: Apache-2.0
// Addresses to views. The address holds the place and the filters, so that a link shows another person the same.

const routes = [];
let shown = () => {};

/** `/alerts/:id` and the like; the handler gets the named parts. */
export function route(pattern, view) {
  const names = [];
  const source = pattern.replace(/:([a-z]+)/g, (_, name) => {
    names.push(name);
    return '([^/]+)';
  });
  routes.push({ expression: new RegExp(`^${source}/?$`), names, view });
}

export function start(render) {
  shown = render;
  addEventListener('popstate', render);
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
    if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
    if (link.origin !== location.origin || link.target || link.hasAttribute('download')) return;
    if (!find(link.pathname)) return;
    event.preventDefault();
    go(link.pathname + link.search + link.hash);
  });
  render();
}

/** Moves to an address, as a link would. */
export function go(address) {
  history.pushState(null, '', address);
  scrollTo(0, 0);
  shown();
}

/** The view of an address, with its named parts; null when there is none. */
export function find(path) {
  for (const { expression, names, view } of routes) {
    const match = expression.exec(path);
    if (match) return { view, parts: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1])])) };
  }
  return null;
}

/** The filters of the address. */
export function filters() {
  return Object.fromEntries(new URLSearchParams(location.search));
}

/** Writes filters into the address without a new entry in the history; empty ones are left out. */
export function setFilters(values) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) parameters.set(name, value);
  const text = parameters.toString();
  history.replaceState(null, '', location.pathname + (text ? `?${text}` : ''));
}
