// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nidwatch.policy.CalendarEntry;
import org.nidwatch.policy.Organisation;
import org.nidwatch.profile.Declared;

class DeclarationsTest {
    private static final Organisation BANK = new Organisation("bank", "Bank", "bank", 500L, "09:00-17:00", List.of());

    @Test
    void handOnWhatWasAnnounced() {
        Declared declared = Declarations.of(BANK.withCalendar(
                List.of(new CalendarEntry(1_000, 2_000, 0.1, "Eid"), new CalendarEntry(3_000, 4_000, 3, "stipends"))));

        assertThat(declared.quotaPerDay()).isEqualTo(500);
        assertThat(declared.calendar())
                .containsExactly(new Declared.Entry(1_000, 2_000, 0.1), new Declared.Entry(3_000, 4_000, 3));
        assertThat(Declarations.of(BANK).calendar()).isEmpty();
    }

    @Test
    void anImpossibleCalendarIsRefusedByTheFieldsName() {
        assertThatThrownBy(() -> new CalendarEntry(2, 2, 3, "")).hasMessageContaining("calendar.from");
        assertThatThrownBy(() -> new CalendarEntry(1, 2, -0.1, "")).hasMessageContaining("calendar.ceiling");
        assertThatThrownBy(() -> new CalendarEntry(1, 2, Double.NaN, "")).hasMessageContaining("calendar.ceiling");
        assertThatThrownBy(() -> new CalendarEntry(1, 2, 3, "x".repeat(257))).hasMessageContaining("calendar.note");
        CalendarEntry entry = new CalendarEntry(1, 2, 3, "");
        assertThatThrownBy(() -> BANK.withCalendar(Collections.nCopies(65, entry)))
                .hasMessageContaining("at most 64 entries");
    }
}
