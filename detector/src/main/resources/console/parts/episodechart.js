// SPDX-License-Identifier: Apache-2.0
// The chart of an alert: its organisation's queries from well before the episode until after it.
import { h } from '../dom.js';
import { t } from '../i18n.js';
import { api } from '../api.js';
import { lastStatus, now } from '../here.js';
import { activityChart } from './chart.js';

const MINUTE = 60_000;
const LEAST = 120 * MINUTE;

export async function episodeChart(scope, alert) {
  if (alert.organisation_id === '*') return null;
  const newest = lastStatus()?.newest_minute ?? now();
  const end = Math.min(newest + MINUTE, (alert.episode_end ?? newest) + 30 * MINUTE);
  const length = Math.max(LEAST, (end - alert.episode_start) * 1.5);
  const from = Math.floor((end - length) / MINUTE) * MINUTE;
  const minutes = Math.min(lastStatus()?.activity_minutes ?? 1440, Math.ceil((newest - from) / MINUTE) + 1);
  const { activity } = await api.organisation(alert.organisation_id, Math.max(1, minutes));
  if (scope.ended) return null;
  const until = Math.ceil(end / MINUTE) * MINUTE;
  return h('section', { class: 'card' }, h('h2', {}, t('chart.title')),
    activity.minutes.length === 0 ? h('p', { class: 'soft' }, t('chart.none'))
      : activityChart(scope, activity, from, until, [{ from: alert.episode_start, until: alert.episode_end ?? until }]));
}
