// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** A real registry that is not ours, through its Confluent API. */
@Tag("slow")
class ApicurioIT extends RegistryContract {
    private static Apicurio apicurio;

    @BeforeAll
    static void start() throws IOException {
        apicurio = Apicurio.start();
    }

    @AfterAll
    static void stop() {
        if (apicurio != null) {
            apicurio.close();
        }
    }

    @Override
    protected String url() {
        return apicurio.url();
    }
}
