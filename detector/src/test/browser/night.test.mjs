// SPDX-License-Identifier: Apache-2.0
// One night with the real detector: a silence is agreed, two scrapers start, the alert of one appears by itself, is read, decided and
// closes; the other's is held back; then the stream falls behind and the banner says so.
import test, { after, before } from 'node:test';
import assert from 'node:assert/strict';
import { closePage, inked, launch, openPage } from './browser.mjs';
import { Detector } from './detector.mjs';

const LAG_LIMIT = 1_000;
const SLOWLY = { 'streams.max.poll.records': 5 }; // so that what came while it stood still is not judged in the blink of an eye
const SCRAPER_MS = 60_000;
const FAST_MS = 2_000;
const BANNER_MS = 15_000;

let detector;
let browser;
let page;
let alert; // as the API lists it

before(async () => {
  detector = await new Detector({ 'health.ready.lag': LAG_LIMIT, ...SLOWLY }).start();
  browser = await launch();
  // Two hours of honest work first, so that charts and the wall have something to show.
  const code = await detector.run('simulate', '--to-kafka', '--organisation-count', '24', '--queries-per-day', '150000', '--for', '2h', '--events', 'none').ended;
  assert.equal(code, 0, detector.printed);
});

after(async () => {
  await browser?.close();
  await detector?.stop();
});

async function until(what, ask, milliseconds) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (Date.now() > end) throw new Error(`${what}: not within ${milliseconds / 1000} s\n${detector.printed.slice(-2_000)}`);
    await new Promise((done) => setTimeout(done, 200));
  }
}

test('the wall shows the organisations as they were declared', async () => {
  page = await openPage(browser, detector.address, { path: '/organisations' });
  await page.waitForFunction(() => document.querySelectorAll('.tile').length >= 24, null, { timeout: 30_000 });
  await page.getByText(/^Bank 1$/).or(page.getByText(/^bank-001$/)).first().waitFor();
});

test('a silence is agreed on at an organisation’s page, and stands in the list', async () => {
  await page.goto(`${detector.address}/organisations/bank-002`);
  const form = page.locator('#silence');
  await form.getByRole('button', { name: '4 hours' }).click();
  await form.getByLabel('Reason').fill('drill, announced by phone');
  await form.getByLabel('Your name').fill('R. Akter');
  await form.getByRole('button', { name: 'Silence the organisation' }).click();
  await form.getByText(/^Silenced until/).first().waitFor();
  await page.getByRole('link', { name: 'Silences', exact: true }).click();
  await page.getByRole('cell', { name: 'drill, announced by phone' }).waitFor();
  await page.getByText('In force').waitFor();
});

test('a scraper starts, and its alert appears without a reload within two seconds of its record', async () => {
  await page.getByRole('link', { name: 'Alerts', exact: true }).click();
  // Others may have one by now that is theirs: at some hours of the clock an honest bank asks a day's declared quota within an hour.
  await page.getByText('No open alerts').or(page.locator('.alert-row')).first().waitFor();
  assert.equal(await page.locator('.alert-row', { hasText: 'bank-001' }).count(), 0);
  await page.evaluate(() => {
    window.sameDocument = true;
    window.seen = {};
    new MutationObserver(() => {
      for (const row of document.querySelectorAll('.alert-row')) window.seen[row.pathname.split('/').at(-1)] ??= Date.now();
    }).observe(document.body, { childList: true, subtree: true });
  });
  detector.run('simulate', '--to-kafka', '--organisation-count', '24', '--queries-per-day', '150000', '--rate', 'realtime', '--for', '5m', '--events', 'none',
    '--attack', 'enumeration:bank-001@1s+4mx7200/h', '--attack', 'enumeration:bank-002@1s+4mx7200/h');
  await page.locator('.alert-row', { hasText: 'bank-001' }).first().waitFor({ timeout: SCRAPER_MS });
  const { alerts } = await detector.get('/api/alerts?organisation=bank-001');
  assert.ok(alerts.length > 0);
  [alert] = alerts;
  const { timeline } = await detector.get(`/api/alerts/${alert.alert_id}`);
  const took = (await page.evaluate((id) => window.seen[id], alert.alert_id)) - timeline[0].emitted_at;
  console.log(`# seen ${took} ms after its record was made`);
  assert.ok(took < FAST_MS, `${took} ms`);
  assert.equal(await page.evaluate(() => window.sameDocument), true);
});

test('its page tells all of it, and the chart draws', async () => {
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/alerts/*');
  await page.goto(`${detector.address}/alerts/${alert.alert_id}`);
  await page.locator('.chart canvas').waitFor();
  const text = await page.locator('main').innerText();
  for (const part of ['bank-001', 'Asia/Dhaka', 'nid.queries, partition', 'What to do next', 'Opened']) assert.ok(text.includes(part), part);
  assert.ok((await inked(page)) > 1_000);
});

test('the silence is heard: the other scraper’s alert is held back and counted', async () => {
  await until('a silenced emission of bank-002', async () => /nidwatch_silenced_total\{[^}]*organisation="bank-002"[^}]*\} [1-9]/.test(await detector.get('/metrics')), SCRAPER_MS);
  const { alerts } = await detector.get('/api/alerts?organisation=bank-002&phase=all');
  assert.deepEqual(alerts, []);
});

test('a decision is stored, and the alert closes by itself', async () => {
  await page.locator('#decide input[value=TEST]').check();
  await page.locator('#decide').getByLabel('Why').fill('drill of the night shift');
  await page.locator('#decide').getByLabel('Your name').fill('R. Akter');
  await page.getByRole('button', { name: 'Store the decision' }).click();
  await page.getByText('Stored. The alert closes').waitFor();
  await page.locator('.alert-head').getByText('Closed').waitFor({ timeout: SCRAPER_MS });
  const { dispositions } = await detector.get(`/api/alerts/${alert.alert_id}`);
  assert.equal(dispositions[0].verdict, 'TEST');
  assert.equal(dispositions[0].analyst, 'R. Akter');
});

test('the stream falls behind, and the banner says so', async () => {
  const banner = page.locator('.banner').getByText('The detector is behind.');
  let told = false;
  // How long it takes to catch up depends on the machine: the more waits for it, the longer.
  for (const span of ['40m', '160m', '640m', '1280m']) {
    await detector.paused(() => detector.run('simulate', '--to-kafka', '--organisation-count', '24', '--queries-per-day', '9000000', '--for', span, '--events', 'none').ended);
    told = await banner.waitFor({ timeout: BANNER_MS }).then(() => true, () => false);
    if (told) break;
  }
  assert.ok(told, `status: ${JSON.stringify(await detector.get('/api/status'))}`);
  await closePage(page);
});
