// SPDX-License-Identifier: Apache-2.0
// What stands around every view: name, places, banner, clock, language, theme.
import { h, say, show } from '../dom.js';
import { chosenLanguage, setLanguage, t } from '../i18n.js';
import { chosenTheme, nextTheme } from '../theme.js';
import { api } from '../api.js';
import { isAnalyst, lastStatus, now, whoAmI } from '../here.js';
import { lost } from '../stream.js';
import { local, zoneName } from '../time.js';
import { digits } from '../i18n.js';
import { icon } from './icons.js';
import { help } from './help.js';
import { warnings } from './warnings.js';

const PLACES = [['/', 'nav.alerts'], ['/organisations', 'nav.organisations'], ['/coverage', 'nav.coverage'], ['/silences', 'nav.silences'], ['/decoys', 'nav.decoys']];

export function chrome(scope, redraw) {
  const banner = h('div', { role: 'alert' });
  const live = h('span', { class: 'live' });
  const clock = h('div', { class: 'clock', 'aria-hidden': 'true' });
  const renew = () => {
    renewBanner(banner);
    renewLive(live);
  };
  const tick = () => renewClock(clock);
  scope.heard('statuschange', renew);
  scope.heard('linechange', renew);
  scope.every(1_000, tick);
  renew();
  tick();
  return [
    h('a', { class: 'skip', href: '#page' }, t('skip')),
    h('header', { class: 'head' }, h('div', { class: 'head-inner' },
      h('a', { class: 'brand', href: '/' }, icon('shield'), 'Nidwatch'),
      h('nav', { class: 'nav', 'aria-label': t('nav') }, PLACES.map(place)),
      h('div', { class: 'tools' }, live, clock, languageButton(redraw), themeButton(), helpButton(), leaveButton()))),
    banner,
  ];
}

function place([address, key]) {
  if (address === '/decoys' && !isAnalyst()) return null;
  const here = address === '/' ? location.pathname === '/' || location.pathname.startsWith('/alerts') : location.pathname.startsWith(address);
  return h('a', { href: address, 'aria-current': here ? 'page' : false }, t(key));
}

function renewBanner(banner) {
  const found = warnings(lastStatus(), lost(), now());
  const text = found.map((each) => each.text).join(' ');
  if (banner.dataset.text === text) return;
  banner.dataset.text = text;
  const bad = found.some((each) => each.bad);
  show(banner, found.length === 0 ? null
    : h('div', { class: bad ? 'banner bad' : 'banner' }, h('div', {}, icon('warning'), h('span', {}, h('strong', {}, found[0].title), ' ', text))));
}

function renewLive(live) {
  const away = lost() !== null;
  live.classList.toggle('lost', away);
  show(live, icon(away ? 'broken' : 'dot'), h('span', {}, t(away ? 'live.lost' : 'live.on')));
}

function renewClock(clock) {
  const here = local(now()).slice(0, -3);
  if (clock.dataset.text === here) return;
  clock.dataset.text = here;
  const utc = digits(new Date(now()).toISOString().slice(11, 16));
  show(clock, h('div', {}, `${here} ${zoneName() === 'UTC' ? 'UTC' : zoneName()}`), zoneName() === 'UTC' ? null : h('div', {}, `${utc} UTC`));
}

function languageButton(redraw) {
  const other = chosenLanguage() === 'en' ? 'bn' : 'en';
  return h('button', {
    class: 'plain', type: 'button', lang: other, id: 'language',
    onclick: () => {
      setLanguage(other);
      redraw();
      document.getElementById('language')?.focus();
    },
  }, other === 'bn' ? 'বাংলা' : 'English');
}

function themeButton() {
  const button = h('button', { class: 'plain', type: 'button', id: 'theme', onclick: () => {
    nextTheme();
    say(button, t(`theme.${chosenTheme()}`));
  } }, t(`theme.${chosenTheme()}`));
  return button;
}

function helpButton() {
  return h('button', { class: 'plain', type: 'button', 'aria-label': t('help'), onclick: help }, '?');
}

function leaveButton() {
  if (whoAmI()?.authentication !== 'session') return null;
  return h('button', { class: 'plain', type: 'button', title: whoAmI().name, onclick: async () => {
    await api.logout().catch(() => null);
    dispatchEvent(new Event('loginneeded'));
  } }, t('logout'));
}
