// SPDX-License-Identifier: Apache-2.0
// The triage guide of one detector, out of the jar: the files of deploy/triage.
import { h, show } from '../dom.js';
import { t } from '../i18n.js';
import { go } from '../router.js';
import { onThisView } from '../keys.js';
import { detectorName } from '../parts/names.js';
import { markdown } from '../parts/markdown.js';
import { emptiness } from './nothing.js';

export function guide(scope, { id }) {
  document.title = `${detectorName(id)} – Nidwatch`;
  const body = h('div', {});
  onThisView({ u: () => history.length > 1 ? history.back() : go('/') });
  show(scope.page, h('a', { class: 'crumb', href: '/' }, `‹ ${t('nav.alerts')}`), h('div', { class: 'title-row' }, h('h1', {}, detectorName(id)), h('code', { class: 'soft' }, id)), body);
  fetch(`/triage/${encodeURIComponent(id)}.md`).then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => scope.ended || show(body, h('article', { class: 'card guide', lang: 'en' }, markdown(text))))
    .catch(() => show(body, emptiness(t('guide.none'), t('guide.none.text', { id }))));
}
