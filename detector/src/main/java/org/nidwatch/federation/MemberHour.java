// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import org.nidwatch.federation.Member.Field;

/**
 * One organisation's hour, as the hourly sums look at it.
 *
 * @param member whose
 * @param sector its sector; empty = not known
 * @param rise new people in the last two hours against what is usual in them; negative = not known
 * @param asked people asked about for the first time
 * @param missed of these, wrong guesses
 * @param exposed of these, whose data went out
 */
record MemberHour(Member member, String sector, double rise, double asked, double missed, double exposed) {
    static MemberHour of(Member member, String sector, long hour) {
        double usually = member.usual().expected(hour) + member.usual().expected(hour - 1);
        double asked = member.hour(Field.NEW_SUBJECTS, hour);
        double recent = asked + member.hour(Field.NEW_SUBJECTS, hour - 1);
        boolean known = member.usual().expected(hour) >= 0 && member.usual().expected(hour - 1) >= 0;
        return new MemberHour(
                member,
                sector,
                known ? (recent + 2) / (usually + 2) : -1,
                asked,
                member.hour(Field.NEW_MISSED, hour),
                member.hour(Field.NEW_EXPOSED, hour));
    }
}
