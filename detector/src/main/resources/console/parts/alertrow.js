// SPDX-License-Identifier: Apache-2.0
// One line of the queue.
import { alertAddress } from '../addresses.js';
import { h } from '../dom.js';
import { number, t } from '../i18n.js';
import { shortly, span, timeElement } from '../time.js';
import { chip, severity } from './icons.js';
import { detectorName, organisationName } from './names.js';

export function alertRow(alert, now, fresh) {
  const who = organisationName(alert.organisation_id, alert.organisation_name);
  return h('a', { class: `alert-row ${alert.open ? alert.severity : ''}${fresh ? ' fresh' : ''}`, href: alertAddress(alert.alert_id) },
    h('div', { class: 'sev' }, severity(alert.severity)),
    h('div', { class: 'who' },
      h('div', {}, h('strong', {}, who)),
      h('div', { class: 'soft small' }, [alert.organisation_id === '*' ? null : alert.organisation_id, alert.credential_id].filter((each) => each && each !== who).join(' / '))),
    h('div', { class: 'what' },
      h('div', {}, t(`shape.${alert.shape}`)),
      h('div', { class: 'soft small' }, marks(alert), alert.detectors.slice(0, 2).map(detectorName).join(', '))),
    h('div', { class: 'much' }, h('strong', {}, number(alert.records_exposed)), h('div', { class: 'soft small' }, t('row.records', { n: alert.records_exposed }))),
    h('div', { class: 'when' },
      h('div', {}, alert.open ? t('row.for', { span: span(now - alert.episode_start) }) : t('row.closed')),
      h('div', { class: 'soft small' }, timeElement(alert.open ? alert.episode_start : alert.episode_end ?? alert.emitted_at, (at) => shortly(at, now)))));
}

function marks(alert) {
  return [
    alert.disposition ? chip(t(`verdict.${alert.disposition.verdict}`), 'check') : null,
    alert.silenced_by.length > 0 ? chip(t('row.silenced'), 'silent') : null,
  ];
}
