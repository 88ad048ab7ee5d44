// SPDX-License-Identifier: Apache-2.0
// As much of Markdown as the triage guides use: headings, paragraphs, lists, code. Made as elements, never as HTML.
import { h } from '../dom.js';

/** Elements of a text; its first heading is left out, since the page has one. */
export function markdown(text) {
  const blocks = text.replaceAll('\r', '').split(/\n{2,}/).map((each) => each.replace(/\s+$/, '')).filter((each) => each.trim() !== '');
  return blocks.map(block);
}

function block(text) {
  const heading = /^(#{1,6}) +(.*)$/.exec(text);
  if (heading) return heading[1].length === 1 ? null : h(heading[1].length === 2 ? 'h2' : 'h3', {}, inline(heading[2]));
  if (/^- /.test(text)) return h('ul', {}, items(text, /^- /));
  if (/^\d+\. /.test(text)) return h('ol', {}, items(text, /^\d+\. /));
  if (/^```/.test(text)) return h('pre', {}, h('code', {}, text.replace(/^```.*\n|\n?```$/g, '')));
  return h('p', {}, inline(text.replace(/\n/g, ' ')));
}

function items(text, mark) {
  const found = [];
  for (const line of text.split('\n')) {
    if (mark.test(line)) found.push(line.replace(mark, ''));
    else found[found.length - 1] += ` ${line.trim()}`;
  }
  return found.map((each) => h('li', {}, inline(each)));
}

/** `code`, **strong** and [text](link), where the text alone is kept of a link. */
function inline(text) {
  return text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
    if (/^`.*`$/.test(part)) return h('code', {}, part.slice(1, -1));
    return /^\*\*.*\*\*$/.test(part) ? h('strong', {}, part.slice(2, -2)) : part;
  });
}
