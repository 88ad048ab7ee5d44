// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.util.List;
import org.nidwatch.policy.Organisation;

/** {@link Organisation}. */
final class OrganisationTranslation implements Translation<Organisation, org.nidwatch.event.Organisation> {
    @Override
    public org.nidwatch.event.Organisation toAvro(Organisation organisation) {
        return new org.nidwatch.event.Organisation(
                organisation.id(),
                organisation.name(),
                organisation.sector(),
                organisation.declaredQuotaPerDay(),
                organisation.workingHours(),
                organisation.contacts());
    }

    @Override
    public Organisation fromAvro(org.nidwatch.event.Organisation record) {
        return new Organisation(
                record.getId(),
                record.getName(),
                record.getSector(),
                record.getDeclaredQuotaPerDay(),
                record.getWorkingHours(),
                List.copyOf(record.getContacts()));
    }
}
