// SPDX-License-Identifier: Apache-2.0
// What an organisation does now, and what was declared of it.
import { h } from '../dom.js';
import { digits, number, t } from '../i18n.js';
import { local, shortly, timeElement } from '../time.js';

export function declaredFacts({ declared, latest }) {
  return [now(latest), entered(declared, latest), declared?.calendar.length ? calendar(declared.calendar) : null];
}

function facts(title, rows) {
  return h('section', { class: 'card' }, h('h2', {}, title), h('dl', { class: 'facts' }, rows.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])));
}

function now(latest) {
  if (!latest) return h('section', { class: 'card' }, h('h2', {}, t('latest')), h('p', { class: 'soft' }, t('latest.none')));
  return facts(t('latest'), [
    [t('latest.minute'), timeElement(latest.minute, shortly)],
    [t('latest.queries'), latest.expected === null ? number(latest.queries) : t('latest.expected', { queries: latest.queries, expected: latest.expected })],
    [t('latest.disclosed'), number(latest.disclosed)],
    [t('latest.notfound'), number(latest.not_found)],
    [t('latest.denied'), number(latest.denied)],
    [t('latest.distinct'), number(latest.distinct_subjects)],
    [t('latest.credentials'), number(latest.credentials)],
    latest.citizens_answered === null ? null : [t('latest.citizens'), number(latest.citizens_answered)],
    latest.outgrows_at === null ? null : [t('latest.outgrows'), timeElement(latest.outgrows_at, local)],
  ]);
}

function entered(declared) {
  if (!declared) return h('section', { class: 'card' }, h('h2', {}, t('declared')), h('p', { class: 'soft' }, t('declared.none')));
  const not = h('span', { class: 'soft' }, t('declared.not'));
  return facts(t('declared'), [
    [t('declared.quota'), declared.declared_quota_per_day === null ? not.cloneNode(true) : number(declared.declared_quota_per_day)],
    [t('declared.customers'), declared.declared_customers === null ? not.cloneNode(true) : number(declared.declared_customers)],
    [t('declared.hours'), declared.working_hours ? digits(declared.working_hours) : t('declared.always')],
    [t('declared.contacts'), declared.contacts.length ? declared.contacts.map((each) => h('span', { class: 'block' }, each)) : not.cloneNode(true)],
  ]);
}

function calendar(entries) {
  return h('section', { class: 'card' }, h('h2', {}, t('calendar')), entries.map((each) => h('p', {},
    h('strong', {}, each.note || t(each.ceiling < 1 ? 'calendar.holiday' : 'calendar.campaign')), h('span', { class: 'soft small block' },
      `${local(each.from)} – ${local(each.until)}`, each.ceiling < 1 ? null : `, ${t('calendar.ceiling', { ceiling: each.ceiling })}`))));
}
