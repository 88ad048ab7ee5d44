// SPDX-License-Identifier: Apache-2.0
// Small signs. Each severity has a form of its own, so that colour is never the only difference.
import { h, s } from '../dom.js';
import { t } from '../i18n.js';

const PATHS = {
  CRITICAL: 'M5 0h6l5 5v6l-5 5H5l-5-5V5zM7 3v6h2V3zm0 8v2h2v-2z',
  HIGH: 'M8 1l8 14H0zM7 6v4h2V6zm0 5v2h2v-2z',
  MEDIUM: 'M8 0l8 8-8 8-8-8zM4 7v2h8V7z',
  LOW: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3z',
  warning: 'M8 1l8 14H0zM7 6v4h2V6zm0 5v2h2v-2z',
  dot: 'M8 3a5 5 0 1 0 0 10A5 5 0 0 0 8 3z',
  broken: 'M2 3.400L3.400 2 8 6.600 12.600 2 14 3.400 9.400 8 14 12.600 12.600 14 8 9.400 3.400 14 2 12.600 6.600 8z',
  silent: 'M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zM4 7h8v2H4z',
  check: 'M6.200 13.200L1 8l1.600-1.600 3.600 3.600 7.200-7.200L15 4.400z',
  shield: 'M8 0L1 2.600v5C1 11.600 4 14.900 8 16c4-1.100 7-4.400 7-8.400v-5zm0 5c2.200 0 3.800 1.300 4.600 2.700C11.800 9.100 10.200 10.400 8 10.400S4.200 9.100 3.400 7.700C4.200 6.300 5.800 5 8 5zm0 1.300a1.400 1.400 0 1 0 0 2.800 1.400 1.400 0 0 0 0-2.800z',
};

export function icon(name) {
  return s('svg', { class: 'icon', viewBox: '0 0 16 16', 'aria-hidden': 'true' }, s('path', { d: PATHS[name], 'fill-rule': 'evenodd' }));
}

export function severity(name) {
  return h('span', { class: `severity ${name}` }, icon(name), t(`severity.${name}`));
}

export function chip(text, sign) {
  return h('span', { class: 'chip' }, sign ? icon(sign) : null, text);
}
