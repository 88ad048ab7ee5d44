// SPDX-License-Identifier: Apache-2.0
// What each detector saw: in a sentence, as a bar, and in numbers.
import { guideAddress } from '../addresses.js';
import { h } from '../dom.js';
import { chosenLanguage, number, t } from '../i18n.js';
import { window } from '../time.js';
import { findingGauge } from './gauge.js';
import { detectorName, fromDetector, unitName } from './names.js';

export function findings(alert) {
  return h('section', { class: 'card' }, h('h2', {}, t('findings')), alert.findings.map(one));
}

function one(finding) {
  const numbers = t('finding.sentence', {
    observed: finding.observed, expected: finding.expected, threshold: finding.threshold, unit: unitName(finding.unit), window: window(finding.window),
  });
  return h('div', { class: 'finding' },
    h('div', { class: 'finding-head' }, h('h3', {}, h('a', { href: guideAddress(finding.detector), title: t('finding.guide') }, detectorName(finding.detector))),
      h('span', { class: 'soft small' }, t('finding.times', { score: number(finding.score) }))),
    chosenLanguage() === 'en' ? h('p', {}, fromDetector(finding.sentence)) : h('p', {}, numbers),
    findingGauge(finding),
    chosenLanguage() === 'en' ? h('p', { class: 'soft small' }, numbers) : h('details', { class: 'small' }, h('summary', {}, t('finding.original')), fromDetector(finding.sentence)));
}
