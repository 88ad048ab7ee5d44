// SPDX-License-Identifier: Apache-2.0
// The two dictionaries say the same things, and the page asks for nothing that they lack.
import test from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { en } from '../../main/resources/console/words/en.js';
import { bn } from '../../main/resources/console/words/bn.js';
import { DETECTORS } from './made-up.mjs';

const FOLDER = fileURLToPath(new URL('../../main/resources/console/', import.meta.url));

function sources() {
  return readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith('.js') && !name.startsWith('vendor') && !name.startsWith('words'))
    .map((name) => [name, readFileSync(FOLDER + name, 'utf8')]);
}

const names = (text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

test('both languages have the same keys', () => {
  assert.deepEqual(Object.keys(bn), Object.keys(en));
});

test('both languages fill in the same values', () => {
  for (const key of Object.keys(en)) assert.deepEqual(names(bn[key]), names(en[key]), key);
});

test('every Bangla text is Bangla, and ends with a danda where it is a sentence', () => {
  for (const [key, text] of Object.entries(bn)) {
    if (!/^(\{\w+\}|[\s:–()]|)*$/.test(text)) assert.match(text, /[\u0980-\u09ff]/, key);
    assert.doesNotMatch(text, /[\u0980-\u09ff]\.(\s|$)/, key);
  }
});

test('every text that the page asks for by name exists', () => {
  for (const [file, source] of sources()) {
    for (const [, key] of source.matchAll(/\bt\('([^']+)'/g)) assert.ok(key in en, `${file}: ${key}`);
    for (const [, first, second] of source.matchAll(/\bt\([\w.!]+ (?:[^'()]* )?\? '([^']+)' : '([^']+)'/g)) assert.ok(first in en && second in en, `${file}: ${first}, ${second}`);
  }
});

test('every text is asked for somewhere', () => {
  const all = sources().map(([, source]) => source).join('\n');
  const prefixes = [...all.matchAll(/`([a-z.]+\.)\$\{/g)].map((match) => match[1]);
  const plain = (key) => key.replace(/\.one$/, '');
  for (const key of Object.keys(en)) assert.ok(all.includes(`'${plain(key)}'`) || prefixes.some((prefix) => key.startsWith(prefix)), key);
});

test('every detector of the registry has a name', () => {
  for (const id of DETECTORS) assert.ok(`detector.${id}` in en, id);
});

test('nothing that came from outside is read as HTML', () => {
  for (const [file, source] of sources()) assert.doesNotMatch(source, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/, file);
});
