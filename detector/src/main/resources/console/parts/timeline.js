// SPDX-License-Identifier: Apache-2.0
// What was told about the alert, and decided, newest first.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { local, timeElement } from '../time.js';
import { severity } from './icons.js';

const SHOWN = 12;

export function timeline({ timeline: emissions, timeline_complete: complete, dispositions }) {
  const told = emissions.map((each) => ({ at: each.emitted_at, kind: each.phase, text: emission(each) }));
  const decided = dispositions.map((each) => ({ at: each.decided_at, kind: 'DECIDED', text: decision(each) }));
  const all = [...told, ...decided].sort((a, b) => b.at - a.at);
  const items = all.map((each) => h('li', { class: each.kind }, h('div', { class: 'soft small' }, timeElement(each.at, local)), each.text));
  return h('section', { class: 'card' }, h('h2', {}, t('timeline')),
    h('ol', { class: 'timeline' }, items.slice(0, SHOWN)),
    items.length > SHOWN ? h('details', { class: 'spaced' }, h('summary', {}, t('timeline.more', { n: items.length - SHOWN })), h('ol', { class: 'timeline spaced' }, items.slice(SHOWN))) : null,
    complete ? null : h('p', { class: 'soft small spaced' }, t('timeline.partial')));
}

function emission(each) {
  return h('div', {}, h('strong', {}, t(`phase.${each.phase}`)), ' ', each.phase === 'UPDATED' || each.phase === 'CLOSED' ? null : [severity(each.severity), ' '],
    t('timeline.numbers', { records: each.records_exposed, queries: each.queries }));
}

function decision(each) {
  return h('div', {}, h('strong', {}, t(`verdict.${each.verdict}`)), ` ${t('timeline.by', { analyst: each.analyst })}`, each.note ? `: ${each.note}` : '');
}
