// SPDX-License-Identifier: Apache-2.0
// Where the proof is, and how to keep it.
import { h, say } from '../dom.js';
import { t } from '../i18n.js';

export function evidence(alert) {
  const ref = alert.replay_ref;
  return h('section', { class: 'card' }, h('h2', {}, t('evidence')),
    h('dl', { class: 'facts' },
      h('dt', {}, t('evidence.queries')),
      h('dd', {}, ref ? t('evidence.range', { topic: ref.topic, partition: String(ref.partition), first: ref.first_offset, last: ref.last_offset }) : t('evidence.norange')),
      h('dt', {}, t('evidence.samples')), h('dd', {}, t('evidence.samples.count', { n: alert.sample_subjects.length })),
      h('dt', {}, t('evidence.alert')), h('dd', {}, h('code', {}, alert.alert_id)),
      h('dt', {}, t('evidence.settings')), h('dd', {}, h('code', {}, alert.settings_version))),
    h('p', { class: 'spaced' }, t('evidence.how')),
    command(`nidwatch evidence ${alert.alert_id} --out case-${alert.alert_id.slice(0, 8)}`));
}

/** A command to copy. */
export function command(text) {
  const button = h('button', { type: 'button', onclick: async () => {
    await navigator.clipboard.writeText(text).then(() => say(button, t('copied')), () => say(button, t('copy.failed')));
  } }, t('copy'));
  return h('div', { class: 'command' }, h('code', {}, text), button);
}
