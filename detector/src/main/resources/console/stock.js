// SPDX-License-Identifier: Apache-2.0
// The alerts that the queue shows: pages as they were asked for, and what changed since, in one order.
import { api } from './api.js';

const PAGE = 200;
const MOST = 20_000; // rows kept in the browser; beyond that the filters help
const RANK = { CRITICAL: 0, HIGH: 1, MEDIUM: 2, LOW: 3 };

const orders = {
  severity: (a, b) => RANK[a.severity] - RANK[b.severity] || a.detected_at - b.detected_at || compare(a.alert_id, b.alert_id),
  newest: (a, b) => b.detected_at - a.detected_at || compare(a.alert_id, b.alert_id),
  oldest: (a, b) => a.detected_at - b.detected_at || compare(a.alert_id, b.alert_id),
};

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

export class AlertStock {
  /** @param chosen the filters, read at each load: phase, sort, severity, shape, organisation, text */
  constructor(chosen) {
    this.chosen = chosen;
    this.alerts = [];
    this.open = { CRITICAL: 0, HIGH: 0, MEDIUM: 0, LOW: 0 };
    this.total = 0;
    this.loaded = false;
    this.asked = 0;
  }

  /** The first page anew. Of two loads under way, the later one counts. */
  async load() {
    const asked = ++this.asked;
    const page = await api.alerts({ ...this.chosen, limit: PAGE });
    if (asked !== this.asked) return;
    this.alerts = [...page.alerts];
    this.total = page.total;
    this.open = page.open;
    this.cursor = page.next_cursor;
    this.waiting = false;
    this.loaded = true;
  }

  /** The next page; whether one came. */
  async more() {
    if (!this.cursor || this.waiting || this.alerts.length >= MOST) return false;
    this.waiting = true;
    const asked = this.asked;
    try {
      const page = await api.alerts({ ...this.chosen, limit: PAGE, cursor: this.cursor });
      if (asked !== this.asked) return false;
      this.cursor = page.next_cursor;
      const have = new Set(this.alerts.map((alert) => alert.alert_id));
      for (const alert of page.alerts) if (!have.has(alert.alert_id)) this.alerts.push(alert);
      this.alerts.sort(this.order());
      return true;
    } finally {
      this.waiting = false;
    }
  }

  order() {
    return orders[this.chosen.sort] ?? orders.severity;
  }

  /** Takes what an event told: 'new', 'changed' or 'gone'. */
  take(alert) {
    const at = this.alerts.findIndex((each) => each.alert_id === alert.alert_id);
    if (at >= 0) this.alerts.splice(at, 1);
    if (!this.wanted(alert)) {
      if (at >= 0) this.total--;
      return 'gone';
    }
    if (at < 0) this.total++;
    this.insert(alert);
    return at < 0 && alert.phase === 'OPENED' ? 'new' : 'changed';
  }

  insert(alert) {
    const order = this.order();
    let low = 0;
    let high = this.alerts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order(this.alerts[middle], alert) < 0) low = middle + 1;
      else high = middle;
    }
    this.alerts.splice(low, 0, alert);
  }

  /** Whether the filters let it through, as the server's do. */
  wanted(alert) {
    const { phase, severity, shape, organisation, text } = this.chosen;
    if (phase === 'open' && !alert.open) return false;
    if (phase === 'closed' && alert.open) return false;
    if (severity && !severity.split(',').includes(alert.severity)) return false;
    if (shape && !shape.split(',').includes(alert.shape)) return false;
    if (organisation && organisation !== alert.organisation_id) return false;
    return !text || [alert.alert_id, alert.organisation_id, alert.organisation_name, alert.credential_id ?? '', alert.summary, ...alert.detectors]
      .some((each) => each.toLowerCase().includes(text.toLowerCase()));
  }

  /** Changes fields of one alert; whether it is here. */
  change(id, fields) {
    const at = this.alerts.findIndex((each) => each.alert_id === id);
    if (at >= 0) this.alerts[at] = { ...this.alerts[at], ...fields };
    return at >= 0;
  }

  /** Reads the first page anew soon: several silences at once ask only once. */
  refreshLater(then) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.load().then(then, () => null), 300);
  }
}
