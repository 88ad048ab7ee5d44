// SPDX-License-Identifier: Apache-2.0
// Exchanges a token for a session. The token is in the form alone, and gone when it is sent.
import { h, say, show } from '../dom.js';
import { t } from '../i18n.js';
import { api } from '../api.js';

export function login(begin) {
  return (scope) => {
    document.title = `${t('login')} – Nidwatch`;
    const token = h('input', { type: 'password', id: 'token', autocomplete: 'off', required: true, 'aria-describedby': 'token-hint' });
    const told = h('div', { class: 'told bad', role: 'alert', hidden: true });
    const send = async (event) => {
      event.preventDefault();
      const given = token.value.trim();
      token.value = '';
      try {
        await api.login(given);
        await begin();
      } catch (problem) {
        told.hidden = false;
        say(told, problem.status === 401 ? t('login.refused') : problem.message);
        token.focus();
      }
    };
    show(scope.page, h('form', { class: 'card login', onsubmit: send },
      h('h1', {}, t('login')),
      h('p', { class: 'soft' }, t('login.text')),
      h('div', { class: 'field' }, h('label', { for: 'token' }, t('login.token')), token,
        h('div', { class: 'hint', id: 'token-hint' }, t('login.hint'))),
      h('button', { class: 'first', type: 'submit' }, t('login.do')), told));
    token.focus();
  };
}
