// SPDX-License-Identifier: Apache-2.0
// How people, detectors and alerts are called on the page.
import { h } from '../dom.js';
import { named, t, chosenLanguage, number } from '../i18n.js';
import { local } from '../time.js';

/** An organisation's name; its id where none was declared. */
export function organisationName(id, name) {
  return id === '*' ? t('organisation.several') : name || id;
}

export function detectorName(id) {
  return named(`detector.${id}`, id);
}

export function unitName(unit) {
  return named(`unit.${unit}`, unit);
}

/** Words that came from the detector: always English, said so to screen readers and to the browser's choice of font. */
export function fromDetector(text) {
  return h('span', { lang: 'en' }, text);
}

/** The sentence of an alert in the page's language: the detector's own in English, else one made from its fields. */
export function sentenceOf(alert, name) {
  if (chosenLanguage() === 'en') return alert.summary;
  const who = organisationName(alert.organisation_id, name);
  return t('alert.sentence', {
    who: alert.credential_id ? t('alert.who.credential', { who, credential: alert.credential_id }) : who,
    shape: t(`shape.${alert.shape}`),
    since: local(alert.episode_start),
    records: number(alert.records_exposed),
  });
}
