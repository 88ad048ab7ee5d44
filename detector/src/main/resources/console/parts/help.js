// SPDX-License-Identifier: Apache-2.0
// The keys, in a dialog.
import { h } from '../dom.js';
import { t } from '../i18n.js';

const KEYS = [['j', 'keys.next'], ['k', 'keys.before'], ['Enter', 'keys.open'], ['/', 'keys.search'], ['d', 'keys.decide'], ['s', 'keys.silence'], ['u', 'keys.up'],
  ['a', 'keys.alerts'], ['o', 'keys.organisations'], ['c', 'keys.coverage'], ['Esc', 'keys.leave'], ['?', 'keys.help']];

export function help() {
  const dialog = h('dialog', { 'aria-labelledby': 'help-title', onclose: () => dialog.remove() },
    h('h2', { id: 'help-title' }, t('keys')),
    h('table', {}, h('tbody', {}, KEYS.map(([key, text]) => h('tr', {}, h('td', {}, h('kbd', {}, key)), h('td', {}, t(text)))))),
    h('form', { method: 'dialog' }, h('button', { class: 'first' }, t('close'))));
  document.body.append(dialog);
  dialog.showModal();
}
