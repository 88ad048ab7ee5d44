// SPDX-License-Identifier: Apache-2.0
import test from 'node:test';
import assert from 'node:assert/strict';
import { stage } from './stage.mjs';
import { uuid } from './made-up.mjs';

const play = stage();
const rows = (page) => page.locator('.alert-row');

async function order(page) {
  // Rows stand where their transform says, not where the document has them.
  return rows(page).evaluateAll((all) => all.map((each) => ({ top: each.getBoundingClientRect().top, severity: each.querySelector('.severity').textContent, id: each.pathname.split('/').at(-1) })).sort((a, b) => a.top - b.top));
}

test('open alerts stand worst first, of the same severity the oldest first', () => play({ alerts: 40 }, async ({ world, open }) => {
  const page = await open();
  await rows(page).first().waitFor();
  const rank = ['Critical', 'High', 'Medium', 'Low'];
  const shown = await order(page);
  for (let i = 1; i < shown.length; i++) {
    const [a, b] = [shown[i - 1], shown[i]];
    const older = world.alerts.get(a.id).detected_at <= world.alerts.get(b.id).detected_at;
    assert.ok(rank.indexOf(a.severity) < rank.indexOf(b.severity) || (a.severity === b.severity && older), `row ${i}`);
  }
}));

test('a new alert appears without a reload, at its place, and goes when it closes', () => play({ alerts: 5 }, async ({ world, mock, open }) => {
  const page = await open();
  await rows(page).nth(4).waitFor();
  await page.evaluate(() => (window.sameDocument = true));
  const alert = world.addAlert(50, { severity: 'CRITICAL', phase: 'OPENED', shape: 'CANARY', organisation_name: 'Bank of the test', episode_start: world.now - 200_000, detected_at: world.now - 200_000 });
  const told = Date.now();
  mock.tell('alert', alert);
  await page.getByText('Bank of the test').waitFor();
  assert.ok(Date.now() - told < 2_000, `it took ${Date.now() - told} ms`);
  assert.equal((await order(page)).findIndex((each) => each.id === alert.alert_id), (await order(page)).filter((each) => each.severity === 'Critical').length - 1);
  mock.tell('alert', { ...alert, open: false, phase: 'CLOSED', episode_end: world.now });
  await page.getByText('Bank of the test').waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => window.sameDocument), true);
}));

test('filters stand in the address, and a link shows the same to somebody else', () => play({ alerts: 60 }, async ({ open }) => {
  const page = await open();
  await rows(page).first().waitFor();
  await page.getByRole('button', { name: /^Critical/ }).click();
  await page.getByRole('button', { name: /^High/ }).click();
  await page.getByRole('combobox', { name: 'Order' }).selectOption('newest');
  await page.waitForURL(/severity=CRITICAL%2CHIGH/);
  await page.waitForURL(/sort=newest/);
  const other = await open(new URL(page.url()).pathname + new URL(page.url()).search);
  await rows(other).first().waitFor();
  const severities = new Set((await order(other)).map((each) => each.severity));
  assert.deepEqual([...severities].sort(), ['Critical', 'High']);
  assert.equal(await other.getByRole('button', { name: /^Critical/ }).getAttribute('aria-pressed'), 'true');
}));

test('search asks the server, and says when nothing matches', () => play({ alerts: 30 }, async ({ open }) => {
  const page = await open();
  await rows(page).first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('bank');
  await page.waitForURL(/text=bank/);
  await page.waitForFunction(() => [...document.querySelectorAll('.alert-row')].every((row) => /bank/i.test(row.textContent)));
  await page.keyboard.type(' that is nowhere');
  await page.getByText('No alert matches these filters').waitFor();
}));

test('the keyboard is enough: j, k, Enter, u, d, s, ?, Escape', () => play({ alerts: 30 }, async ({ open }) => {
  const page = await open();
  await rows(page).first().waitFor();
  const all = await order(page);
  const focused = () => page.evaluate(() => document.activeElement.pathname?.split('/').at(-1));
  await page.keyboard.press('j');
  assert.equal(await focused(), all[0].id);
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  assert.equal(await focused(), all[1].id);
  assert.notEqual(await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle), 'none');
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/alerts/${all[1].id}`);
  await page.locator('#decide input').first().waitFor();
  await page.keyboard.press('d');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'verdict');
  await page.keyboard.press('Escape');
  await page.keyboard.press('s');
  assert.equal(await page.evaluate(() => document.activeElement.name), 'until');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.keyboard.press('u');
  await rows(page).first().waitFor();
}));

test('an empty queue says so, and leads to what was not watched', () => play({ alerts: 0 }, async ({ open }) => {
  const page = await open();
  await page.getByText('No open alerts').waitFor();
  await page.getByText('Was everything watched?').click();
  await page.getByRole('heading', { name: 'Coverage' }).waitFor();
}));

test('what comes from outside is text, whatever it holds', () => play({ alerts: 1 }, async ({ world, open }) => {
  const nasty = '<img src=x onerror="document.title=1"><b>bold</b>';
  world.alerts.set(uuid(1), { ...world.alerts.get(uuid(1)), organisation_name: nasty, summary: nasty, credential_id: nasty });
  const page = await open();
  await page.getByText(nasty).first().waitFor();
  await page.goto(`${new URL(page.url()).origin}/alerts/${uuid(1)}`);
  await page.getByText(nasty).first().waitFor();
  assert.equal(await page.locator('main img, main b').count(), 0);
}));
