// SPDX-License-Identifier: Apache-2.0
// What the banner says: whatever makes "no alert" not mean "no leak".
import { t } from '../i18n.js';
import { shortly } from '../time.js';
import { fromReason } from './reason.js';

/** Warnings, the worst first: {title, text, bad}. `lostSince`: wall clock, or null. */
export function warnings(status, lostSince, now) {
  const found = [];
  const add = (key, values, bad) => found.push({ title: t(`banner.${key}`), text: t(`banner.${key}.text`, values), bad });
  if (lostSince !== null) add('lost', { since: shortly(lostSince, now) }, true);
  if (!status) return found;
  if (!status.live) add('dead', { reason: fromReason(status.reason) }, true);
  else if (status.behind) add('behind', { records: status.lag_records, limit: status.lag_limit }, true);
  else if (!status.ready) add('notready', { reason: fromReason(status.reason) }, true);
  else if (status.blind) add('blind', { n: status.blind_spans }, true);
  if (status.registry_waiting > 0) add('registry', {}, true);
  if (status.feed.state === 'BROKEN') add('feed', { since: shortly(status.feed.as_of, now) }, true);
  if (status.feed.state === 'LOADING') add('loading', {}, false);
  return found;
}
