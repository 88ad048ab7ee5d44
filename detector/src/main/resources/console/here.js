// SPDX-License-Identifier: Apache-2.0
// Who is here, what the server said of itself last, and how far its clock is from ours.
import { api } from './api.js';
import { setClock, setZone } from './time.js';

let me = null;
let status = null;
let ahead = 0;

export async function meet() {
  me = await api.me();
  setStatus(await api.status());
}

export function whoAmI() {
  return me;
}

export function isAnalyst() {
  return me?.role === 'analyst';
}

/** The name given with each write where the server has no tokens; kept in this browser. */
export function givenName() {
  return localStorage.getItem('analyst') ?? '';
}

export function keepName(name) {
  localStorage.setItem('analyst', name);
}

export function setStatus(next) {
  status = next;
  ahead = next.now - Date.now();
  setZone(next.zone);
  setClock(now);
  dispatchEvent(new Event('statuschange'));
}

export function lastStatus() {
  return status;
}

/** The server's wall clock: a wrong clock in the browser shifts no age. */
export function now() {
  return Date.now() + ahead;
}
