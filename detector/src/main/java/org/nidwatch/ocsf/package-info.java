// SPDX-License-Identifier: Apache-2.0
/** Alerts as a SIEM reads them: Detection Findings of the Open Cybersecurity Schema Framework (OCSF) 1.8. */
@NullMarked
package org.nidwatch.ocsf;

import org.jspecify.annotations.NullMarked;
