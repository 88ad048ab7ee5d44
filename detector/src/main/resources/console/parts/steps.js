// SPDX-License-Identifier: Apache-2.0
// What to do next, by the alert's shape: what else it could be, and the steps of the triage guide.
import { h } from '../dom.js';
import { t, known } from '../i18n.js';

const MOST = 6;

export function nextSteps(alert) {
  const kind = alert.scope === 'FEDERATION' ? 'FEDERATION' : alert.shape;
  const steps = [];
  for (let i = 1; i <= MOST && known(`steps.${kind}.${i}`); i++) steps.push(t(`steps.${kind}.${i}`));
  return h('section', { class: 'card' }, h('h2', {}, t('steps')),
    h('ol', { class: 'steps' }, steps.map((step) => h('li', {}, step))),
    h('p', { class: 'soft small spaced' }, h('strong', {}, t('steps.honest')), ' ', t(`steps.${kind}.honest`)),
    guide(alert.runbook));
}

/** The guide as the server serves it; where the link is a path of the repository, it is shown as one. */
function guide(runbook) {
  if (!runbook) return null;
  return h('p', { class: 'small' }, t('steps.guide'), ' ', /^\/triage\//.test(runbook) ? h('a', { href: runbook, target: '_blank', rel: 'noopener' }, runbook) : h('code', {}, runbook));
}
