// SPDX-License-Identifier: Apache-2.0
// What an alert turned out to be.
import { h, show } from '../dom.js';
import { t } from '../i18n.js';
import { api } from '../api.js';
import { isAnalyst, keepName } from '../here.js';
import { timeElement, local } from '../time.js';
import { done, field, nameField, wrong } from './field.js';

const VERDICTS = ['TRUE_POSITIVE', 'FALSE_POSITIVE', 'BENIGN', 'TEST'];

/** Gives {element, renew(detail)}. */
export function decisionForm(id) {
  const standing = h('div', {});
  const told = h('div', {});
  const note = h('textarea', { maxlength: 1000, required: true });
  const form = h('form', { onsubmit: async (event) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(form));
    if (given.analyst) keepName(given.analyst);
    try {
      await api.decide(id, given);
      note.value = '';
      show(told, done(t(given.verdict === 'TRUE_POSITIVE' ? 'decide.kept' : 'decide.closes')));
    } catch (problem) {
      show(told, wrong(problem));
    }
  } },
  h('fieldset', { class: 'choices' }, h('legend', {}, t('decide.verdict')), VERDICTS.map((verdict) => h('label', {},
    h('input', { type: 'radio', name: 'verdict', value: verdict, required: true }),
    h('span', {}, t(`verdict.${verdict}`), h('span', { class: 'soft small block' }, t(`verdict.${verdict}.means`)))))),
  field('note', t('decide.note'), note, t('form.nonumber')), nameField(),
  h('button', { class: 'first', type: 'submit' }, t('decide.do')));
  const element = h('section', { class: 'card', id: 'decide' }, h('h2', {}, t('decide')), standing, isAnalyst() ? form : h('p', { class: 'soft' }, t('form.viewer')), told);
  const renew = ({ dispositions }) => show(standing, dispositions.length === 0 ? null : h('p', { class: 'told' },
    h('strong', {}, t(`verdict.${dispositions[0].verdict}`)), ' ', t('timeline.by', { analyst: dispositions[0].analyst }), ', ', timeElement(dispositions[0].decided_at, local)));
  return { element, renew };
}
