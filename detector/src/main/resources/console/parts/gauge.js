// SPDX-License-Identifier: Apache-2.0
// What was seen against where the alarm is, as a bar; the same always stands beside it in words.
import { h, styled } from '../dom.js';
import { number, t } from '../i18n.js';

const ALARM_AT = 60; // percent of the bar: beyond it there is room to see by how much

/** Observed, usual and threshold of a finding. Observed beyond the bar's end fills it. */
export function findingGauge(finding) {
  const { observed, expected, threshold, score } = finding;
  const place = (value) => Math.max(0, Math.min(100, threshold > 0 ? (value / threshold) * ALARM_AT : 0));
  const usual = expected > 0 ? place(expected) : 0;
  const filled = styled(h('div', { class: score >= 1 ? 'filled over' : 'filled' }), { width: `${place(observed)}%` });
  const tick = (at, kind, text) => {
    const side = at < 12 ? ' left' : at > 88 ? ' right' : '';
    return styled(h('div', { class: `tick ${kind}${side}` }, h('span', {}, text)), { left: `${at}%` });
  };
  return h('div', { class: 'gauge', 'aria-hidden': 'true' }, filled,
    Math.abs(usual - ALARM_AT) > 24 ? tick(usual, 'usual', t('gauge.usual', { value: number(expected) })) : null,
    tick(ALARM_AT, 'alarm', t('gauge.alarm', { value: number(threshold) })));
}

/** A score where 1 is the threshold, and how high it was of late. */
export function scoreBar(score, highest) {
  const at = (value) => `${Math.max(0, Math.min(100, value * ALARM_AT))}%`;
  return h('div', { class: 'thin', 'aria-hidden': 'true' },
    highest > score ? styled(h('div', { class: 'before' }), { width: at(highest) }) : null,
    styled(h('div', { class: score >= 1 ? 'over' : '' }), { width: at(score) }),
    styled(h('i', {}), { left: `${ALARM_AT}%` }));
}

/** A part of a whole. */
export function shareBar(share) {
  return h('div', { class: 'thin', 'aria-hidden': 'true' }, styled(h('div', {}), { width: `${Math.min(100, share * 100)}%` }));
}
