// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.wire;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("slow")
class ConfluentOnApicurioIT extends ConfluentContract {
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
    String url() {
        return apicurio.url();
    }
}
