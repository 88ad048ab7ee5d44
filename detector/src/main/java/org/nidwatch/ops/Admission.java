// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.ops;

import org.jspecify.annotations.Nullable;

/**
 * Whether a request may come in.
 *
 * @param status 200, or why not: 401, 429
 * @param caller whose it is; null when it may not
 */
public record Admission(int status, @Nullable Caller caller) {
    static Admission refused(int status) {
        return new Admission(status, null);
    }
}
