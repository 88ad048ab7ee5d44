// SPDX-License-Identifier: Apache-2.0
// A list of which only the rows in sight exist, so that 5,000 cost as much as 30. Rows have one height, which the sheet
// gives as --row; the page itself scrolls.
import { h, styled } from './dom.js';

const SPARE = 6;

export class LongList {
  /** @param row makes the element of an item; @param key tells items apart; @param label names the list */
  constructor({ row, key, label }) {
    this.row = row;
    this.key = key;
    this.items = [];
    this.chosen = null;
    this.made = new Map();
    this.element = h('ul', { class: 'long-list', 'aria-label': label });
    this.draw = this.draw.bind(this);
    this.later = this.later.bind(this);
    addEventListener('scroll', this.later, { passive: true });
    addEventListener('resize', this.later);
  }

  close() {
    removeEventListener('scroll', this.later);
    removeEventListener('resize', this.later);
    cancelAnimationFrame(this.frame);
  }

  /** New items; rows whose item is the same object stay as they are. */
  set(items) {
    this.items = items;
    if (this.chosen !== null && !items.some((item) => this.key(item) === this.chosen)) this.chosen = null;
    this.draw();
  }

  /** Makes the rows anew: ages have grown. */
  refresh() {
    for (const made of this.made.values()) made.item = null;
    this.draw();
  }

  later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(this.draw);
  }

  height() {
    return parseFloat(getComputedStyle(this.element).getPropertyValue('--row')) || 64;
  }

  draw() {
    const height = this.height();
    styled(this.element, { height: `${this.items.length * height}px` });
    const top = this.element.getBoundingClientRect().top;
    const first = Math.max(0, Math.floor(-top / height) - SPARE);
    const last = Math.min(this.items.length, Math.ceil((innerHeight - top) / height) + SPARE);
    const wanted = new Set();
    for (let i = first; i < last; i++) wanted.add(this.key(this.items[i]));
    this.drop(wanted);
    for (let i = first; i < last; i++) this.place(i, height);
  }

  drop(wanted) {
    const focused = document.activeElement;
    for (const [key, made] of this.made) {
      if (!wanted.has(key) && !made.element.contains(focused)) {
        made.element.remove();
        this.made.delete(key);
      }
    }
  }

  place(index, height) {
    const item = this.items[index];
    const key = this.key(item);
    let made = this.made.get(key);
    if (!made || made.item !== item) {
      const focused = made?.element.contains(document.activeElement);
      made?.element.remove();
      made = { item, element: h('li', { class: 'long-row' }, this.row(item)) };
      this.made.set(key, made);
      this.element.append(made.element);
      if (focused) made.element.querySelector('a')?.focus({ preventScroll: true });
    }
    made.element.classList.toggle('chosen', key === this.chosen);
    made.element.setAttribute('aria-setsize', this.items.length);
    made.element.setAttribute('aria-posinset', index + 1);
    styled(made.element, { transform: `translateY(${index * height}px)` });
  }

  /** Chooses the next (1) or the one before (-1), brings it into sight and focuses its link. */
  move(step) {
    if (this.items.length === 0) return null;
    const now = this.items.findIndex((item) => this.key(item) === this.chosen);
    const next = Math.min(this.items.length - 1, Math.max(0, now < 0 ? 0 : now + step));
    this.chosen = this.key(this.items[next]);
    this.intoSight(next);
    this.draw();
    this.made.get(this.chosen)?.element.querySelector('a')?.focus({ preventScroll: true });
    return this.items[next];
  }

  intoSight(index) {
    const height = this.height();
    const top = this.element.getBoundingClientRect().top + index * height;
    const margin = 96;
    if (top < margin) scrollBy(0, top - margin);
    else if (top + height > innerHeight - 16) scrollBy(0, top + height - innerHeight + 16);
  }

  current() {
    return this.items.find((item) => this.key(item) === this.chosen) ?? null;
  }
}
