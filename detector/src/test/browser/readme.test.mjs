// SPDX-License-Identifier: Apache-2.0
// The README's pictures: a day of 180 made-up organisations, with attacks hidden in it, as the real console shows it. Only when asked
// (PICTURES=1 .ci/browser readme.test.mjs), because it takes minutes and changes files of the tree.
import test from 'node:test';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { closePage, launch, openPage } from './browser.mjs';
import { Detector } from './detector.mjs';

const FOLDER = fileURLToPath(new URL('../../../../deploy/screenshots/', import.meta.url));
const DAY = ['--organisation-count', '180', '--queries-per-day', '600000', '--for', '18h', '--events', 'none', '--attack', 'enumeration:bank-003@15h+2h', '--attack', 'harvest:telecom-002@13h+4h',
  '--attack', 'hijack:insurer-002@14h+3h', '--attack', 'canary:utility-001@17h+20m', '--attack', 'guessing:ministry-004@16h+1h', '--attack', 'harvest:bank-011@16h+2h'];

test('the README’s pictures', { skip: !process.env.PICTURES, timeout: 600_000 }, async () => {
  mkdirSync(FOLDER, { recursive: true });
  const detector = await new Detector().start();
  const browser = await launch();
  try {
    await detector.run('simulate', '--to-kafka', ...DAY).ended;
    for (let quiet = 0; quiet < 5; quiet = (await detector.get('/api/status')).lag_records === 0 ? quiet + 1 : 0) await new Promise((done) => setTimeout(done, 1_000));
    const { alerts } = await detector.get('/api/alerts');
    const shown = alerts.find((each) => each.organisation_id === 'bank-003') ?? alerts[0];
    const looks = [['queue', '/', 'light', 1440, '.alert-row'], ['alert', `/alerts/${shown.alert_id}`, 'light', 1440, '.chart canvas'], ['wall', '/organisations', 'dark', 1440, '.band.quiet .tile'],
      ['organisation', '/organisations/telecom-001', 'dark', 1440, '.chart canvas'], ['queue-phone', '/', 'light', 390, '.alert-row']];
    for (const [name, path, theme, width, there] of looks) {
      const page = await openPage(browser, detector.address, { path, theme, width, language: name === 'queue-phone' ? 'bn' : 'en' });
      await page.locator(there).first().waitFor();
      await page.waitForTimeout(500);
      await page.screenshot({ path: `${FOLDER}${name}.png` });
      await closePage(page);
    }
  } finally {
    await browser.close();
    await detector.stop();
  }
});
