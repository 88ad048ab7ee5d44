// SPDX-License-Identifier: Apache-2.0
// Which credentials and addresses the queries came through.
import { h } from '../dom.js';
import { percent, t } from '../i18n.js';
import { shareBar } from './gauge.js';

export function contributors(alert) {
  if (alert.top_credentials.length + alert.top_source_addresses.length === 0) return null;
  return h('section', { class: 'card' }, h('div', { class: 'pair' },
    list('contributors.credentials', alert.top_credentials, alert.credential_id),
    list('contributors.addresses', alert.top_source_addresses, null)),
  h('p', { class: 'soft small spaced' }, t('contributors.span')));
}

function list(title, shares, suspect) {
  return h('div', {}, h('h2', {}, t(title)),
    shares.length === 0 ? h('p', { class: 'soft' }, t('contributors.none')) : h('ul', { class: 'shares' }, shares.map((each) => h('li', {},
      h('div', {}, h('code', {}, each.id, each.id === suspect ? ` ‹ ${t('contributors.suspect')}` : ''), h('span', {}, percent(each.share), ' ', h('span', { class: 'soft small' }, t('contributors.queries', { n: each.queries })))),
      shareBar(each.share)))));
}
