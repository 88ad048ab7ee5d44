// SPDX-License-Identifier: Apache-2.0
// Debian's Chromium through Playwright, and what every test asks of a page: no error, nothing refused by the policy, nothing fetched
// from elsewhere.
import { chromium } from 'playwright-core';
import assert from 'node:assert/strict';

export const SIZES = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } };

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--font-render-hinting=none'],
  });
}

/** A page of its own context; `faults` gathers what must stay empty. */
export async function openPage(browser, address, { width = 1440, theme = 'light', language = 'en', path = '/' } = {}) {
  const context = await browser.newContext({ viewport: SIZES[width], colorScheme: theme, locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' });
  await context.addInitScript((chosen) => localStorage.getItem('language') ?? localStorage.setItem('language', chosen), language);
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !/Failed to load resource|ERR_INCOMPLETE_CHUNKED|ERR_CONNECTION/.test(message.text())) page.faults.push(message.text());
  });
  page.on('pageerror', (error) => page.faults.push(error.stack ?? String(error)));
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) page.faults.push(`asked for ${request.url()}`);
  });
  page.setDefaultTimeout(20_000);
  await page.goto(address + path);
  return page;
}

export async function closePage(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

/** Pixels of the chart that are not transparent. */
export function inked(page) {
  return page.locator('.chart canvas').evaluate((canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] > 0) count++;
    return count;
  });
}
