// SPDX-License-Identifier: Apache-2.0
// The other places: wall, organisation, coverage, decoys; the banner; and what happens when the server goes away.
import test from 'node:test';
import assert from 'node:assert/strict';
import { stage, NOW } from './stage.mjs';
import { inked } from './browser.mjs';

const play = stage();
const HOUR = 3_600_000;

test('the wall shows every organisation, those with an alert first, and moves with the activity', () => play({ alerts: 4 }, async ({ world, mock, open }) => {
  const page = await open('/organisations');
  await page.waitForFunction(() => document.querySelectorAll('.tile').length === 180);
  assert.equal(await page.locator('.band.alert .tile').count(), 4);
  const quiet = [...world.organisations.values()].find((each) => each.open_alerts === 0 && each.risk < 40);
  mock.tell('activity', { organisations: [{ ...quiet, risk: 97 }] });
  await page.locator('.band.near').getByText(quiet.name, { exact: true }).waitFor();
  await page.getByLabel('Search name, id, sector').fill('telecom');
  await page.waitForURL(/text=telecom/);
  await page.waitForFunction(() => [...document.querySelectorAll('.tile')].every((tile) => /telecom/i.test(tile.textContent)));
}));

test('an organisation’s page says why there is no alert', () => play({ alerts: 0 }, async ({ world, open }) => {
  const quiet = [...world.organisations.values()].find((each) => each.risk > 10 && each.risk < 40);
  const page = await open(`/organisations/${quiet.id}`);
  await page.getByText('Why is there no alert?').waitFor();
  const text = await page.locator('main').innerText();
  assert.match(text, /No detector reached its threshold\. The nearest was “.+”, at \d+% of it\./);
  assert.ok(text.includes('40,000') && text.includes('Stipend payments'));
  assert.ok((await inked(page)) > 2_000);
  await page.getByRole('combobox', { name: 'Time shown' }).selectOption('1440');
  await page.waitForURL(/minutes=1440/);
}));

test('coverage tells when nobody looked', () => play({ alerts: 0 }, async ({ world, mock, open }) => {
  const page = await open('/coverage');
  await page.getByText('Everything was watched.').waitFor();
  world.spans.push({ from: NOW - 2 * HOUR, to: NOW - HOUR, partition: 3, organisation: null, cause: 'RESTORE' });
  mock.tell('coverage', world.spans[0]);
  await page.getByText('Not everything was watched for 1 h').waitFor();
  await page.getByRole('cell', { name: 'Partition 3' }).waitFor();
}));

test('the banner says when the detector is behind, blind or not looking, and goes again', () => play({ alerts: 1 }, async ({ mock, open }) => {
  const page = await open();
  const banner = page.locator('.banner');
  await page.locator('.alert-row').waitFor();
  assert.equal(await banner.count(), 0);
  mock.tellStatus({ ready: false, behind: true, lag_records: 250_000 });
  await banner.getByText('The detector is behind. 250,000 queries wait').waitFor();
  mock.tellStatus({ ready: true, behind: false, blind: true, blind_spans: 1 });
  await banner.getByText('1 blind span ended in the last two minutes').waitFor();
  mock.tellStatus({ ready: false, blind: true, reason: 'waiting for Kafka' });
  await banner.getByText('waiting for Kafka.').waitFor();
  mock.tellStatus({ ready: true, blind: false, feed: { state: 'BROKEN', reason: 'x', as_of: NOW - 60_000, unreadable: 0 } });
  await banner.getByText('This page is out of date.').waitFor();
  mock.tellStatus({ feed: { state: 'CURRENT', reason: 'x', as_of: NOW, unreadable: 0 } });
  await banner.waitFor({ state: 'detached' });
}));

test('a lost connection is said, and what was missed is read when it is back', () => play({ alerts: 1 }, async ({ world, mock, open }) => {
  const page = await open();
  await page.locator('.alert-row').waitFor();
  mock.refuse = true;
  for (const stream of mock.streams) stream.destroy();
  await page.locator('.banner').getByText('Connection lost.').waitFor();
  world.addAlert(70, { organisation_name: 'Meanwhile', severity: 'HIGH' });
  mock.refuse = false;
  await page.getByText('Meanwhile').waitFor();
  await page.locator('.banner').waitFor({ state: 'detached' });
}));

test('probes and decoys are shown without any number', () => play({ alerts: 0 }, async ({ world, open }) => {
  world.probes = [{ id: '1ef24d52-6b02caf7', asked_at: NOW - HOUR, from: NOW - HOUR, until: NOW - HOUR + 240_000, note: 'bot 7, desk 2', state: 'OVER', alerts: [] }];
  world.canaries = [{ id: '1ef24d52', label: 'decoy 31', planted_for: 'bank-004' }];
  const page = await open('/decoys');
  await page.getByRole('cell', { name: 'bot 7, desk 2' }).waitFor();
  await page.getByRole('cell', { name: 'decoy 31' }).waitFor();
}));

test('the language and the theme are switched, and kept', () => play({ alerts: 2 }, async ({ open }) => {
  const page = await open();
  await page.getByRole('button', { name: 'বাংলা' }).click();
  await page.getByRole('heading', { name: 'সতর্কবার্তা' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), 'bn');
  await page.locator('#theme').click();
  await page.locator('#theme').click();
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), 'rgb(13, 20, 26)');
  await page.reload();
  await page.getByRole('heading', { name: 'সতর্কবার্তা' }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
}));

test('where a token is asked for in the middle of the night, the page asks for it', () => play({ alerts: 2, token: 'secret' }, async ({ mock, open }) => {
  const page = await open();
  await page.getByLabel('Access token').fill('secret');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.locator('.alert-row').first().waitFor();
  await page.context().clearCookies();
  await page.getByRole('link', { name: 'Organisations' }).click();
  await page.getByLabel('Access token').waitFor();
  await page.getByLabel('Access token').fill('secret');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.locator('.tile').first().waitFor();
  await page.context().clearCookies();
  for (const stream of mock.streams) stream.destroy();
  await page.getByLabel('Access token').waitFor(); // nobody clicked anything
}));
