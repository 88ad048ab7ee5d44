// SPDX-License-Identifier: Apache-2.0
// Of an alert about several organisations: which they are, and the alerts they have open themselves.
import { alertAddress, organisationAddress } from '../addresses.js';
import { h } from '../dom.js';
import { t } from '../i18n.js';

export function members(alert) {
  if (alert.member_organisations.length === 0) return null;
  const links = (ids, address, most) => h('ul', { class: 'inline-list' }, ids.map((id) => h('li', {}, h('a', { href: address(id) }, id.slice(0, most)))));
  return h('section', { class: 'card' }, h('h2', {}, t('members', { n: alert.member_organisations.length })),
    links(alert.member_organisations, organisationAddress),
    alert.member_alerts.length > 0 ? [h('h3', { class: 'spaced' }, t('members.alerts')), links(alert.member_alerts, alertAddress, 8)] : null);
}
