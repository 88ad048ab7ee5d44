// SPDX-License-Identifier: Apache-2.0
// A made-up installation: organisations, alerts, minutes of activity. Seeded, so that every run and screenshot is the same.

const MINUTE = 60_000;
const SECTORS = ['bank', 'telecom', 'ministry', 'insurer', 'utility', 'police', 'university', 'hospital'];
const NAMES = { bank: 'Bank', telecom: 'Telecom operator', ministry: 'Ministry', insurer: 'Insurer', utility: 'Utility', police: 'Police unit', university: 'University', hospital: 'Hospital' };
const SHAPES = ['ENUMERATION', 'HARVEST', 'RESALE', 'CANARY', 'PROBE', 'UNKNOWN'];
const BY_SHAPE = {
  ENUMERATION: ['miss-ratio', 'block-shift'], HARVEST: ['credential-volume', 'exposure-cap', 'organisation-volume'], RESALE: ['steady-trickle', 'fresh-share'],
  CANARY: ['canary-hit'], PROBE: ['probe-hit'], UNKNOWN: ['coverage-growth'],
};
export const DETECTORS = ['canary-hit', 'probe-hit', 'miss-ratio', 'block-fill', 'subject-breadth', 'credential-concentration', 'organisation-volume', 'credential-volume', 'highest-hour', 'steady-trickle',
  'fresh-share', 'miss-shift', 'block-shift', 'total-volume', 'exposure-cap', 'baseline-drift', 'coverage-growth', 'declared-quota', 'absolute-rate', 'machine-pacing'];
const UNITS = { 'miss-ratio': 'wrong guesses', 'block-shift': 'repeats of a block', 'block-fill': 'numbers of one block', 'canary-hit': 'hits', 'probe-hit': 'queries', 'coverage-growth': 'citizens', 'machine-pacing': 'evenness',
  'total-volume': 'queries', 'declared-quota': 'queries', 'absolute-rate': 'queries', 'baseline-drift': 'new people a day', 'subject-breadth': 'citizens', 'miss-shift': 'wrong guesses' };

