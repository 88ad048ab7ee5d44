// SPDX-License-Identifier: Apache-2.0
import test from 'node:test';
import assert from 'node:assert/strict';
import { stage, NOW } from './stage.mjs';
import { uuid } from './made-up.mjs';
import { inked } from './browser.mjs';

const play = stage();
const here = `/alerts/${uuid(1)}`;

test('an alert says who, since when, how much, why, and what to do', () => play({ alerts: 3 }, async ({ world, open }) => {
  const page = await open(here);
  const alert = world.alerts.get(uuid(1));
  await page.getByRole('heading', { level: 1 }).waitFor();
  const text = await page.locator('main').innerText();
  for (const part of [alert.organisation_name, alert.summary, alert.records_exposed.toLocaleString('en'), 'Asia/Dhaka', 'UTC', 'partition 4, offsets 182,250 to 194,431', '20 tokens', 'alarm at 120', 'What to do next', 'What else it could be']) {
    assert.ok(text.includes(part), part);
  }
  assert.ok((await inked(page)) > 2_000);
}));

test('a decision is stored with a name, and shown', () => play({ alerts: 3 }, async ({ world, mock, open }) => {
  const page = await open(here);
  await page.getByLabel('Honest work').check();
  await page.locator('#decide').getByLabel('Why').fill('re-verification, letter 114');
  await page.locator('#decide').getByLabel('Your name').fill('R. Akter');
  await page.getByRole('button', { name: 'Store the decision' }).click();
  await page.getByText('Stored. The alert closes when the detector has heard it.').waitFor();
  assert.equal(world.alerts.get(uuid(1)).disposition.verdict, 'BENIGN');
  await page.locator('.timeline').getByText('re-verification, letter 114').waitFor();
  const closed = { ...world.alerts.get(uuid(1)), open: false, phase: 'CLOSED', episode_end: NOW };
  world.alerts.set(uuid(1), closed);
  mock.tell('alert', closed);
  await page.locator('.alert-head').getByText('Closed').waitFor();
  await page.reload();
  assert.equal(await page.locator('#decide').getByLabel('Your name').inputValue(), 'R. Akter');
}));

test('a silence needs an end and a reason', () => play({ alerts: 3 }, async ({ world, open }) => {
  const page = await open(here);
  const form = page.locator('#silence');
  await form.getByLabel('Your name').fill('R. Akter');
  await form.getByRole('button', { name: 'Silence the organisation' }).click();
  assert.equal(world.silences.length, 0);
  await form.getByRole('button', { name: '4 hours' }).click();
  await form.getByRole('button', { name: 'Silence the organisation' }).click();
  assert.equal(world.silences.length, 0, 'without a reason');
  await form.getByLabel('Reason').fill('announced by phone');
  await form.getByRole('button', { name: 'Silence the organisation' }).click();
  await form.getByText(/^Silenced until .* up to 1,000 records/).waitFor();
  assert.equal(world.silences.length, 1);
  assert.ok(Math.abs(world.silences[0].until - (NOW + 4 * 3_600_000)) <= 90_000, 'the zone of the form is the configured one, not the browser’s');
  await page.getByRole('link', { name: 'Silences', exact: true }).click();
  await page.getByRole('cell', { name: 'announced by phone' }).waitFor();
  await page.getByRole('button', { name: 'End it' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End it' }).click();
  await page.getByText('No silences').waitFor();
  assert.equal(world.silences.length, 0);
}));

test('what the server refuses is told at the field', () => play({ alerts: 3 }, async ({ open }) => {
  const page = await open(here);
  const form = page.locator('#silence');
  await form.getByLabel('Your name').fill('R. Akter');
  await form.getByLabel('Until').fill('2020-01-01T00:00');
  await form.getByLabel('Reason').fill('too late');
  await form.getByRole('button', { name: 'Silence the organisation' }).click();
  await form.getByText('Until: an instant in the future').waitFor();
}));

test('who may only look sees why there is nothing to do, and no decoys', () => play({ alerts: 3, token: 'secret', role: 'viewer' }, async ({ open }) => {
  const page = await open(here);
  await page.getByLabel('Access token').fill('wrong');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByText('This token is not valid').waitFor();
  await page.getByLabel('Access token').fill('secret');
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.locator('#decide').getByText('You may look, but not decide').waitFor();
  assert.equal(await page.getByRole('link', { name: 'Probes and decoys' }).count(), 0);
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByLabel('Access token').waitFor();
}));

test('an alert about several organisations names them', () => play({ alerts: 3 }, async ({ world, open }) => {
  world.alerts.set(uuid(1), { ...world.alerts.get(uuid(1)), scope: 'FEDERATION', organisation_id: '*', organisation_name: '', credential_id: null, members: ['bank-001', 'bank-002', 'police-003'] });
  const page = await open(here);
  await page.getByRole('heading', { name: '3 organisations together' }).waitFor();
  assert.equal(await page.locator('#silence').count(), 0);
  await page.getByRole('link', { name: 'police-003' }).click();
  await page.getByText('Why is there no alert?').waitFor();
}));

test('an unknown alert, and an address that leads nowhere, say so', () => play({ alerts: 0 }, async ({ open }) => {
  const page = await open(here);
  await page.getByText('it is not known here').waitFor();
  const lost = await open('/nowhere');
  await lost.getByText('There is nothing at this address').waitFor();
}));

const GUIDE = `# canary-hit

## What it means

A decoy was asked for; it belongs
to \`nobody\`.

## What to do

1. Freeze the **evidence** first,
   then the credential.
2. See [probe-hit](probe-hit.md).

- <b>no HTML</b>
`;

test('the guide of a detector is read in the console, and one that is missing is said to be', () => play({ alerts: 3 }, async ({ world, open }) => {
  const [alert] = world.alerts.values();
  const page = await open(here);
  await page.context().route('**/triage/*.md', (route) => (route.request().url().includes(alert.detectors[0]) ? route.fulfill({ contentType: 'text/markdown', body: GUIDE }) : route.fulfill({ status: 404 })));
  await page.locator('.finding h3 a').first().click();
  await page.getByRole('heading', { name: 'What to do' }).waitFor();
  assert.deepEqual(await page.locator('.guide ol li').allInnerTexts(), ['Freeze the evidence first, then the credential.', 'See probe-hit.']);
  assert.equal(await page.locator('.guide p').innerText(), 'A decoy was asked for; it belongs to nobody.');
  assert.equal(await page.locator('.guide b').count(), 0);
  await page.goto(`${new URL(page.url()).origin}/guides/none`);
  await page.getByText('There is no guide here').waitFor();
}));
