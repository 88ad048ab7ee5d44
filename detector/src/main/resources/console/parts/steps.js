// SPDX-License-Identifier: Apache-2.0
// What to do next, by the alert's shape: what else it could be, and the steps of the triage guide.
import { guideAddress } from '../addresses.js';
import { h } from '../dom.js';
import { t, known } from '../i18n.js';
import { detectorName } from './names.js';

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

/** The guide of the detector that leads; where the link is none of ours, it is shown as it is. */
function guide(runbook) {
  if (!runbook) return null;
  const detector = /(?:^|\/)triage\/([a-z-]+)\.md$/.exec(runbook)?.[1];
  return h('p', { class: 'small' }, t('steps.guide'), ' ', detector ? h('a', { href: guideAddress(detector) }, detectorName(detector)) : h('code', {}, runbook));
}