/** A seeded generator of numbers in [0, 1). */
export function seeded(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function uuid(n) {
  const hex = n.toString(16).padStart(12, '0');
  return `3cc945cb-93e2-5601-9b5f-${hex}`;
}

export class World {
  constructor({ organisations = 180, alerts = 12, now, seed = 7 }) {
    this.random = seeded(seed);
    this.now = now;
    this.organisations = new Map();
    this.alerts = new Map();
    this.silences = [];
    this.spans = [];
    for (let i = 0; i < organisations; i++) this.addOrganisation(i);
    for (let i = 0; i < alerts; i++) this.addAlert(i);
  }

  addOrganisation(i) {
    const sector = SECTORS[i % SECTORS.length];
    const number = Math.floor(i / SECTORS.length) + 1;
    const id = `${sector}-${String(number).padStart(3, '0')}`;
    const draw = this.random();
    const risk = draw < 0.04 ? 75 + Math.floor(this.random() * 24) : draw < 0.14 ? 40 + Math.floor(this.random() * 35) : Math.floor(this.random() * 40);
    const usual = 10 + Math.floor(this.random() ** 3 * 9000);
    this.organisations.set(id, {
      id, name: `${NAMES[sector]} ${number}`, sector, declared: true, minute: this.now - (this.now % MINUTE) - MINUTE, risk,
      risk_detector: DETECTORS[Math.floor(this.random() * DETECTORS.length)], queries: Math.round(usual / 60), expected: usual / 60, queries_last_hour: Math.round(usual * (0.8 + this.random() * 0.5)),
      expected_last_hour: usual, open_alerts: 0, worst_open: null, silences: 0,
    });
  }

  addAlert(i, given = {}) {
    const list = [...this.organisations.values()];
    const organisation = list[(i * 37 + 3) % list.length];
    const draw = this.random();
    const severity = draw < 0.12 ? 'CRITICAL' : draw < 0.35 ? 'HIGH' : draw < 0.7 ? 'MEDIUM' : 'LOW';
    const shape = SHAPES[Math.floor(this.random() * (severity === 'CRITICAL' ? 5 : 3))];
    const start = this.now - Math.floor((0.02 + this.random() ** 2 * 40) * 60 * MINUTE);
    const records = { CRITICAL: 10400, HIGH: 1300, MEDIUM: 140, LOW: 9 }[severity] + Math.floor(this.random() * 900);
    const alert = {
      alert_id: uuid(i + 1), organisation_id: organisation.id, organisation_name: organisation.name, scope: 'CREDENTIAL', credential_id: `${organisation.id}-k0${1 + (i % 7)}`, severity, shape, confidence: 0.5 + this.random() * 0.49,
      phase: 'UPDATED', open: true, sequence: 2, episode_start: start, episode_end: null, detected_at: start + 4 * MINUTE, emitted_at: start + 5 * MINUTE, queries: records + 210, distinct_subjects: records + 31, records_exposed: records,
      records_exposed_before_alert: Math.min(records, 37), detectors: BY_SHAPE[shape], summary: '', disposition: null, silenced_by: [], ...given,
    };
    alert.summary ||= `${alert.organisation_name} (${alert.organisation_id}), credential ${alert.credential_id}: ${wording(alert.shape)}, ${alert.records_exposed.toLocaleString('en')} records exposed since ${new Date(alert.episode_start).toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
    this.alerts.set(alert.alert_id, alert);
    this.count(alert.organisation_id);
    return alert;
  }

  count(id) {
    const organisation = this.organisations.get(id);
    if (!organisation) return;
    const open = [...this.alerts.values()].filter((each) => each.open && each.organisation_id === id);
    const worst = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW'].find((name) => open.some((each) => each.severity === name)) ?? null;
    this.organisations.set(id, { ...organisation, open_alerts: open.length, worst_open: worst, risk: open.length ? 100 : organisation.risk });
  }

  detail(id) {
    const alert = this.alerts.get(id);
    if (!alert) return null;
    const findings = alert.detectors.map((detector, i) => finding(detector, alert, i));
    const share = (name, part) => ({ id: name, queries: Math.round(alert.queries * part), share: part });
    return {
      alert: {
        ...alert, window_start: alert.episode_start, window_end: alert.episode_start + 60 * MINUTE, mode: 'LIVE', distinct_subjects_error: 0.0325, findings,
        top_credentials: alert.organisation_id === '*' ? [] : [share(alert.credential_id, 0.72), share(`${alert.organisation_id}-k08`, 0.2), share(`${alert.organisation_id}-k09`, 0.08)],
        top_source_addresses: [share('10.20.33.1', 0.44), share('10.20.33.2', 0.31), share('10.20.33.5', 0.12)],
        sample_subjects: Array.from({ length: 20 }, (_, i) => i.toString(16).padStart(32, '0')), replay_ref: { topic: 'nid.queries', partition: 4, first_offset: 182_250, last_offset: 194_431 },
        baseline_age_days: 31.4, settings_version: '5f1c9a02', runbook: `deploy/triage/${alert.detectors[0]}.md`, member_organisations: alert.members ?? [], member_alerts: [],
      },
      organisation_name: alert.organisation_name, open: alert.open, timeline: timeline(alert), timeline_complete: true,
      dispositions: alert.disposition ? [alert.disposition] : [], silences: this.silences.filter((each) => each.organisation === alert.organisation_id && each.state === 'IN_FORCE'), declared: null,
    };
  }

  organisation(id, minutes) {
    const organisation = this.organisations.get(id);
    if (!organisation) return null;
    const random = seeded(id.length + organisation.queries);
    const alerts = [...this.alerts.values()].filter((each) => each.organisation_id === id);
    return {
      organisation, declared: declared(organisation),
      latest: { minute: organisation.minute, queries: organisation.queries, expected: organisation.expected, distinct_subjects: 190, disclosed: 12, not_found: 1, mismatched: 0, denied: 0, late: 0, credentials: 4,
        risk: organisation.risk, open_alert_id: null, citizens_answered: 812_400, declared_customers: 2_000_000, outgrows_at: null },
      highest_since: organisation.minute - 90 * MINUTE,
      detectors: DETECTORS.map((detector, i) => score(detector, i === 0 ? organisation.risk / 100 : random() * (organisation.risk / 100), organisation.minute, random))
        .sort((a, b) => b.score - a.score),
      activity: activity(organisation, alerts, minutes, this.now, random), alerts, silences: this.silences.filter((each) => each.organisation === id && each.state !== 'OVER'),
    };
  }
}

function wording(shape) {
  return { ENUMERATION: 'numbers are walked or guessed', HARVEST: 'records are harvested', RESALE: 'somebody else may be asking through it', CANARY: 'a decoy was asked for', PROBE: 'a probe was answered', UNKNOWN: 'more citizens than customers' }[shape];
}

function finding(detector, alert, i) {
  const threshold = detector === 'canary-hit' || detector === 'probe-hit' ? 1 : 120;
  const observed = detector === 'canary-hit' ? 3 : Math.round(threshold * (1.6 - i * 0.3));
  const unit = UNITS[detector] ?? 'new people';
  return { detector, observed, expected: threshold / 5, threshold, score: observed / threshold, unit, window: i === 0 ? 'PT1H' : 'P1D',
    sentence: `Credential ${alert.credential_id} asked about ${observed} ${unit} in this hour; ${threshold / 5} are usual; given the windows before, the alarm was at ${threshold}.` };
}

function timeline(alert) {
  const step = (sequence, phase, severity, after, records) => ({ sequence, phase, severity, emitted_at: alert.detected_at + after * MINUTE, queries: records + 80, distinct_subjects: records, records_exposed: records, summary: alert.summary });
  const steps = [step(0, 'OPENED', 'LOW', 0, 37), step(1, 'ESCALATED', alert.severity, 3, Math.round(alert.records_exposed * 0.6)), step(2, 'UPDATED', alert.severity, 8, alert.records_exposed)];
  return alert.open ? steps : [...steps, step(3, 'CLOSED', alert.severity, 20, alert.records_exposed)];
}

function score(detector, value, minute, random) {
  const threshold = detector.endsWith('hit') ? 1 : Math.round(20 + random() * 400);
  return { detector, score: value, observed: value * threshold, threshold, unit: UNITS[detector] ?? 'new people', highest_score: Math.min(0.97, value * (1 + random())), highest_at: minute - 31 * MINUTE };
}

function declared(organisation) {
  return { id: organisation.id, name: organisation.name, sector: organisation.sector, declared_quota_per_day: 40_000, working_hours: '09:00-17:00', contacts: [`security@${organisation.id}.example`, '+880 2 5500 0000'],
    calendar: [{ from: organisation.minute, until: organisation.minute + 5 * 1440 * MINUTE, ceiling: 3, note: 'Stipend payments' }], declared_customers: 2_000_000 };
}

function activity(organisation, alerts, minutes, now, random) {
  const columns = { minutes: [], queries: [], expected: [], disclosed: [], not_found: [], risk: [] };
  for (let i = minutes; i > 0; i--) {
    const minute = now - (now % MINUTE) - i * MINUTE;
    const hour = (new Date(minute).getUTCHours() + 6 + new Date(minute).getUTCMinutes() / 60) % 24;
    const usual = Math.max(2, organisation.expected * 1.4) * (0.25 + 0.75 * Math.exp(-(((hour - 13) / 4.5) ** 2)));
    const attacked = alerts.some((each) => minute >= each.episode_start && (each.open || minute < each.episode_end));
    columns.minutes.push(minute);
    columns.queries.push(Math.max(0, Math.round(usual * (0.75 + random() * 0.5) + (attacked ? usual * 0.9 + 6 + random() * 5 : 0))));
    columns.expected.push(usual);
    columns.disclosed.push(3);
    columns.not_found.push(0);
    columns.risk.push(attacked ? 100 : organisation.risk);
  }
  return columns;
}
