// SPDX-License-Identifier: Apache-2.0
// An address that leads nowhere, and lists that hold nothing.
import { h, show } from '../dom.js';
import { t } from '../i18n.js';

export function nothing(scope) {
  document.title = 'Nidwatch';
  show(scope.page, emptiness(t('nothing'), t('nothing.text'), h('a', { href: '/' }, t('nav.alerts'))));
}

export function emptiness(title, text, ...more) {
  return h('div', { class: 'card empty' }, h('h2', {}, title), h('p', {}, text), more);
}

/** What stands where something could not be had. */
export function failure(problem) {
  return h('div', { class: 'told bad', role: 'alert' }, problem.message);
}
