// SPDX-License-Identifier: Apache-2.0
// Probes and decoys, for analysts: never the numbers themselves, which nobody here knows.
import { alertAddress, organisationAddress } from '../addresses.js';
import { h, show } from '../dom.js';
import { t } from '../i18n.js';
import { api } from '../api.js';
import { local, timeElement } from '../time.js';
import { chip } from '../parts/icons.js';
import { failure } from './nothing.js';

export function decoys(scope) {
  document.title = `${t('nav.decoys')} – Nidwatch`;
  const probes = h('section', { class: 'card' });
  const canaries = h('section', { class: 'card' });
  const load = () => {
    api.probes().then((found) => show(probes, h('h2', {}, t('probes')), probeTable(found.probes)), (problem) => show(probes, h('h2', {}, t('probes')), failure(problem)));
    api.canaries().then((found) => show(canaries, h('h2', {}, t('canaries', { n: found.total })), canaryTable(found)), (problem) => show(canaries, h('h2', {}, t('canaries', { n: 0 })), failure(problem)));
  };
  scope.on('reset', load);
  scope.on('alert', (alert) => (alert.shape === 'PROBE' || alert.shape === 'CANARY') && load());
  scope.every(60_000, load);
  show(scope.page, h('div', { class: 'title-row' }, h('h1', {}, t('nav.decoys'))), h('p', { class: 'soft' }, t('decoys.text')), probes, canaries);
  load();
}

function table(name, columns, rows) {
  return h('div', { class: 'scrolls', tabindex: '0', role: 'region', 'aria-label': name }, h('table', {},
    h('thead', {}, h('tr', {}, columns.map((each) => h('th', { scope: 'col' }, t(each))))), h('tbody', {}, rows)));
}

function probeTable(probes) {
  if (probes.length === 0) return h('p', { class: 'soft' }, t('probes.none'));
  return table(t('probes'), ['probes.id', 'probes.asked', 'probes.state', 'probes.note', 'probes.alerts'], probes.map((each) => h('tr', {},
    h('td', {}, h('code', {}, each.id)),
    h('td', {}, timeElement(each.asked_at, local), h('span', { class: 'soft small block' }, t('probes.until', { time: local(each.until) }))),
    h('td', {}, chip(t(`probes.state.${each.state}`))), h('td', {}, each.note),
    h('td', {}, each.alerts.length === 0 ? h('span', { class: 'soft' }, t('probes.alerts.none')) : each.alerts.map((id) => h('a', { class: 'block', href: alertAddress(id) }, id.slice(0, 8)))))));
}

function canaryTable({ canaries, total }) {
  if (total === 0) return h('p', { class: 'soft' }, t('canaries.none'));
  return [table(t('canaries', { n: total }), ['canaries.label', 'canaries.planted', 'canaries.id'], canaries.map((each) => h('tr', {},
    h('td', {}, each.label), h('td', {}, each.planted_for ? h('a', { href: organisationAddress(each.planted_for) }, each.planted_for) : t('canaries.all')),
    h('td', {}, h('code', {}, each.id))))),
  canaries.length < total ? h('p', { class: 'soft small' }, t('canaries.more', { n: total - canaries.length })) : null];
}
