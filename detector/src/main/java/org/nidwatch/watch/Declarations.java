// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import org.jspecify.annotations.Nullable;
import org.nidwatch.policy.Organisation;
import org.nidwatch.profile.Declared;

/** Reads what an organisation declared as what may be expected of it. */
final class Declarations {
    private Declarations() {}

    static Declared of(@Nullable Organisation organisation) {
        if (organisation == null) {
            return Declared.NOTHING;
        }
        Long quota = organisation.declaredQuotaPerDay();
        return new Declared(
                quota == null ? 0 : Math.max(0, quota),
                hours(organisation.workingHours()),
                organisation.calendar().stream()
                        .map(entry -> new Declared.Entry(entry.from(), entry.until(), entry.ceiling()))
                        .toList());
    }

    /** HH:mm-HH:mm as a bit for each hour it touches, also across midnight; 0 when it says nothing of use. */
    static int hours(@Nullable String workingHours) {
        if (workingHours == null || !workingHours.matches("([01]\\d|2[0-4]):[0-5]\\d-([01]\\d|2[0-4]):[0-5]\\d")) {
            return 0;
        }
        int from = Integer.parseInt(workingHours.substring(0, 2)) % 24;
        int until = (Integer.parseInt(workingHours.substring(6, 8)) * 60
                        + Integer.parseInt(workingHours.substring(9, 11))
                        + 59)
                / 60;
        int bits = 0;
        int length = Math.floorMod(until - from, 24);
        for (int i = 0; i < (length == 0 ? 24 : length); i++) {
            bits |= 1 << (from + i) % 24;
        }
        return bits == 0xFFFFFF ? 0 : bits;
    }
}
