// SPDX-License-Identifier: Apache-2.0
// What happens, as it happens. The browser comes back by itself with the last id it saw; where it gives up, we start anew.

const EVENTS = ['alert', 'activity', 'coverage', 'status', 'silence', 'disposition', 'reset'];
const SILENT_MS = 75_000; // a status comes every 30 s: after two of them missed, the line is dead
const AGAIN_MS = 3_000;
const PATIENCE_MS = 1_500;

const listeners = new Map(EVENTS.map((name) => [name, new Set()]));
let source = null;
let heard = 0;
let lostSince = null;
let again = 0;
let begun = false; // lists that are read after the stream began miss nothing; those read before a new one are read anew

/** Hears one kind of event; gives back what ends that. */
export function on(name, listener) {
  listeners.get(name).add(listener);
  return () => listeners.get(name).delete(listener);
}

/** Since when the server is not heard (wall clock); null while it is. */
export function lost() {
  return lostSince;
}

/** Begins to listen; done when the server answers, at the latest after a while. */
export function listen() {
  return new Promise((done) => {
    const goOn = () => {
      begun = true;
      done();
    };
    open(goOn);
    setTimeout(goOn, PATIENCE_MS);
  });
}

function open(goOn = () => null) {
  source?.close();
  source = new EventSource('/api/events');
  heard = Date.now();
  source.addEventListener('open', () => {
    back();
    if (begun) tell('reset', { reason: 'a new stream' });
    goOn();
  });
  source.addEventListener('error', () => {
    gone();
    if (source.readyState === EventSource.CLOSED) anew();
  });
  for (const name of EVENTS) {
    source.addEventListener(name, (event) => {
      back();
      tell(name, JSON.parse(event.data));
    });
  }
}

/** Stops listening: the session is over. */
export function hush() {
  clearTimeout(again);
  source?.close();
  source = null;
}

/** A refused stream is not taken up by the browser; it may have been refused because the session is over. */
function anew() {
  source?.close();
  clearTimeout(again);
  again = setTimeout(() => open(), AGAIN_MS);
  dispatchEvent(new Event('refused'));
}

function tell(name, data) {
  for (const listener of [...listeners.get(name)]) listener(data);
}

function back() {
  heard = Date.now();
  if (lostSince !== null) {
    lostSince = null;
    dispatchEvent(new Event('linechange'));
  }
}

function gone() {
  if (lostSince !== null) return;
  lostSince = Date.now();
  dispatchEvent(new Event('linechange'));
}

setInterval(() => {
  if (source && source.readyState !== EventSource.CLOSED && Date.now() - heard > SILENT_MS) {
    heard = Date.now();
    gone();
    anew();
  }
}, 5_000);
