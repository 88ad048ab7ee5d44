// SPDX-License-Identifier: Apache-2.0
// Speaks the console's HTTP contract over a made-up world, so that the page can be tested without a JVM. The second suite
// runs against the real jar: what this server gets wrong would show there.
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const CONSOLE = fileURLToPath(new URL('../../main/resources/console/', import.meta.url));
const DEPLOY = fileURLToPath(new URL('../../../../deploy/', import.meta.url));
const TYPES = { '.md': 'text/markdown', '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml', '.txt': 'text/plain' };
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const RANK = { CRITICAL: 0, HIGH: 1, MEDIUM: 2, LOW: 3 };

export class MockServer {
  /** @param token when given, is asked for at /api/session */
  constructor(world, { token = null, role = 'analyst' } = {}) {
    this.world = world;
    this.token = token;
    this.role = role;
    this.streams = new Set();
    this.events = 0;
    this.status = status(world);
    this.server = createServer((request, response) => this.answer(request, response).catch((error) => send(response, 500, { detail: String(error) })));
  }

  async start() {
    await new Promise((done) => this.server.listen(0, '127.0.0.1', done));
    this.address = `http://127.0.0.1:${this.server.address().port}`;
    return this;
  }

  async stop() {
    for (const stream of this.streams) stream.end();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** Tells every open page. */
  tell(event, data) {
    for (const stream of this.streams) stream.write(`${event === 'status' ? '' : `id: ${++this.events}\n`}event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  tellStatus(changes = {}) {
    this.status = { ...this.status, ...changes, now: this.world.now, open: counts(this.world) };
    this.tell('status', this.status);
  }

  async answer(request, response) {
    const url = new URL(request.url, this.address);
    if (!url.pathname.startsWith('/api/')) return page(url.pathname, response);
    const path = decodeURIComponent(url.pathname);
    if (path === '/api/session') return this.session(request, response);
    if (this.token && !(request.headers.cookie ?? '').includes('nidwatch_session=made-up')) return send(response, 401, { detail: 'a token is needed' });
    if (request.method !== 'GET' && request.headers['x-nidwatch'] !== '1') return send(response, 403, { detail: 'the header X-Nidwatch is missing' });
    const body = request.method === 'POST' ? JSON.parse(await text(request)) : null;
    const route = ROUTES.find(([method, pattern]) => method === request.method && pattern.test(path));
    if (!route) return send(response, 404, { detail: 'there is nothing at this address' });
    return route[2](this, response, { parts: route[1].exec(path), query: url.searchParams, body });
  }

  session(request, response) {
    if (request.method === 'DELETE') return send(response, 204, null, { 'Set-Cookie': 'nidwatch_session=; Max-Age=0; Path=/' });
    if (request.headers.authorization !== `Bearer ${this.token}`) return send(response, 401, { detail: 'this token is not known' });
    return send(response, 200, this.me(), { 'Set-Cookie': 'nidwatch_session=made-up; HttpOnly; SameSite=Strict; Path=/' });
  }

  me() {
    return { name: this.token ? 'night shift' : null, role: this.role, authentication: this.token ? 'session' : 'none', analyst_required: !this.token, expires_at: null };
  }
}

const ROUTES = [
  ['GET', /^\/api\/me$/, (mock, response) => send(response, 200, mock.me())],
  ['GET', /^\/api\/status$/, (mock, response) => send(response, 200, { ...mock.status, open: counts(mock.world) })],
  ['GET', /^\/api\/alerts$/, alerts],
  ['GET', /^\/api\/alerts\/([^/]+)$/, (mock, response, { parts }) => found(response, mock.world.detail(parts[1]))],
  ['POST', /^\/api\/alerts\/([^/]+)\/disposition$/, decide],
  ['GET', /^\/api\/organisations$/, (mock, response) => send(response, 200, { as_of: mock.world.now, dropped: 0, organisations: [...mock.world.organisations.values()] })],
  ['GET', /^\/api\/organisations\/(.+)$/, (mock, response, { parts, query }) => found(response, mock.world.organisation(parts[1], Number(query.get('minutes') ?? 180)))],
  ['GET', /^\/api\/silences$/, (mock, response) => send(response, 200, { dropped: 0, silences: mock.world.silences })],
  ['POST', /^\/api\/silences$/, silence],
  ['DELETE', /^\/api\/silences\/(.+)$/, endSilence],
  ['GET', /^\/api\/coverage$/, coverage],
  ['GET', /^\/api\/probes$/, (mock, response) => send(response, 200, { dropped: 0, probes: mock.world.probes ?? [] })],
  ['GET', /^\/api\/canaries$/, (mock, response) => send(response, 200, { total: (mock.world.canaries ?? []).length, canaries: mock.world.canaries ?? [] })],
  ['GET', /^\/api\/events$/, stream],
];

function alerts(mock, response, { query }) {
  const has = (name, value) => !query.get(name) || query.get(name).split(',').includes(value);
  const phase = query.get('phase') ?? 'open';
  const words = (query.get('text') ?? '').toLowerCase();
  const all = [...mock.world.alerts.values()].filter((each) => (phase === 'all' || each.open === (phase === 'open')) && has('severity', each.severity) && has('shape', each.shape)
    && has('organisation', each.organisation_id) && (!words || `${each.organisation_id} ${each.organisation_name} ${each.credential_id} ${each.summary}`.toLowerCase().includes(words)));
  const sort = query.get('sort') ?? 'severity';
  all.sort((a, b) => (sort === 'severity' ? RANK[a.severity] - RANK[b.severity] || a.detected_at - b.detected_at : sort === 'newest' ? b.detected_at - a.detected_at : a.detected_at - b.detected_at));
  const from = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  send(response, 200, { alerts: all.slice(from, from + limit), next_cursor: from + limit < all.length ? String(from + limit) : null, total: all.length, open: counts(mock.world), dropped: 0 });
}

function decide(mock, response, { parts, body }) {
  const alert = mock.world.alerts.get(parts[1]);
  if (!alert) return send(response, 404, { detail: 'this alert is not known' });
  if (!body.analyst && !mock.token) return send(response, 422, { detail: 'who decides is missing', errors: [{ field: 'analyst', detail: 'a name' }] });
  const disposition = { verdict: body.verdict, analyst: body.analyst ?? 'night shift', note: body.note ?? '', decided_at: mock.world.now };
  mock.world.alerts.set(alert.alert_id, { ...alert, disposition });
  send(response, 201, { alert_id: alert.alert_id, organisation_id: alert.organisation_id, ...disposition });
  mock.tell('disposition', { alert_id: alert.alert_id, disposition });
}

function silence(mock, response, { body }) {
  const wrong = ['organisation', 'until', 'reason'].filter((name) => !body[name]).map((field) => ({ field, detail: 'must be given' }));
  if (body.until && body.until <= mock.world.now) wrong.push({ field: 'until', detail: 'an instant in the future' });
  if (wrong.length > 0) return send(response, 422, { detail: 'the silence was not stored', errors: wrong });
  const made = { id: `${body.organisation}/${body.detector ?? 'all'}/65f0${mock.world.silences.length}`, organisation: body.organisation, detector: body.detector ?? null, from: mock.world.now, until: body.until,
    ceiling: body.ceiling ?? null, approver: body.approver ?? body.analyst ?? 'night shift', reason: body.reason, state: 'IN_FORCE' };
  mock.world.silences.push(made);
  send(response, 201, made);
  mock.tell('silence', { id: made.id, silence: made });
}

function endSilence(mock, response, { parts }) {
  mock.world.silences = mock.world.silences.filter((each) => each.id !== parts[1]);
  send(response, 204, null);
  mock.tell('silence', { id: parts[1], silence: null });
}

function coverage(mock, response, { query }) {
  const from = Number(query.get('from'));
  const until = Number(query.get('until'));
  const spans = mock.world.spans.filter((each) => each.to > from && each.from < until);
  send(response, 200, { from, until, spans, blind_millis: spans.reduce((sum, each) => sum + each.to - each.from, 0), dropped: 0 });
}

function stream(mock, response) {
  if (mock.refuse) return response.destroy();
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(`retry: 1000\n\nevent: status\ndata: ${JSON.stringify({ ...mock.status, open: counts(mock.world) })}\n\n`);
  mock.streams.add(response);
  response.on('close', () => mock.streams.delete(response));
}

function counts(world) {
  const open = { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0 };
  for (const each of world.alerts.values()) if (each.open) open[each.severity]++;
  return open;
}

function status(world) {
  return { instance: 'a1', version: '1.0.0', zone: 'Asia/Dhaka', now: world.now, started_at: world.now - 86_400_000, live: true, ready: true, reason: 'running', behind: false, lag_records: 12, lag_limit: 100_000, blind: false, blind_spans: 0,
    newest_minute: world.now - (world.now % 60_000) - 60_000, partitions: 6, partitions_watched: 6, registry_waiting: 0, feed: { state: 'CURRENT', reason: 'up to date', as_of: world.now, unreadable: 0 },
    organisations: { kept: world.organisations.size, limit: 4096, dropped: 0 }, alerts: { kept: world.alerts.size, limit: 20_000, dropped: 0 }, coverage: { kept: 0, limit: 10_000, dropped: 0 }, streams: 1, open: counts(world),
    budget_per_day: 0.5, opened_last_day: 3, opened_last_week: 9, default_ceiling: 1000, longest_silence_millis: 31 * 86_400_000, activity_minutes: 10_080, detectors: [] };
}

async function page(path, response) {
  const file = path.split('/').at(-1).includes('.') ? normalize(path.slice(1)) : 'index.html';
  if (file.startsWith('..')) return send(response, 404, { detail: 'no such file' });
  const content = await readFile(join(file.startsWith('triage/') ? DEPLOY : CONSOLE, file)).catch(() => null);
  if (!content) return send(response, 404, { detail: 'no such file' });
  response.writeHead(200, { 'Content-Type': `${TYPES[extname(file)]}; charset=utf-8`, 'Content-Security-Policy': POLICY, 'X-Content-Type-Options': 'nosniff' });
  response.end(content);
}

function found(response, value) {
  return value ? send(response, 200, value) : send(response, 404, { detail: 'it is not known here' });
}

function send(response, code, value, headers = {}) {
  response.writeHead(code, { 'Content-Type': code >= 400 ? 'application/problem+json' : 'application/json', ...headers });
  response.end(value === null ? '' : JSON.stringify(value));
}

async function text(request) {
  const pieces = [];
  for await (const piece of request) pieces.push(piece);
  return Buffer.concat(pieces).toString('utf8');
}
