// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.window;

import java.util.Arrays;
import java.util.List;

/** The newest exposed subjects of some credentials, in their order. */
final class NewestSubjects {
    private static final int LIMIT = 20;

    private NewestSubjects() {}

    static long[] of(List<CredentialWindow> credentials) {
        long[] halves = new long[2 * LIMIT];
        int length = 0;
        for (CredentialWindow credential : credentials) {
            long[] more = credential.newestSubjects();
            int taken = Math.min(more.length, halves.length - length);
            System.arraycopy(more, 0, halves, length, taken);
            length += taken;
        }
        return Arrays.copyOf(halves, length);
    }
}
