// SPDX-License-Identifier: Apache-2.0
// What the server says of itself: for who wants to know how well it looks.
import { h } from '../dom.js';
import { number, t } from '../i18n.js';
import { local, shortly, timeElement } from '../time.js';
import { fromDetector } from './names.js';

export function statusFacts(status) {
  if (!status) return null;
  const rows = [
    ['status.state', h('span', {}, t(status.ready ? 'status.ready' : 'status.notready'), h('span', { class: 'soft small block' }, fromDetector(status.reason)))],
    ['status.behind', t('status.behind.text', { records: status.lag_records, limit: status.lag_limit })],
    ['status.partitions', t('status.partitions.text', { watched: status.partitions_watched, all: status.partitions })],
    ['status.newest', timeElement(status.newest_minute, shortly)],
    ['status.feed', h('span', {}, t(`feed.${status.feed.state}`), h('span', { class: 'soft small block' }, fromDetector(status.feed.reason)))],
    ['status.budget', t('status.budget.text', { budget: number(status.budget_per_day), day: status.opened_last_day, week: status.opened_last_week })],
    ['status.started', timeElement(status.started_at, local)],
    ['status.version', status.version],
  ];
  return h('section', { class: 'card' }, h('h2', {}, t('status')), h('dl', { class: 'facts' }, rows.map(([key, value]) => [h('dt', {}, t(key)), h('dd', {}, value)])));
}
