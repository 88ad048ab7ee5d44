// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Ours and Java's version. */
final class Version implements IVersionProvider {
    /** Ours alone. */
    static String text() {
        return Objects.requireNonNullElse(Nidwatch.class.getPackage().getImplementationVersion(), "(not packaged)");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "nidwatch " + text(),
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
        };
    }
}
