// SPDX-License-Identifier: Apache-2.0
// The two languages. Every text of the page is a key here; names, ids and the detector's own sentences are data.
import { en } from './words/en.js';
import { bn } from './words/bn.js';

const dictionaries = { en, bn };
const BENGALI = '০১২৩৪৫৬৭৮৯';
let language = 'en';

export function chosenLanguage() {
  return language;
}

/** What was chosen before, else what the browser asks for. */
export function readLanguage() {
  const kept = localStorage.getItem('language');
  setLanguage(kept ?? (navigator.language.toLowerCase().startsWith('bn') ? 'bn' : 'en'));
}

export function setLanguage(code) {
  language = code in dictionaries ? code : 'en';
  localStorage.setItem('language', language);
  document.documentElement.lang = language;
}

/** A text; `{name}` in it is replaced. A number of one takes the key with `.one`, where there is such a key. */
export function t(key, values = {}) {
  const words = dictionaries[language];
  const template = (values.n === 1 ? words[`${key}.one`] : undefined) ?? words[key];
  if (template === undefined) return key;
  return template.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? number(value) : String(value ?? '');
  });
}

/** Whether there is such a text: for what the server may name anew, such as a detector. */
export function known(key) {
  return key in dictionaries[language];
}

/** The text of a key, or what to show where there is none. */
export function named(key, otherwise) {
  return known(key) ? t(key) : otherwise;
}

/** Digits of the language. */
export function digits(text) {
  return language === 'bn' ? text.replace(/[0-9]/g, (digit) => BENGALI[Number(digit)]) : text;
}

/** A number, grouped as the language groups, with at most one digit behind the point below 100. */
export function number(value) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const most = Math.abs(value) < 1 ? 2 : Math.abs(value) < 100 ? 1 : 0;
  return new Intl.NumberFormat(language === 'bn' ? 'bn-BD' : 'en', { maximumFractionDigits: most }).format(value);
}

/** A part of one, in percent. */
export function percent(share) {
  const part = share * 100;
  return `${number(part >= 10 ? Math.round(part) : part)}%`;
}
