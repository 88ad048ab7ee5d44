// SPDX-License-Identifier: Apache-2.0
// One alert: who, since when, how much, why, and what to do.
import { organisationAddress } from '../addresses.js';
import { h, show } from '../dom.js';
import { number, percent, t } from '../i18n.js';
import { api } from '../api.js';
import { now } from '../here.js';
import { go } from '../router.js';
import { onThisView } from '../keys.js';
import { both, span } from '../time.js';
import { severity, chip } from '../parts/icons.js';
import { organisationName, sentenceOf, fromDetector } from '../parts/names.js';
import { chosenLanguage } from '../i18n.js';
import { findings } from '../parts/findings.js';
import { contributors } from '../parts/contributors.js';
import { evidence } from '../parts/evidence.js';
import { nextSteps } from '../parts/steps.js';
import { timeline } from '../parts/timeline.js';
import { episodeChart } from '../parts/episodechart.js';
import { decisionForm } from '../parts/decisionform.js';
import { silenceForm } from '../parts/silenceform.js';
import { members } from '../parts/members.js';
import { failure } from './nothing.js';

export function alertPage(scope, { id }) {
  const told = h('div', {});
  const main = h('div', {});
  const chart = h('div', {});
  const decide = decisionForm(id);
  const silence = h('section', { class: 'card', id: 'silence' });
  let charted = false;
  let form = null;

  const draw = (detail) => {
    const { alert } = detail;
    document.title = `${t(`severity.${alert.severity}`)}: ${organisationName(alert.organisation_id, detail.organisation_name)} – Nidwatch`;
    show(told, head(detail));
    show(main, figures(detail), chart, findings(alert), contributors(alert), members(alert), evidence(alert), timeline(detail));
    decide.renew(detail);
    if (!form) {
      form = silenceForm(scope, alert.organisation_id, alert.findings.map((each) => each.detector));
      show(silence, form.element);
      show(side, nextSteps(alert), decide.element, alert.organisation_id === '*' ? null : silence);
      jump();
    }
    form.renew(detail.silences);
    if (!charted) {
      charted = true;
      episodeChart(scope, alert).then((made) => made && show(chart, made), () => null);
    }
  };
  const side = h('aside', { class: 'actions', 'aria-label': t('alert.actions') });
  const load = () => api.alert(id).then((detail) => scope.ended || draw(detail), (problem) => show(told, failure(problem)));

  scope.on('alert', (alert) => alert.alert_id === id && load());
  scope.on('disposition', (event) => event.alert_id === id && load());
  scope.on('silence', load);
  scope.on('reset', load);
  onThisView({ u: () => go('/'), d: () => focusIn('decide'), s: () => focusIn('silence'), '/': () => go('/') });
  show(scope.page, h('a', { class: 'crumb', href: '/' }, `‹ ${t('nav.alerts')}`), told, h('div', { class: 'two' }, main, side));
  load();
}

/** A link from the queue may ask for a form at once. */
function jump() {
  if (location.hash.length > 1) focusIn(location.hash.slice(1));
}

function focusIn(id) {
  const part = document.getElementById(id);
  part?.scrollIntoView({ block: 'center' });
  part?.querySelector('input, select, textarea, button')?.focus({ preventScroll: true });
}

function head({ alert, open, organisation_name: name, dispositions, silences }) {
  const who = organisationName(alert.organisation_id, name);
  return h('header', { class: 'card alert-head' },
    h('div', { class: 'title-row tight' }, severity(alert.severity), chip(t(open ? 'alert.open' : 'alert.closed')),
      dispositions.length > 0 ? chip(t(`verdict.${dispositions[0].verdict}`), 'check') : null,
      silences.length > 0 ? chip(t('row.silenced'), 'silent') : null,
      alert.mode === 'REPLAY' ? chip(t('alert.replay')) : null),
    h('h1', {}, alert.organisation_id === '*' ? who : h('a', { href: organisationAddress(alert.organisation_id) }, who),
      `: ${t(`shape.${alert.shape}`)}`),
    h('p', { class: 'lead' }, chosenLanguage() === 'en' ? fromDetector(alert.summary) : sentenceOf(alert, name)),
    h('div', { class: 'jump' }, h('button', { type: 'button', onclick: () => focusIn('decide') }, t('decide')), alert.organisation_id === '*' ? null
      : h('button', { type: 'button', onclick: () => focusIn('silence') }, t('silence'))));
}

function figures({ alert, open }) {
  const error = alert.distinct_subjects_error > 0 ? ` (±${percent(alert.distinct_subjects_error)})` : '';
  const end = open ? now() : alert.episode_end;
  const figure = (label, value, under, kind = '') => h('div', {}, h('dt', {}, label), h('dd', { class: kind }, value, under ? h('span', { class: 'under' }, under) : null));
  return h('section', { class: 'card', 'aria-label': t('alert.figures') }, h('dl', { class: 'figures' },
    figure(t('alert.exposed'), number(alert.records_exposed), t('alert.exposed.before', { n: alert.records_exposed_before_alert })),
    figure(t('alert.asked'), number(alert.distinct_subjects), `${t('alert.asked.in', { n: alert.queries })}${error}`),
    figure(t(open ? 'alert.since' : 'alert.lasted'), span(end - alert.episode_start), t('alert.seen.after', { span: span(alert.detected_at - alert.episode_start) })),
    figure(t('alert.sure'), percent(alert.confidence), alert.baseline_age_days > 0 ? t('alert.baseline', { days: alert.baseline_age_days }) : t('alert.baseline.none'))),
  h('dl', { class: 'facts spaced' },
    h('dt', {}, t('alert.began')), h('dd', {}, both(alert.episode_start)),
    h('dt', {}, t('alert.detected')), h('dd', {}, both(alert.detected_at)),
    open ? null : [h('dt', {}, t('alert.ended')), h('dd', {}, both(alert.episode_end))],
    alert.credential_id ? [h('dt', {}, t('alert.credential')), h('dd', {}, h('code', {}, alert.credential_id))] : null));
}

