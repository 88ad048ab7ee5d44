// SPDX-License-Identifier: Apache-2.0
// All organisations by risk, in bands: who has an alert, who is near one, who is raised, and the many quiet ones small.
import { h, say, show } from '../dom.js';
import { number, t } from '../i18n.js';
import { api } from '../api.js';
import { filters, setFilters } from '../router.js';
import { onThisView } from '../keys.js';
import { bandOf, BANDS, tile } from '../parts/tile.js';
import { emptiness, failure } from './nothing.js';

const TILES_A_FRAME = 60;
const ORDER_MS = 5_000; // tiles change where they stand; their order only so often, or nobody could click one

export function wall(scope) {
  document.title = `${t('nav.organisations')} – Nidwatch`;
  const known = new Map();
  const chosen = filters();
  const body = h('div', {});
  const told = h('p', { class: 'soft small', role: 'status' }, t('loading'));
  const bands = Object.fromEntries(BANDS.map((name) => [name, band(name)]));
  const drawn = new Map(); // id -> {organisation, band, element}
  let frame = 0;

  const draw = () => {
    const text = (chosen.text ?? '').toLowerCase();
    const wanted = [...known.values()].filter((each) => !text || `${each.id} ${each.name} ${each.sector}`.toLowerCase().includes(text));
    wanted.sort((a, b) => rank(a) - rank(b) || worst(a) - worst(b) || (b.risk ?? -1) - (a.risk ?? -1) || (a.id < b.id ? -1 : 1));
    const lists = Object.fromEntries(BANDS.map((name) => [name, wanted.filter((each) => bandOf(each) === name)]));
    for (const name of BANDS) bands[name].head(lists[name].length);
    cancelAnimationFrame(frame);
    fill(BANDS.flatMap((name) => lists[name].map((each) => [name, each])), 0);
    say(told, t('wall.shown', { n: wanted.length, all: known.size }));
  };
  /** A few tiles a frame, so that the page answers meanwhile. */
  const fill = (pieces, from) => {
    if (from === 0) {
      const stay = new Set(pieces.map(([, each]) => each.id));
      for (const [id, made] of drawn) if (!stay.has(id)) (made.element.remove(), drawn.delete(id));
    }
    const places = Object.fromEntries(BANDS.map((name) => [name, pieces.slice(0, from).filter(([each]) => each === name).length]));
    for (const [name, each] of pieces.slice(from, from + TILES_A_FRAME)) put(name, each, places[name]++);
    if (from + TILES_A_FRAME < pieces.length) frame = requestAnimationFrame(() => fill(pieces, from + TILES_A_FRAME));
  };
  const put = (name, organisation, place) => {
    const list = bands[name].tiles;
    let made = drawn.get(organisation.id);
    if (made?.organisation !== organisation || made.band !== name) {
      const focused = made?.element.contains(document.activeElement);
      made?.element.remove();
      made = { organisation, band: name, element: tile(organisation, name) };
      drawn.set(organisation.id, made);
      if (list.children[place] !== made.element) list.insertBefore(made.element, list.children[place] ?? null);
      if (focused) made.element.focus({ preventScroll: true });
    } else if (list.children[place] !== made.element) list.insertBefore(made.element, list.children[place] ?? null);
  };
  const load = async () => {
    try {
      const { organisations, dropped } = await api.organisations();
      if (scope.ended) return;
      known.clear();
      for (const each of organisations) known.set(each.id, each);
      if (known.size === 0) show(body, emptiness(t('wall.none'), t('wall.none.text')));
      else show(body, BANDS.map((name) => bands[name].element), dropped > 0 ? h('p', { class: 'soft' }, t('wall.dropped', { n: dropped })) : null);
      draw();
    } catch (problem) {
      show(body, failure(problem));
    }
  };
  const search = h('input', { type: 'search', placeholder: t('wall.search'), 'aria-label': t('wall.search'), oninput: () => {
    chosen.text = search.value.trim();
    setFilters(chosen);
    draw();
  } });
  search.value = chosen.text ?? '';
  let changed = false;
  scope.on('activity', ({ organisations }) => {
    for (const each of organisations) known.set(each.id, each);
    changed = true;
  });
  scope.on('alert', (alert) => load.soon(alert));
  load.soon = later(load, 500);
  scope.on('reset', load);
  scope.every(ORDER_MS, () => {
    if (changed && known.size > 0 && drawn.size > 0) draw();
    changed = false;
  });
  scope.finally(() => cancelAnimationFrame(frame));
  onThisView({ '/': () => search.focus() });
  show(scope.page, h('div', { class: 'title-row' }, h('h1', {}, t('wall.title')), told), h('div', { class: 'filters', role: 'search' }, search), body);
  load();
}

const WORST = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', null];

function worst({ worst_open: severity }) {
  return WORST.indexOf(severity);
}

function rank(organisation) {
  return BANDS.indexOf(bandOf(organisation));
}

function band(name) {
  const count = h('span', {});
  const tiles = h('div', { class: 'tiles' });
  const element = h('section', { class: `band ${name}` }, h('h2', {}, t(`band.${name}`), ' ', count, ' ', h('span', { class: 'soft' }, t(`band.${name}.text`))), tiles);
  return { element, tiles, head: (size) => {
    element.hidden = size === 0;
    say(count, number(size));
  } };
}

function later(action, milliseconds) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
}
