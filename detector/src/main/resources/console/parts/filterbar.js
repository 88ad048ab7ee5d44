// SPDX-License-Identifier: Apache-2.0
// The filters of the queue. What is chosen stands in the address.
import { h, say } from '../dom.js';
import { number, t } from '../i18n.js';
import { severity } from './icons.js';

const SEVERITIES = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'];
const SHAPES = ['ENUMERATION', 'HARVEST', 'RESALE', 'CANARY', 'PROBE', 'UNKNOWN'];
const TYPING_MS = 250;

/** Changes `chosen` and calls `changed`. Gives {element, search, count(open by severity)}. */
export function filterBar(chosen, changed) {
  const search = searchField(chosen, changed);
  const counts = {};
  const severities = SEVERITIES.map((name) => severityButton(name, chosen, changed, counts));
  const element = h('div', { class: 'filters', role: 'search' },
    search,
    h('div', { class: 'group', role: 'group', 'aria-label': t('filter.severity') }, severities),
    select('shape', ['', ...SHAPES], (each) => (each ? t(`shape.short.${each}`) : t('filter.shape.all')), chosen, changed),
    select('phase', ['open', 'closed', 'all'], (each) => t(`filter.phase.${each}`), chosen, changed),
    select('sort', ['severity', 'newest', 'oldest'], (each) => t(`filter.sort.${each}`), chosen, changed),
    chosen.organisation ? organisationButton(chosen, changed) : null);
  const count = (open) => SEVERITIES.forEach((name) => say(counts[name], number(open[name] ?? 0)));
  return { element, search, count };
}

function searchField(chosen, changed) {
  let timer;
  const field = h('input', { type: 'search', placeholder: t('filter.text'), 'aria-label': t('filter.text'), maxlength: 200, oninput: () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      chosen.text = field.value.trim();
      changed();
    }, TYPING_MS);
  } });
  field.value = chosen.text ?? '';
  return field;
}

function severityButton(name, chosen, changed, counts) {
  const picked = () => (chosen.severity ? chosen.severity.split(',') : []);
  counts[name] = h('span', {}, '0');
  const button = h('button', { type: 'button', 'aria-pressed': String(picked().includes(name)), onclick: () => {
    const next = picked().includes(name) ? picked().filter((each) => each !== name) : [...picked(), name];
    chosen.severity = next.join(',');
    button.setAttribute('aria-pressed', String(next.includes(name)));
    changed();
  } }, severity(name), counts[name]);
  return button;
}

function select(name, values, text, chosen, changed) {
  const field = h('select', { 'aria-label': t(`filter.${name}`), onchange: () => {
    chosen[name] = field.value;
    changed();
  } }, values.map((value) => h('option', { value, selected: (chosen[name] ?? '') === value }, text(value))));
  return field;
}

function organisationButton(chosen, changed) {
  const button = h('button', { type: 'button', 'aria-pressed': 'true', onclick: () => {
    delete chosen.organisation;
    button.remove();
    changed();
  } }, t('filter.organisation', { id: chosen.organisation }), ' ×');
  return button;
}
