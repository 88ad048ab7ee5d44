// SPDX-License-Identifier: Apache-2.0
// Single keys, for who works without a mouse. Never while something is typed, never with Ctrl, Alt or Meta.

const always = new Map();
let here = new Map();

export function everywhere(bindings) {
  for (const [key, action] of Object.entries(bindings)) always.set(key, action);
}

/** The keys of the view that is shown; replaces those of the last one. */
export function onThisView(bindings) {
  here = new Map(Object.entries(bindings));
}

function typing(target) {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
  if (event.key === 'Escape' && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (typing(event.target) || document.querySelector('dialog[open]')) return;
  const action = here.get(event.key) ?? always.get(event.key);
  if (!action) return;
  if (action(event) !== false) event.preventDefault();
});
