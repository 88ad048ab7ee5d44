// SPDX-License-Identifier: Apache-2.0
// The queue: what is open, worst first, of the same severity the oldest first.
import { alertAddress } from '../addresses.js';
import { h, say, show } from '../dom.js';
import { number, t } from '../i18n.js';
import { api } from '../api.js';
import { now } from '../here.js';
import { filters, go, setFilters } from '../router.js';
import { onThisView } from '../keys.js';
import { LongList } from '../list.js';
import { AlertStock } from '../stock.js';
import { alertRow } from '../parts/alertrow.js';
import { filterBar } from '../parts/filterbar.js';
import { emptiness, failure } from './nothing.js';

const SOON_MS = 100;
const NEAR_END = 40; // rows before the end of what is loaded at which the next page is asked for

export function queue(scope) {
  const chosen = { phase: 'open', sort: 'severity', ...filters() };
  const fresh = new Set();
  const list = new LongList({ key: (alert) => alert.alert_id, label: t('queue.list'), row: (alert) => alertRow(alert, now(), fresh.has(alert.alert_id)) });
  const stock = new AlertStock(chosen);
  const heading = h('h1', {}, t('queue.title'));
  const told = h('p', { class: 'soft small', role: 'status' });
  const body = h('div', {});
  const reload = async () => {
    setFilters({ ...chosen, phase: chosen.phase === 'open' ? '' : chosen.phase, sort: chosen.sort === 'severity' ? '' : chosen.sort });
    await stock.load().then(renew, (problem) => show(body, failure(problem)));
  };
  const bar = filterBar(chosen, reload);
  const renew = () => {
    if (scope.ended) return;
    list.set(stock.alerts);
    if (stock.alerts.length > 0) {
      if (!list.element.isConnected) show(body, list.element);
      list.draw();
    } else show(body, stock.loaded ? empty(chosen) : null);
    bar.count(stock.open);
    const open = Object.values(stock.open).reduce((sum, each) => sum + each, 0);
    document.title = `${open > 0 ? `(${number(open)}) ` : ''}${t('queue.title')} – Nidwatch`;
    say(told, stock.loaded ? t('queue.shown', { n: stock.total }) : t('loading'));
  };
  // However much pours in, the list is drawn a few times a second. A timer, no frame: the title counts in a hidden tab, too.
  let due = 0;
  const soon = () => {
    due ||= setTimeout(() => {
      due = 0;
      renew();
    }, SOON_MS);
  };
  const more = () => {
    const bottom = list.element.isConnected && list.element.getBoundingClientRect().bottom;
    if (bottom !== false && bottom < innerHeight + NEAR_END * list.height()) stock.more().then((came) => came && renew(), () => null);
  };

  scope.on('alert', (alert) => {
    if (stock.take(alert) === 'new') {
      fresh.add(alert.alert_id);
      setTimeout(() => fresh.delete(alert.alert_id), 6_000);
    }
    soon();
  });
  scope.on('disposition', ({ alert_id: id, disposition }) => stock.change(id, { disposition }) && soon());
  scope.on('status', (status) => {
    stock.open = status.open;
    soon();
  });
  scope.on('silence', () => stock.refreshLater(renew));
  scope.on('reset', reload);
  scope.heard('scroll', more);
  scope.every(30_000, () => list.refresh());
  scope.finally(() => list.close());
  const move = (step) => () => {
    list.move(step);
    more();
  };
  onThisView({
    j: move(1), k: move(-1), ArrowDown: move(1), ArrowUp: move(-1),
    '/': () => bar.search.focus(),
    d: () => act(list, 'decide'),
    s: () => act(list, 'silence'),
  });
  show(scope.page, h('div', { class: 'title-row' }, heading, told), bar.element, body);
  reload();
}

function act(list, what) {
  const alert = list.current();
  if (alert) go(`${alertAddress(alert.alert_id)}#${what}`);
}

function empty(chosen) {
  const filtered = chosen.severity || chosen.shape || chosen.text || chosen.organisation;
  if (filtered) return emptiness(t('queue.none.filtered'), t('queue.none.filtered.text'), h('a', { href: '/' }, t('queue.none.reset')));
  return emptiness(t('queue.none'), t('queue.none.text'), h('a', { href: '/coverage' }, t('queue.none.coverage')));
}
