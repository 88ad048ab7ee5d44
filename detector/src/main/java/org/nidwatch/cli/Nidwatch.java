// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point: arguments to settings to a command. Exit codes: 0 ok, 1 failed, 2 found, 64 bad usage or settings. */
@Command(
        name = "nidwatch",
        mixinStandardHelpOptions = true,
        description = "Sees that access to a national ID server is used to scrape citizens' records.")
public final class Nidwatch {
    private Nidwatch() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Nidwatch()).execute(args));
    }
}
