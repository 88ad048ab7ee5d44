// SPDX-License-Identifier: Apache-2.0
// When nobody was looking: then "no alert" does not mean "no leak".
import { organisationAddress } from '../addresses.js';
import { h, show, styled } from '../dom.js';
import { percent, t } from '../i18n.js';
import { api } from '../api.js';
import { lastStatus, now } from '../here.js';
import { filters, setFilters } from '../router.js';
import { local, shortly, span } from '../time.js';
import { emptiness, failure } from './nothing.js';
import { statusFacts } from '../parts/statusfacts.js';

const HOUR = 3_600_000;
const SPANS = { 24: 24 * HOUR, 168: 168 * HOUR, 720: 720 * HOUR };
const ROWS = 200;

export function coverage(scope) {
  document.title = `${t('nav.coverage')} – Nidwatch`;
  const chosen = { hours: '24', ...filters() };
  const body = h('div', {});
  const facts = h('div', {});
  const select = h('select', { 'aria-label': t('coverage.span'), onchange: () => {
    chosen.hours = select.value;
    setFilters({ hours: chosen.hours === '24' ? '' : chosen.hours });
    load();
  } }, Object.keys(SPANS).map((hours) => h('option', { value: hours, selected: hours === chosen.hours }, t(`coverage.span.${hours}`))));
  const load = async () => {
    try {
      const until = now();
      const found = await api.coverage(Math.round(until - (SPANS[chosen.hours] ?? SPANS[24])), Math.round(until));
      if (!scope.ended) show(body, strip(found), found.spans.length === 0 ? emptiness(t('coverage.none'), t('coverage.none.text')) : table(found.spans));
    } catch (problem) {
      show(body, failure(problem));
    }
  };
  const renew = () => show(facts, statusFacts(lastStatus()));
  scope.on('coverage', load);
  scope.on('reset', load);
  scope.heard('statuschange', renew);
  scope.every(60_000, load);
  show(scope.page, h('div', { class: 'title-row' }, h('h1', {}, t('coverage.title')), select), h('p', { class: 'soft' }, t('coverage.text')), body, facts);
  renew();
  load();
}

function strip({ from, until, spans, blind_millis: blind }) {
  const length = until - from;
  const place = (at) => `${Math.max(0, Math.min(100, ((at - from) / length) * 100))}%`;
  const marks = spans.map((each) => styled(h('i', { title: `${local(each.from)} – ${local(each.to)}: ${t(`cause.${each.cause}`)}` }),
    { left: place(each.from), right: `calc(100% - ${place(each.to)})` }));
  const scale = [0, 0.25, 0.5, 0.75, 1].map((part) => h('span', {}, shortly(from + part * length, until)));
  return h('section', { class: 'card' },
    h('p', {}, h('strong', {}, blind === 0 ? t('coverage.all') : t('coverage.blind', { span: span(blind), part: percent(blind / length) }))),
    h('div', { class: 'strip', 'aria-hidden': 'true' }, marks), h('div', { class: 'strip-scale', 'aria-hidden': 'true' }, scale));
}

function table(spans) {
  const newest = [...spans].reverse();
  return h('section', { class: 'card' }, h('h2', {}, t('coverage.spans')), h('div', { class: 'scrolls', tabindex: '0', role: 'region', 'aria-label': t('coverage.spans') }, h('table', {},
    h('thead', {}, h('tr', {}, ['from', 'to', 'length', 'who', 'cause'].map((each) => h('th', { scope: 'col' }, t(`coverage.${each}`))))),
    h('tbody', {}, newest.slice(0, ROWS).map((each) => h('tr', {}, h('td', {}, local(each.from)), h('td', {}, local(each.to)), h('td', {}, span(each.to - each.from)),
      h('td', {}, whom(each)), h('td', {}, t(`cause.${each.cause}`), h('span', { class: 'soft small block' }, t(`cause.${each.cause}.text`)))))))),
  newest.length > ROWS ? h('p', { class: 'soft small' }, t('coverage.more', { n: newest.length - ROWS })) : null);
}

function whom({ organisation, partition }) {
  if (organisation) return h('a', { href: organisationAddress(organisation) }, organisation);
  return partition === null ? t('coverage.everybody') : t('coverage.partition', { partition: String(partition) });
}
