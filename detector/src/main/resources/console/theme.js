// SPDX-License-Identifier: Apache-2.0
// Light, dark, or what the system says.

const ORDER = ['system', 'light', 'dark'];
let theme = 'system';

export function readTheme() {
  set(localStorage.getItem('theme') ?? 'system');
}

export function chosenTheme() {
  return theme;
}

export function nextTheme() {
  set(ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length]);
  dispatchEvent(new Event('themechange'));
}

function set(name) {
  theme = ORDER.includes(name) ? name : 'system';
  localStorage.setItem('theme', theme);
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** A colour of the sheet, for what is drawn on a canvas. */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => dispatchEvent(new Event('themechange')));
