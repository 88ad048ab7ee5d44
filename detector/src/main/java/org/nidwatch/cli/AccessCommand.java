// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ops.AccessTokens;
import org.nidwatch.ops.Role;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tokens for the HTTP port. */
@Command(
        name = "access",
        description = "Makes and removes access tokens for the HTTP port. The file holds hashes only.")
final class AccessCommand extends Group {
    static CommandLine of(Terminal terminal) {
        return new AccessCommand().with(new Add(terminal), new Show(terminal), new Remove(terminal));
    }

    private static final class TokensFile {
        @Mixin
        private CommonOptions common = new CommonOptions();

        @Option(
                names = "--file",
                paramLabel = "FILE",
                description = "The file of tokens. Default: the one that http.tokens.file names.")
        private @Nullable Path file;

        Path path(Terminal terminal) {
            Path named = file != null ? file : common.settings(terminal).http().tokensFile();
            if (named == null) {
                throw CommandFailure.usage("say which file: --file FILE, or set http.tokens.file");
            }
            return named;
        }
    }

    @Command(
            name = "add",
            description =
                    "Makes a token and prints it, once: it is kept nowhere. A running detector knows it within 5 s.")
    private static final class Add implements Callable<Integer> {
        @Mixin
        private TokensFile tokens = new TokensFile();

        @Parameters(
                paramLabel = "NAME",
                description = "Who will bear it: letters, digits, dots, underscores, hyphens, @.")
        private String name = "";

        @Option(
                names = "--role",
                defaultValue = "viewer",
                paramLabel = "ROLE",
                description = "viewer reads; analyst decides about alerts, too. Default: ${DEFAULT-VALUE}.")
        private Role role = Role.VIEWER;

        private final Terminal terminal;

        Add(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            String token = AccessTokens.add(tokens.path(terminal), name, role);
            terminal.err()
                    .println("The token of " + name + " (" + role.name().toLowerCase(Locale.ROOT)
                            + "); it is shown this once. Use: Authorization: Bearer TOKEN");
            terminal.out().println(token);
            return ExitCode.OK;
        }
    }

    @Command(name = "list", description = "Lists names and roles.")
    private static final class Show implements Callable<Integer> {
        @Mixin
        private TokensFile tokens = new TokensFile();

        private final Terminal terminal;

        Show(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            Columns columns = new Columns("NAME", "ROLE");
            for (AccessTokens.Entry each :
                    AccessTokens.read(tokens.path(terminal)).entries()) {
                columns.row(each.name(), each.role().name().toLowerCase(Locale.ROOT));
            }
            terminal.out().print(columns);
            return ExitCode.OK;
        }
    }

    @Command(name = "remove", description = "Removes a token. A running detector refuses it within 5 s.")
    private static final class Remove implements Callable<Integer> {
        @Mixin
        private TokensFile tokens = new TokensFile();

        @Parameters(paramLabel = "NAME", description = "Whose token.")
        private String name = "";

        private final Terminal terminal;

        Remove(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException {
            if (!AccessTokens.remove(tokens.path(terminal), name)) {
                throw CommandFailure.failed("there is no token of " + name + "; `nidwatch access list` lists all");
            }
            return ExitCode.OK;
        }
    }
}
