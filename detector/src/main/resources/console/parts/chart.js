// SPDX-License-Identifier: Apache-2.0
// Queries against what was expected, by uPlot; an episode is a band.
import { h, show } from '../dom.js';
import { number, t, digits } from '../i18n.js';
import { colour } from '../theme.js';
import { local, shortly, zoneName } from '../time.js';

const MINUTE = 60_000;
const MOST_POINTS = 360;
const LEAST_A_POINT = 2; // queries: thinner ones would draw a fence instead of a line
const THIN_STEP = 5;
const STEPS = [1, 5, 15, 60, 360];

/** Minutes with a query to an even series; minutes without one count as none. Rates are per minute. */
export function evenSeries(activity, from, until) {
  const count = Math.max(1, Math.round((until - from) / MINUTE));
  const total = activity.minutes.reduce((sum, minute, i) => sum + (minute >= from && minute < until ? activity.queries[i] : 0), 0);
  const thick = (each) => each >= THIN_STEP || (total / count) * each >= LEAST_A_POINT;
  const step = STEPS.find((each) => count / each <= MOST_POINTS && thick(each)) ?? STEPS.at(-1);
  const length = Math.ceil(count / step);
  const times = Array.from({ length }, (_, i) => (from + i * step * MINUTE) / 1000);
  const queries = new Array(length).fill(0);
  const expected = new Array(length).fill(0);
  const known = new Array(length).fill(0);
  activity.minutes.forEach((minute, i) => {
    const place = Math.floor((minute - from) / MINUTE / step);
    if (place < 0 || place >= length) return;
    queries[place] += activity.queries[i] / Math.min(step, count - place * step);
    if (activity.expected[i] !== null) {
      expected[place] += activity.expected[i];
      known[place]++;
    }
  });
  return { step, data: [times, queries, expected.map((sum, i) => (known[i] ? sum / known[i] : null))] };
}

function bandPlugin(episodes) {
  return {
    hooks: {
      drawClear: (plot) => {
        const { ctx, bbox } = plot;
        ctx.save();
        for (const { from, until } of episodes) {
          const left = Math.max(bbox.left, plot.valToPos(from / 1000, 'x', true));
          const right = Math.min(bbox.left + bbox.width, plot.valToPos(until / 1000, 'x', true));
          if (right < bbox.left || left > bbox.left + bbox.width) continue;
          ctx.fillStyle = colour('--chart-episode');
          ctx.fillRect(left, bbox.top, Math.max(2, right - left), bbox.height);
          ctx.fillStyle = colour('--critical');
          ctx.fillRect(left, bbox.top, 2, bbox.height);
        }
        ctx.restore();
      },
    },
  };
}

function options(width, height, episodes) {
  const font = `12px ${getComputedStyle(document.body).fontFamily}`;
  const axis = { stroke: colour('--soft'), font, grid: { stroke: colour('--chart-grid'), width: 1 }, ticks: { show: false } };
  return {
    width, height, plugins: [bandPlugin(episodes)], legend: { show: false }, cursor: { points: { size: 6 }, drag: { x: false, y: false } },
    tzDate: (seconds) => window.uPlot.tzDate(new Date(seconds * 1000), zoneName()),
    axes: [
      { ...axis, values: (plot, splits) => splits.map((each) => shortly(each * 1000, splits.at(-1) * 1000).slice(-11)), space: 90, size: 32 },
      { ...axis, values: (plot, splits) => splits.map(number), size: 56 },
    ],
    scales: { y: { range: (plot, low, high) => [0, Math.max(1, high * 1.1)] } },
    series: [
      {},
      { stroke: colour('--chart-observed'), width: 2, paths: window.uPlot.paths.stepped({ align: 1 }), fill: `${colour('--chart-observed')}1f`, points: { show: false } },
      { stroke: colour('--chart-expected'), width: 2, dash: [6, 5], spanGaps: true, points: { show: false } },
    ],
  };
}

/** Draws until the scope ends; redraws when the width or the theme changes. Episodes: {from, until} in milliseconds. */
export function activityChart(scope, activity, from, until, episodes) {
  const { step, data } = evenSeries(activity, from, until);
  const peak = Math.max(...data[1]);
  const box = h('div', { class: 'chart', role: 'img', 'aria-label': t('chart.words', { from: local(from), until: local(until), peak: number(peak) }) });
  const told = h('div', { class: 'small soft', 'aria-hidden': 'true' }, t('chart.point'));
  let plot = null;
  const draw = () => {
    plot?.destroy();
    show(box);
    if (!window.uPlot || box.clientWidth === 0) return;
    const set = options(box.clientWidth, box.clientHeight, episodes);
    set.hooks = { setCursor: [(made) => tell(made, told, data)] };
    plot = new window.uPlot(set, data, box);
  };
  const watcher = new ResizeObserver(() => (plot ? plot.setSize({ width: box.clientWidth, height: box.clientHeight }) : draw()));
  watcher.observe(box);
  scope.heard('themechange', draw);
  scope.finally(() => {
    watcher.disconnect();
    plot?.destroy();
  });
  return h('figure', { class: 'chart-box' }, box, legend(step, episodes.length > 0), told);
}

function tell(plot, told, data) {
  const at = plot.cursor.idx;
  told.textContent = at === null || at === undefined
    ? t('chart.point')
    : t('chart.at', { time: digits(local(data[0][at] * 1000)), queries: number(data[1][at]), expected: number(data[2][at]) });
}

function legend(step, episode) {
  return h('div', { class: 'chart-legend' },
    h('span', {}, h('i', { class: 'key' }), step === 1 ? t('chart.queries') : t('chart.queries.mean', { n: step })),
    h('span', {}, h('i', { class: 'key expected' }), t('chart.expected')),
    episode ? h('span', {}, h('i', { class: 'key episode' }), t('chart.episode')) : null);
}
