// SPDX-License-Identifier: Apache-2.0
// Agrees on a silence: of one organisation, with an end, a ceiling and a reason.
import { h, show } from '../dom.js';
import { number, t } from '../i18n.js';
import { api } from '../api.js';
import { isAnalyst, keepName, lastStatus, now } from '../here.js';
import { both, forInput, fromInput, zoneName } from '../time.js';
import { detectorName } from './names.js';
import { done, field, nameField, wrong } from './field.js';

const HOUR = 3_600_000;
const CHOICES = [['4', 4 * HOUR], ['24', 24 * HOUR], ['168', 168 * HOUR]];

/** Gives {element, renew(silences in force)}. */
export function silenceForm(scope, organisation, detectors) {
  const told = h('div', {});
  const standing = h('div', {});
  const until = h('input', { type: 'datetime-local', required: true });
  const quick = h('div', { class: 'group' }, CHOICES.map(([hours, span]) => h('button', { type: 'button', onclick: () => {
    until.value = forInput(now() + span);
  } }, t(`silence.for.${hours}`))));
  const detector = h('select', {}, h('option', { value: '' }, t('silence.any')), detectors.map((id) => h('option', { value: id }, detectorName(id))));
  const ceiling = h('input', { type: 'number', min: 1, step: 1, placeholder: String(lastStatus()?.default_ceiling ?? '') });
  const reason = h('textarea', { required: true, maxlength: 1000 });
  const approver = h('input', { type: 'text', maxlength: 100 });
  const form = h('form', { onsubmit: (event) => {
    event.preventDefault();
    send(form, organisation, until, told).then((ok) => ok && form.reset());
  } },
  field('until', t('silence.until', { zone: zoneName() }), until), quick,
  field('reason', t('silence.reason'), reason, t('form.nonumber')),
  field('detector', t('silence.detector'), detector),
  field('ceiling', t('silence.ceiling'), ceiling, t('silence.ceiling.hint', { n: lastStatus()?.default_ceiling ?? 0 })),
  field('approver', t('silence.approver'), approver), nameField(),
  h('button', { class: 'first', type: 'submit' }, t('silence.do')));
  const element = [h('h2', {}, t('silence')), h('p', { class: 'soft small' }, t('silence.text')), standing, isAnalyst() ? form : h('p', { class: 'soft' }, t('form.viewer')), told];
  const renew = (silences) => show(standing, silences.map((each) => h('p', { class: 'told' }, t('silence.standing', { until: both(each.until), reason: each.reason }), ' ', h('a', { href: '/silences' }, t('silence.see')))));
  return { element, renew };
}

async function send(form, organisation, until, told) {
  const given = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ''));
  if (given.analyst) keepName(given.analyst);
  const request = { ...given, organisation, until: fromInput(until.value), ...(given.ceiling ? { ceiling: Number(given.ceiling) } : {}) };
  try {
    const made = await api.silence(request);
    show(told, done(t('silence.done', { until: both(made.until), ceiling: number(made.ceiling ?? lastStatus()?.default_ceiling) })));
    return true;
  } catch (problem) {
    show(told, wrong(problem));
    return false;
  }
}
