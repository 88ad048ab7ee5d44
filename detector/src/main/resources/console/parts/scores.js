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
  const sorted = [...detectors].sort((a, b) => top(b) - top(a));
  return h('section', { class: 'card' }, h('h2', {}, t(open ? 'scores.title.open' : 'scores.title')), h('p', {}, answer(open, latest, sorted[0])),
    sorted.slice(0, SHOWN).map(row),
    sorted.length > SHOWN ? h('details', {}, h('summary', {}, t('scores.more', { n: sorted.length - SHOWN })), sorted.slice(SHOWN).map(row)) : null,
    since ? h('p', { class: 'soft small spaced' }, t('scores.since', { time: shortly(since) })) : null);
}

/** The nearest that it came to its threshold: now, or of late. */
function top(each) {
  return Math.max(each.score, each.highest_score);
}

function answer(open, latest, nearest) {
  if (!latest || !nearest) return t('scores.unknown');
  if (open) return t('scores.alert');
  const detector = detectorName(nearest.detector);
  if (top(nearest) >= 1) return t('scores.over', { detector, time: shortly(nearest.score >= 1 ? latest.minute : nearest.highest_at) });
  return t('scores.none', { detector, part: percent(Math.max(0, top(nearest))) });
}

function row(each) {
  const words = each.threshold > 0
    ? t('scores.words', { observed: each.observed, threshold: each.threshold, unit: unitName(each.unit) })
    : '';
  const earlier = each.highest_score > each.score * 1.05 + 0.01 ? t('scores.highest', { part: percent(each.highest_score), time: shortly(each.highest_at) }) : null;
  return h('div', { class: 'score' }, h('div', {}, h('h3', {}, h('a', { href: guideAddress(each.detector) }, detectorName(each.detector)))),
    scoreBar(each.score, each.highest_score),
    h('div', { class: 'small' }, h('strong', {}, t(each.score >= 1 ? 'scores.at' : 'scores.below', { part: percent(Math.max(0, each.score)) })), ' ', h('span', { class: 'soft' }, [words, earlier].filter(Boolean).join('; '))));
}
