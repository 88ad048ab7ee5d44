// SPDX-License-Identifier: Apache-2.0
// One organisation: what it does, why there is or is no alert, what was declared of it.
import { h, show } from '../dom.js';
import { number, t } from '../i18n.js';
import { api } from '../api.js';
import { lastStatus, now } from '../here.js';
import { go, filters, setFilters } from '../router.js';
import { onThisView } from '../keys.js';
import { activityChart } from '../parts/chart.js';
import { alertRow } from '../parts/alertrow.js';
import { declaredFacts } from '../parts/declared.js';
import { scores } from '../parts/scores.js';
import { silenceForm } from '../parts/silenceform.js';
import { organisationName } from '../parts/names.js';
import { Scope } from '../scope.js';
import { failure } from './nothing.js';

const MINUTE = 60_000;
const SPANS = ['180', '720', '1440', '10080'];
const AGAIN_MS = 15_000;

export function organisationPage(scope, { id }) {
  const chosen = { minutes: '720', ...filters() };
  const told = h('div', {});
  const chart = h('section', { class: 'card' });
  const main = h('div', {});
  const side = h('aside', { class: 'actions', 'aria-label': t('organisation.about') });
  let inner = null;
  let form = null;

  const draw = (detail) => {
    const { organisation } = detail;
    const name = organisationName(id, organisation.name);
    document.title = `${name} – Nidwatch`;
    show(told, head(organisation, name));
    inner?.end();
    inner = new Scope(scope.page);
    show(chart, chartCard(inner, detail, chosen, load));
    show(main, chart, scores(detail), alerts(detail.alerts));
    if (!form) {
      form = silenceForm(scope, id, detail.detectors.map((each) => each.detector));
      show(side, facts, h('section', { class: 'card', id: 'silence' }, form.element));
    }
    show(facts, declaredFacts(detail));
    form.renew(detail.silences);
  };
  const facts = h('div', {});
  const load = () => api.organisation(id, chosen.minutes).then((detail) => scope.ended || draw(detail), (problem) => show(told, failure(problem)));

  scope.finally(() => inner?.end());
  scope.on('alert', (alert) => alert.organisation_id === id && load());
  scope.on('silence', load);
  scope.on('reset', load);
  scope.every(AGAIN_MS, () => document.activeElement?.closest('.chart-box, .filters') || load());
  onThisView({ u: () => go('/organisations'), s: () => document.querySelector('#silence input')?.focus() });
  show(scope.page, h('a', { class: 'crumb', href: '/organisations' }, `‹ ${t('nav.organisations')}`), told, h('div', { class: 'two' }, main, side));
  load();
}

function head(organisation, name) {
  return h('div', { class: 'title-row' }, h('h1', {}, name),
    h('span', { class: 'soft' }, [organisation.id === name ? null : organisation.id, organisation.sector].filter(Boolean).join(' · ')));
}

function chartCard(scope, { activity }, chosen, load) {
  const newest = lastStatus()?.newest_minute ?? now();
  const until = newest + MINUTE;
  const from = until - Number(chosen.minutes) * MINUTE;
  const most = lastStatus()?.activity_minutes ?? 1440;
  const select = h('select', { 'aria-label': t('chart.span'), onchange: () => {
    chosen.minutes = select.value;
    setFilters({ minutes: chosen.minutes === '720' ? '' : chosen.minutes });
    load();
  } }, SPANS.filter((each) => Number(each) <= most).map((each) => h('option', { value: each, selected: each === chosen.minutes }, t(`chart.span.${each}`))));
  return [h('div', { class: 'title-row' }, h('h2', {}, t('chart.title')), select),
    activity.minutes.length === 0 ? h('p', { class: 'soft' }, t('chart.none')) : activityChart(scope, activity, from, until, [])];
}

function alerts(list) {
  return h('section', { class: 'card' }, h('h2', {}, t('organisation.alerts')),
    list.length === 0 ? h('p', { class: 'soft' }, t('organisation.alerts.none'))
      : h('div', { class: 'plain-list' }, list.map((alert) => alertRow(alert, now(), false))),
    list.length === 0 ? null : h('p', { class: 'soft small spaced' }, t('organisation.alerts.count', { n: number(list.length) })));
}
