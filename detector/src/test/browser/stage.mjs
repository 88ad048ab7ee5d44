// SPDX-License-Identifier: Apache-2.0
// One browser for a file of tests, and for each test a made-up installation with its server.
import { after, before } from 'node:test';
import { closePage, launch, openPage } from './browser.mjs';
import { World } from './made-up.mjs';
import { MockServer } from './mock-server.mjs';

export const NOW = Date.parse('2026-03-17T20:10:30Z');

/** Gives a function that runs a scene: with the world, its server, and a way to open pages that are checked at the end. */
export function stage() {
  let browser;
  before(async () => {
    browser = await launch();
  });
  after(() => browser.close());
  return async (options, scene) => {
    const world = new World({ now: NOW, ...options });
    const mock = await new MockServer(world, options).start();
    const pages = [];
    const open = async (path = '/', how = {}) => {
      const page = await openPage(browser, mock.address, { path, ...how });
      pages.push(page);
      return page;
    };
    try {
      await scene({ world, mock, open });
      for (const page of pages) if (!page.isClosed()) await closePage(page);
    } finally {
      await mock.stop();
    }
  };
}
