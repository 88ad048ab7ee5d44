// SPDX-License-Identifier: Apache-2.0
// 2,000 organisations and 5,000 open alerts: no task of the page takes 200 ms, neither while it loads nor while it scrolls, nor while
// alerts and activity pour in.
import test from 'node:test';
import assert from 'node:assert/strict';
import { stage } from './stage.mjs';

const play = stage();
const LONGEST_MS = 200;
const CROWD = { organisations: 2_000, alerts: 5_000 };

/** Gathers tasks over 50 ms, as the browser itself reports them, from the page's first moment. */
async function watched(open, path) {
  const page = await open('/nowhere');
  await page.context().addInitScript(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => list.getEntries().forEach((each) => window.longTasks.push(Math.round(each.duration)))).observe({ type: 'longtask', buffered: true });
  });
  await page.goto(new URL(path, page.url()).href);
  return page;
}

/** The processor may be busy with other things: what one run of three does not show is not the page's. */
async function smooth(name, scene) {
  const tries = [];
  for (let i = 0; i < 3; i++) {
    const tasks = await scene();
    tries.push(Math.max(0, ...tasks));
    if (tries.at(-1) < LONGEST_MS) break;
  }
  console.log(`# ${name}: longest task ${tries.join(', ')} ms`);
  assert.ok(tries.at(-1) < LONGEST_MS, `${name}: longest task of each try ${tries.join(', ')} ms`);
}

const longTasks = (page) => page.evaluate(() => new Promise((done) => setTimeout(() => done(window.longTasks), 200)));

test('the queue of 5,000 loads and scrolls to its end', () => play(CROWD, ({ open }) => smooth('queue', async () => {
  const page = await watched(open, '/');
  await page.locator('.alert-row').first().waitFor();
  await page.waitForFunction(() => {
    scrollTo(0, document.documentElement.scrollHeight);
    const last = [...document.querySelectorAll('.long-row')].at(-1);
    return Number(last?.getAttribute('aria-setsize')) === 5_000 && document.querySelector('[aria-posinset="5000"]') !== null;
  }, null, { polling: 100, timeout: 60_000 });
  assert.ok((await page.locator('.long-row').count()) < 100, 'only what is in sight exists');
  await page.evaluate(async () => {
    for (let i = 0; i < 40; i++) {
      scrollTo(0, (document.documentElement.scrollHeight / 40) * i);
      await new Promise(requestAnimationFrame);
    }
  });
  return longTasks(page);
})));

test('alerts pour into a queue of 5,000', () => play(CROWD, ({ world, mock, open }) => smooth('storm', async () => {
  const page = await watched(open, '/');
  await page.locator('.alert-row').first().waitFor();
  const all = [...world.alerts.values()];
  for (let i = 0; i < 300; i++) mock.tell('alert', { ...all[i * 7], sequence: 9, emitted_at: world.now, records_exposed: 77_000 + i });
  await page.waitForFunction(() => document.querySelector('main').innerText.includes('77,'), null, { polling: 100 });
  return longTasks(page);
})));

test('the wall of 2,000 loads, moves and is searched', () => play(CROWD, ({ world, mock, open }) => smooth('wall', async () => {
  const page = await watched(open, '/organisations');
  await page.waitForFunction(() => document.querySelectorAll('.tile').length === 2_000, null, { polling: 200, timeout: 30_000 });
  const all = [...world.organisations.values()];
  for (let i = 0; i < 8; i++) mock.tell('activity', { organisations: all.slice(i * 250, (i + 1) * 250).map((each) => ({ ...each, risk: (each.risk + 17 * (i + 1)) % 100, queries: i })) });
  await page.waitForTimeout(6_000); // the wall orders itself every 5 s
  await page.getByLabel('Search name, id, sector').fill('bank');
  await page.waitForFunction(() => document.querySelectorAll('.tile').length === 250, null, { polling: 100 });
  return longTasks(page);
})));

test('an organisation with seven days of minutes draws', () => play({ alerts: 1 }, ({ open }) => smooth('chart', async () => {
  const page = await watched(open, '/organisations/bank-001?minutes=10080');
  await page.locator('.chart canvas').waitFor();
  return longTasks(page);
})));
