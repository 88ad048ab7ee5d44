// SPDX-License-Identifier: Apache-2.0
// Why there is, or is no, alert: each detector's score against its threshold, in words and as a bar.
import { guideAddress } from '../addresses.js';
import { h } from '../dom.js';
import { number, percent, t } from '../i18n.js';
import { shortly } from '../time.js';
import { scoreBar } from './gauge.js';
import { detectorName, unitName } from './names.js';

const SHOWN = 8;

export function scores({ detectors, alerts, latest, highest_since: since }) {
  const open = alerts.some((each) => each.open);
  const nearest = detectors[0];
  const answer = !latest || !nearest ? t('scores.unknown')
    : open ? t('scores.alert') : nearest.score >= 1 ? t('scores.over', { detector: detectorName(nearest.detector) })
      : t('scores.none', { detector: detectorName(nearest.detector), part: percent(Math.max(0, nearest.score)) });
  return h('section', { class: 'card' }, h('h2', {}, t(open ? 'scores.title.open' : 'scores.title')), h('p', {}, answer),
    detectors.slice(0, SHOWN).map(row),
    detectors.length > SHOWN ? h('details', {}, h('summary', {}, t('scores.more', { n: detectors.length - SHOWN })), detectors.slice(SHOWN).map(row)) : null,
    since ? h('p', { class: 'soft small spaced' }, t('scores.since', { time: shortly(since) })) : null);
}

function row(each) {
  const words = each.threshold > 0
    ? t('scores.words', { observed: each.observed, threshold: each.threshold, unit: unitName(each.unit) })
    : t('scores.part', { part: percent(each.score) });
  const earlier = each.highest_score > each.score * 1.05 + 0.01 ? t('scores.highest', { part: percent(each.highest_score), time: shortly(each.highest_at) }) : null;
  return h('div', { class: 'score' }, h('div', {}, h('h3', {}, h('a', { href: guideAddress(each.detector) }, detectorName(each.detector)))),
    scoreBar(each.score, each.highest_score),
    h('div', { class: 'small' }, h('strong', {}, t(each.score >= 1 ? 'scores.at' : 'scores.below', { part: percent(Math.max(0, each.score)) })), ' ', h('span', { class: 'soft' }, words, earlier ? `; ${earlier}` : '')));
}
