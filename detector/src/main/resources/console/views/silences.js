// SPDX-License-Identifier: Apache-2.0
// Agreed silences: what is not told now, until when, and who agreed.
import { organisationAddress } from '../addresses.js';
import { h, show } from '../dom.js';
import { number, t } from '../i18n.js';
import { api } from '../api.js';
import { givenName, isAnalyst, keepName, lastStatus, whoAmI } from '../here.js';
import { local, timeElement } from '../time.js';
import { chip } from '../parts/icons.js';
import { detectorName } from '../parts/names.js';
import { emptiness, failure } from './nothing.js';

export function silences(scope) {
  document.title = `${t('nav.silences')} – Nidwatch`;
  const body = h('div', {});
  const told = h('div', { role: 'status' });
  const load = async () => {
    try {
      const found = await api.silences();
      if (!scope.ended) show(body, found.silences.length === 0 ? emptiness(t('silences.none'), t('silences.none.text')) : table(found.silences, end));
    } catch (problem) {
      show(body, failure(problem));
    }
  };
  const end = async (silence) => {
    const name = await confirmed(silence);
    if (name === null) return;
    await api.endSilence(silence.id, name || undefined).then(load, (problem) => show(told, failure(problem)));
  };
  scope.on('silence', load);
  scope.on('reset', load);
  scope.every(60_000, load);
  show(scope.page, h('div', { class: 'title-row' }, h('h1', {}, t('nav.silences'))), h('p', { class: 'soft' }, t('silences.text')), told, body);
  load();
}

function table(silences, end) {
  const columns = ['organisation', 'state', 'until', 'ceiling', 'reason', 'approver'];
  return h('section', { class: 'card' }, h('div', { class: 'scrolls', tabindex: '0', role: 'region', 'aria-label': t('nav.silences') }, h('table', {},
    h('thead', {}, h('tr', {}, columns.map((each) => h('th', { scope: 'col' }, t(`silences.${each}`))), h('th', { scope: 'col' }, h('span', { class: 'out-of-sight' }, t('silences.end'))))),
    h('tbody', {}, silences.map((each) => row(each, end))))));
}

function row(silence, end) {
  const { state } = silence;
  return h('tr', {},
    h('td', {}, h('a', { href: organisationAddress(silence.organisation) }, silence.organisation),
      h('span', { class: 'soft small block' }, silence.detector ? detectorName(silence.detector) : t('silence.any'))),
    h('td', {}, chip(t(`silences.state.${state}`), state === 'IN_FORCE' ? 'silent' : null)),
    h('td', {}, timeElement(silence.until, local), h('span', { class: 'soft small block' }, t('silences.from', { time: local(silence.from) }))),
    h('td', { class: 'number' }, number(silence.ceiling ?? lastStatus()?.default_ceiling)),
    h('td', {}, silence.reason), h('td', {}, silence.approver),
    h('td', {}, isAnalyst() && state !== 'OVER' ? h('button', { type: 'button', onclick: () => end(silence) }, t('silences.end')) : null));
}

/** Asks whether to end it, and who does; null = no. */
function confirmed(silence) {
  const ask = whoAmI()?.analyst_required;
  const name = h('input', { type: 'text', id: 'ender', required: true, maxlength: 100 });
  name.value = givenName();
  return new Promise((answer) => {
    const dialog = h('dialog', { 'aria-labelledby': 'end-title', onclose: () => {
      dialog.remove();
      if (dialog.returnValue === 'yes' && ask) keepName(name.value);
      answer(dialog.returnValue === 'yes' ? (ask ? name.value : '') : null);
    } },
    h('h2', { id: 'end-title' }, t('silences.end.ask', { organisation: silence.organisation })), h('p', {}, t('silences.end.text')),
    h('form', { method: 'dialog' }, ask ? h('div', { class: 'field' }, h('label', { for: 'ender' }, t('form.name')), name) : null,
      h('div', { class: 'group' }, h('button', { class: 'first', value: 'yes' }, t('silences.end')), h('button', { value: 'no', formnovalidate: true }, t('cancel')))));
    document.body.append(dialog);
    dialog.showModal();
  });
}
