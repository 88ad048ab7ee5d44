// SPDX-License-Identifier: Apache-2.0
// The server's reasons are sentences already; they only need an end.

export function fromReason(reason) {
  const text = (reason ?? '').trim();
  return text === '' || /[.!?]$/.test(text) ? text : `${text}.`;
}
