// SPDX-License-Identifier: Apache-2.0
// One organisation on the wall.
import { organisationAddress } from '../addresses.js';
import { h } from '../dom.js';
import { number, t } from '../i18n.js';
import { shareBar } from './gauge.js';
import { icon, severity } from './icons.js';
import { detectorName } from './names.js';

export const BANDS = ['alert', 'near', 'raised', 'quiet'];
const NEAR = 75;
const RAISED = 40;

export function bandOf({ open_alerts: open, risk }) {
  if (open > 0) return 'alert';
  if (risk === null || risk < RAISED) return 'quiet';
  return risk >= NEAR ? 'near' : 'raised';
}

export function tile(organisation, band) {
  const { id, name, risk } = organisation;
  const address = organisationAddress(id);
  const words = t('tile.words', { who: name || id, risk: risk ?? t('tile.norisk') });
  if (band === 'quiet') {
    return h('a', { class: 'tile', href: address, title: words }, h('span', { class: 'top' },
      h('span', { class: 'name' }, id), h('span', { class: 'risk' }, organisation.silences > 0 ? icon('silent') : null, risk === null ? '–' : number(risk))));
  }
  return h('a', { class: `tile ${organisation.worst_open ?? ''}`, href: address, title: words },
    h('span', { class: 'top' }, h('span', { class: 'name' }, name || id), h('span', { class: 'risk' }, risk === null ? '–' : number(risk))),
    h('span', { class: 'rate block' }, band === 'alert' ? [severity(organisation.worst_open), ' '] : null, organisation.silences > 0 ? icon('silent') : null,
      band === 'alert' ? t('tile.alerts', { n: organisation.open_alerts }) : organisation.risk_detector ? detectorName(organisation.risk_detector) : ''),
    h('span', { class: 'rate block' }, rate(organisation)),
    shareBar((risk ?? 0) / 100));
}

function rate({ queries_last_hour: queries, expected_last_hour: expected }) {
  return expected === null ? t('tile.rate', { n: queries }) : t('tile.rate.expected', { queries, expected: Math.round(expected) });
}
