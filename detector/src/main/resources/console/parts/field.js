// SPDX-License-Identifier: Apache-2.0
// Fields of forms with a label, a hint, and what the server says is wrong with them.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { givenName, whoAmI } from '../here.js';

let made = 0;

/** A labelled field; `input` is the control. */
export function field(name, label, input, hint) {
  const id = `field-${++made}`;
  input.id = id;
  input.name = name;
  const under = hint ? h('div', { class: 'hint', id: `${id}-hint` }, hint) : null;
  if (under) input.setAttribute('aria-describedby', under.id);
  return h('div', { class: 'field' }, h('label', { for: id }, label), input, under);
}

/** Asks who acts, where the server cannot know; else nothing. */
export function nameField() {
  if (!whoAmI()?.analyst_required) return null;
  const input = h('input', { type: 'text', required: true, maxlength: 100, autocomplete: 'name' });
  input.value = givenName();
  return field('analyst', t('form.name'), input);
}

/** What went wrong, field by field. */
export function wrong(problem) {
  return h('div', { class: 'told bad', role: 'alert' }, problem.message,
    problem.errors.length > 0 ? h('ul', {}, problem.errors.map((each) => h('li', {}, `${t(`form.field.${each.field}`)}: ${each.detail}`))) : null);
}

export function done(text) {
  return h('div', { class: 'told', role: 'status' }, text);
}
