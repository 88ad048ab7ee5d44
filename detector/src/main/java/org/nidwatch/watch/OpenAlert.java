// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import java.util.UUID;
import org.nidwatch.alert.Severity;

/** An alert that is open. */
public record OpenAlert(UUID alertId, String organisationId, Severity severity) {}
