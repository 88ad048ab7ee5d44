// SPDX-License-Identifier: Apache-2.0
// Addresses of things. A dot in an id is written as %2E: the server takes a last part with a dot for a file.

function part(id) {
  return encodeURIComponent(id).replaceAll('.', '%2E');
}

export function organisationAddress(id) {
  return `/organisations/${part(id)}`;
}

/** The triage guide of a detector. */
export function guideAddress(detector) {
  return `/guides/${part(detector)}`;
}

export function alertAddress(id) {
  return `/alerts/${part(id)}`;
}
