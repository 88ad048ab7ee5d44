// SPDX-License-Identifier: Apache-2.0
// Begins here: who is there, which language, which view; and begins again after a login.
import { h, show } from './dom.js';
import { readLanguage, t } from './i18n.js';
import { readTheme } from './theme.js';
import { find, go, route, start } from './router.js';
import { meet, setStatus } from './here.js';
import { hush, listen, on } from './stream.js';
import { api } from './api.js';
import { onThisView, everywhere } from './keys.js';
import { Scope } from './scope.js';
import { chrome } from './parts/chrome.js';
import { help } from './parts/help.js';
import { queue } from './views/queue.js';
import { alertPage } from './views/alert.js';
import { wall } from './views/wall.js';
import { organisationPage } from './views/organisation.js';
import { coverage } from './views/coverage.js';
import { silences } from './views/silences.js';
import { decoys } from './views/decoys.js';
import { guide } from './views/guide.js';
import { login } from './views/login.js';
import { nothing } from './views/nothing.js';

const root = document.getElementById('console');
let scope = null;
let begun = false;

route('/', queue);
route('/alerts/:id', alertPage);
route('/organisations', wall);
route('/organisations/:id', organisationPage);
route('/coverage', coverage);
route('/silences', silences);
route('/decoys', decoys);
route('/guides/:id', guide);

/** Draws the view of the address into a new page. */
function render(view = null, parts = {}) {
  scope?.end();
  const page = h('main', { class: 'page', id: 'page', tabindex: '-1' });
  scope = new Scope(page);
  onThisView({});
  const found = view ? { view, parts } : find(location.pathname) ?? { view: nothing, parts: {} };
  show(root, begun ? chrome(scope, () => render()) : null, page);
  found.view(scope, found.parts);
  if (!document.activeElement || document.activeElement === document.body) page.focus({ preventScroll: true });
}

function askForToken() {
  begun = false;
  hush();
  render(login(begin));
}

async function begin() {
  try {
    await meet();
  } catch (problem) {
    if (problem.status !== 401) {
      show(root, h('main', { class: 'page' }, h('div', { class: 'card empty', role: 'alert' }, h('h1', {}, t('start.failed')), h('p', {}, problem.message))));
      setTimeout(begin, 3_000);
    }
    return;
  }
  await listen();
  begun = true;
  render();
}

readLanguage();
readTheme();
addEventListener('loginneeded', askForToken);
addEventListener('refused', () => begun && api.me().catch(() => null));
on('status', setStatus);
everywhere({
  '?': help,
  a: () => go('/'),
  o: () => go('/organisations'),
  c: () => go('/coverage'),
});
start(() => (begun ? render() : begin()));
