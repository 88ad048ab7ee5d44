// SPDX-License-Identifier: Apache-2.0
// What a view uses while it is shown, and gives back when the next one comes.
import { on } from './stream.js';

export class Scope {
  constructor(page) {
    this.page = page;
    this.ended = false;
    this.ends = [];
  }

  /** Hears events of the server. */
  on(name, listener) {
    this.ends.push(on(name, listener));
  }

  /** Hears events of the window. */
  heard(name, listener) {
    addEventListener(name, listener);
    this.ends.push(() => removeEventListener(name, listener));
  }

  every(milliseconds, action) {
    const timer = setInterval(action, milliseconds);
    this.ends.push(() => clearInterval(timer));
  }

  /** Runs at the end. */
  finally(action) {
    this.ends.push(action);
  }

  end() {
    this.ended = true;
    for (const end of this.ends) end();
  }
}
