// SPDX-License-Identifier: Apache-2.0
// Pictures of every place, for people to look at: at 1440 and 390 pixels, light and dark. What is checked is that each could be made.
import test from 'node:test';
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { stage, NOW } from './stage.mjs';
import { closePage } from './browser.mjs';
import { uuid } from './made-up.mjs';

const play = stage();
const FOLDER = fileURLToPath(new URL('../../../target/pictures/', import.meta.url));
const HOUR = 3_600_000;
const PLACES = { queue: '/', alert: `/alerts/${uuid(2)}`, wall: '/organisations', organisation: '/organisations/bank-003', coverage: '/coverage' };
const LOOKS = [[1440, 'light', 'en'], [1440, 'dark', 'bn'], [390, 'light', 'bn'], [390, 'dark', 'en']];

test('every place, large and small, light and dark', () => play({ alerts: 14 }, async ({ world, open }) => {
  mkdirSync(FOLDER, { recursive: true });
  world.spans.push({ from: NOW - 7 * HOUR, to: NOW - 6.6 * HOUR, partition: 3, organisation: null, cause: 'RESTORE' });
  for (const [width, theme, language] of LOOKS) {
    for (const [name, path] of Object.entries(PLACES)) {
      const page = await open(path, { width, theme, language });
      await page.locator({ queue: '.alert-row', alert: '.chart canvas', wall: '.band.quiet .tile', organisation: '.chart canvas', coverage: '.strip' }[name]).first().waitFor();
      await page.screenshot({ path: `${FOLDER}${name}-${width}-${theme}-${language}.png`, fullPage: name === 'alert' });
      await closePage(page);
    }
  }
}));
