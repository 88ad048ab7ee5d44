// SPDX-License-Identifier: Apache-2.0
// Instants in the configured zone and in UTC, ages and spans.
import { digits, t } from './i18n.js';
import { h } from './dom.js';

let zone = 'UTC';
let clock = Date.now;
const formats = new Map();

export function setZone(name) {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    zone = name;
  } catch {
    zone = 'UTC';
  }
}

/** Where "now" comes from: the server's clock. */
export function setClock(now) {
  clock = now;
}

export function zoneName() {
  return zone;
}

/** Epoch milliseconds of a number or an ISO-8601 text; NaN of nothing. */
export function millis(value) {
  if (value === null || value === undefined || value === '') return NaN;
  return typeof value === 'number' ? value : Date.parse(value);
}

function parts(at, timeZone) {
  if (!formats.has(timeZone)) {
    formats.set(timeZone, new Intl.DateTimeFormat('en-GB', {
      timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit',
      hour: '2-digit', minute: '2-digit', second: '2-digit',
    }));
  }
  return Object.fromEntries(formats.get(timeZone).formatToParts(at).map(({ type, value }) => [type, value]));
}

function written(at, timeZone) {
  const p = parts(at, timeZone);
  return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}:${p.second}`;
}

/** Date and time in the configured zone. */
export function local(value) {
  const at = millis(value);
  return Number.isNaN(at) ? '–' : digits(written(at, zone));
}

/** Time of day in the configured zone, with the date unless it is that of `now`. */
export function shortly(value, now = clock()) {
  const at = millis(value);
  if (Number.isNaN(at)) return '–';
  const [day, time] = written(at, zone).split(' ');
  return digits(day === written(now, zone).slice(0, 10) ? time.slice(0, 5) : `${day} ${time.slice(0, 5)}`);
}

/** In the configured zone and, where that is another one, in UTC. */
export function both(value) {
  const at = millis(value);
  if (Number.isNaN(at)) return '–';
  const here = written(at, zone);
  if (zone === 'UTC') return digits(`${here} UTC`);
  const utc = written(at, 'UTC');
  const other = utc.slice(0, 10) === here.slice(0, 10) ? utc.slice(11) : utc;
  return `${digits(here)} (${zone}), ${digits(other)} UTC`;
}

/** A time element: short to read, exact to point at. */
export function timeElement(value, form = local) {
  const at = millis(value);
  if (Number.isNaN(at)) return h('span', {}, '–');
  return h('time', { datetime: new Date(at).toISOString(), title: both(at) }, form(at));
}

/** A span in its two largest units at most. */
export function span(milliseconds) {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  if (seconds < 60) return t('span.s', { s: seconds });
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return t('span.m', { m: minutes });
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? t('span.hm', { h: hours, m: minutes % 60 }) : t('span.h', { h: hours });
  const days = Math.floor(hours / 24);
  return hours % 24 ? t('span.dh', { d: days, h: hours % 24 }) : t('span.d', { d: days });
}

/** An ISO-8601 duration (P1D, PT1H, PT1M) as a span; other text as it is. */
export function window(iso) {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(iso ?? '');
  if (!match) return iso ?? '';
  const [d, hours, m, seconds] = match.slice(1).map((each) => Number(each ?? 0));
  return span((((d * 24 + hours) * 60 + m) * 60 + seconds) * 1000);
}

/** What `datetime-local` shows and takes, in the configured zone. */
export function forInput(at) {
  return written(at, zone).replace(' ', 'T').slice(0, 16);
}

/** The instant of such an input. Asked twice, because the zone's offset may differ at the answer. */
export function fromInput(text) {
  const wall = Date.parse(`${text}:00Z`);
  let at = wall;
  for (let i = 0; i < 2; i++) at = wall - (Date.parse(`${written(at, zone).replace(' ', 'T')}Z`) - at);
  return at;
}
