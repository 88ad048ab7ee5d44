// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.benchmark;

import java.util.Arrays;
import java.util.Locale;

/** What is compared. Each runs in a process of its own, so that none profits from another's warm code. */
enum Variant {
    RAW("plain consumer, bytes", 1),
    READER("plain consumer, our reader", 1),
    AT_LEAST_ONCE("detector, at least once", 1),
    EXACTLY_ONCE("detector, exactly once", 1),
    TRACE("trace of a leaked sample", 1),
    SINGLE("detector, at least once, record by record", 4),
    DSL_FEATURES("DSL, the same counts in 4 windows", 20),
    DSL_COUNT("DSL, one count in one window", 10),
    SCAN("scan of a file", 6);

    private final String title;
    private final int part;

    Variant(String title, int part) {
        this.title = title;
        this.part = part;
    }

    /** As the table names it. */
    String title() {
        return title;
    }

    /** As the command line names it. */
    String option() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many of the topic's events it reads: the slow ones read a part, which is long enough for them. */
    long events(long all) {
        return Math.max(all / part, Math.min(all, 10_000));
    }

    static Variant of(String option) {
        return Arrays.stream(values())
                .filter(one -> one.option().equals(option))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--variants " + option + ": must be some of "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(Variant::option).toList())));
    }
}
