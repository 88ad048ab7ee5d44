// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** Ours and Java's version. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String ours =
                Objects.requireNonNullElse(Nidwatch.class.getPackage().getImplementationVersion(), "(not packaged)");
        return new String[] {
            "nidwatch " + ours,
            "Java " + System.getProperty("java.version") + " (" + System.getProperty("java.vendor") + ")"
        };
    }
}
