// SPDX-License-Identifier: Apache-2.0
// Every place for people who see, hear or move otherwise: axe finds nothing serious, in both themes and languages, and nothing
// sticks out of a telephone.
import test from 'node:test';
import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import { stage, NOW } from './stage.mjs';
import { uuid } from './made-up.mjs';
import { closePage } from './browser.mjs';

const play = stage();
const HOUR = 3_600_000;
const PLACES = ['/', `/alerts/${uuid(1)}`, '/organisations', '/organisations/bank-001', '/coverage', '/silences', '/decoys', '/guides/canary-hit', '/nowhere'];
const LOOKS = [{ width: 1440, theme: 'light', language: 'en' }, { width: 1440, theme: 'dark', language: 'bn' }, { width: 390, theme: 'light', language: 'bn' }, { width: 390, theme: 'dark', language: 'en' }];

function furnish(world) {
  world.spans.push({ from: NOW - 2 * HOUR, to: NOW - HOUR, partition: 3, organisation: null, cause: 'LAG' });
  world.silences.push({ id: 'bank-001/all/65f0', organisation: 'bank-001', detector: null, from: NOW - HOUR, until: NOW + HOUR, ceiling: null, approver: 'R. Akter', reason: 'announced', state: 'IN_FORCE' });
  world.probes = [{ id: '1ef24d52-6b02caf7', asked_at: NOW - HOUR, from: NOW - HOUR, until: NOW - HOUR + 240_000, note: 'bot 7, desk 2', state: 'OVER', alerts: [uuid(1)] }];
  world.canaries = [{ id: '1ef24d52', label: 'decoy 31', planted_for: 'bank-004' }];
  const alert = world.alerts.get(uuid(2));
  world.alerts.set(uuid(2), { ...alert, silenced_by: ['bank-001/all/65f0'], disposition: { verdict: 'TRUE_POSITIVE', analyst: 'R. Akter', note: '', decided_at: NOW } });
}

for (const look of LOOKS) {
  test(`axe finds nothing serious at ${look.width} pixels, ${look.theme}, ${look.language}`, () => play({ alerts: 8 }, async ({ world, mock, open }) => {
    furnish(world);
    for (const path of PLACES) {
      const page = await open(path, look);
      mock.tellStatus({ behind: true, ready: false, lag_records: 250_000 });
      await page.locator('main h1, main h2').first().waitFor();
      await page.locator('.banner').waitFor();
      await page.waitForTimeout(300);
      const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']).analyze();
      const serious = violations.filter((each) => ['serious', 'critical'].includes(each.impact));
      assert.deepEqual(serious.map((each) => `${path} ${each.id}: ${each.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`), []);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${path} is ${over} pixels too wide`);
      await closePage(page);
    }
  }));
}

test('the login form has nothing serious either', () => play({ alerts: 1, token: 'secret' }, async ({ open }) => {
  const page = await open();
  await page.getByLabel('Access token').waitFor();
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.filter((each) => ['serious', 'critical'].includes(each.impact)).map((each) => each.id), []);
}));
