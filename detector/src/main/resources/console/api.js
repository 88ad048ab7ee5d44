// SPDX-License-Identifier: Apache-2.0
// The server, as /api/openapi.json has it. Every failure is a Problem with one sentence for a person.
import { t } from './i18n.js';

export class Problem extends Error {
  constructor(status, detail, errors = []) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }
}

async function ask(method, path, body, headers = {}) {
  const write = method !== 'GET';
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { Accept: 'application/json', ...(write ? { 'X-Nidwatch': '1' } : {}), ...(body ? { 'Content-Type': 'application/json' } : {}), ...headers },
      body: body ? JSON.stringify(body) : undefined,
      credentials: 'same-origin',
    });
  } catch {
    throw new Problem(0, t('problem.network'));
  }
  if (response.ok) return response.status === 204 ? null : response.json();
  const problem = await response.json().catch(() => ({}));
  if (response.status === 401 && !path.startsWith('/api/session')) dispatchEvent(new Event('loginneeded'));
  throw new Problem(response.status, problem.detail ?? t('problem.status', { status: String(response.status) }), problem.errors ?? []);
}

const id = encodeURIComponent;

function query(values) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value !== undefined && value !== null && value !== '') parameters.set(name, value);
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

export const api = {
  me: () => ask('GET', '/api/me'),
  status: () => ask('GET', '/api/status'),
  login: (token) => ask('POST', '/api/session', null, { Authorization: `Bearer ${token}` }),
  logout: () => ask('DELETE', '/api/session'),
  alerts: (filters) => ask('GET', `/api/alerts${query(filters)}`),
  alert: (alert) => ask('GET', `/api/alerts/${id(alert)}`),
  decide: (alert, decision) => ask('POST', `/api/alerts/${id(alert)}/disposition`, decision),
  organisations: () => ask('GET', '/api/organisations'),
  organisation: (organisation, minutes) => ask('GET', `/api/organisations/${id(organisation)}${query({ minutes })}`),
  silences: () => ask('GET', '/api/silences'),
  silence: (request) => ask('POST', '/api/silences', request),
  endSilence: (silence, analyst) => ask('DELETE', `/api/silences/${id(silence)}${query({ analyst })}`),
  coverage: (from, until) => ask('GET', `/api/coverage${query({ from, until })}`),
  probes: () => ask('GET', '/api/probes'),
  canaries: () => ask('GET', '/api/canaries'),
};
