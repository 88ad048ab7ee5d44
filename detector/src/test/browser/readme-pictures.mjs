// SPDX-License-Identifier: Apache-2.0
// The README's pictures, made by the tests themselves when PICTURES=1 asks for them; otherwise nothing in the tree changes.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const TREE = fileURLToPath(new URL('../../../../deploy/screenshots/', import.meta.url));
const TARGET = fileURLToPath(new URL('../../../target/pictures/', import.meta.url));

export async function picture(page, name) {
  const folder = process.env.PICTURES ? TREE : TARGET;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}${name}.png` });
}
