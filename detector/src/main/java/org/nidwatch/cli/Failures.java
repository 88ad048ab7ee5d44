// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.nidwatch.settings.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The one place that turns exceptions into messages: a user's mistake is a sentence or two, never a stack trace. */
final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private final Terminal terminal;

    Failures(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public int handleParseException(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        terminal.err().println("nidwatch: " + Redaction.of(String.valueOf(e.getMessage())));
        UnmatchedArgumentException.printSuggestions(e, command.getErr());
        command.getErr().flush();
        terminal.err().println("Try `" + command.getCommandSpec().qualifiedName() + " --help`.");
        return ExitCode.USAGE;
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, @Nullable ParseResult parsed) {
        Throwable cause = bare(e);
        String message = message(cause);
        boolean debug = parsed != null && debug(parsed);
        if (message == null) {
            message = "unexpected " + cause.getClass().getSimpleName() + ": " + cause.getMessage()
                    + System.lineSeparator()
                    + "This is a fault of nidwatch or of this machine. The log is above"
                    + (debug ? "." : "; --debug prints the stack trace.");
        }
        terminal.err().println("nidwatch: " + Redaction.of(message));
        if (debug) {
            cause.printStackTrace(terminal.err());
        }
        return exitCode(cause);
    }

    private static int exitCode(Throwable cause) {
        if (cause instanceof CommandFailure failure) {
            return failure.exitCode();
        }
        return cause instanceof SettingsException ? ExitCode.USAGE : ExitCode.FAILED;
    }

    private static boolean debug(ParseResult parsed) {
        for (ParseResult each = parsed; each != null; each = each.hasSubcommand() ? each.subcommand() : null) {
            if (each.hasMatchedOption("--debug")) {
                return true;
            }
        }
        return false;
    }

    private static Throwable bare(Throwable e) {
        Throwable bare = e;
        while ((bare instanceof ExecutionException
                        || bare instanceof CompletionException
                        || bare instanceof UncheckedIOException)
                && bare.getCause() != null) {
            bare = bare.getCause();
        }
        return bare;
    }

    /** What to tell a person; null when nobody expected it. */
    private static @Nullable String message(Throwable e) {
        if (e instanceof SettingsException settings) {
            return settings.problems().size() == 1
                    ? settings.getMessage()
                    : "these settings cannot be used:" + System.lineSeparator() + "  "
                            + String.join(System.lineSeparator() + "  ", settings.problems());
        } else if (e instanceof CommandFailure || ours(e)) {
            return e.getMessage();
        } else if (e instanceof KafkaException kafka) {
            return kafka(kafka);
        } else if (e instanceof FileSystemException file) {
            return file(file);
        } else if (e instanceof IOException) {
            return e.getMessage();
        }
        return null;
    }

    /** Exceptions of the other rooms are written for people, by their rule. */
    private static boolean ours(Throwable e) {
        return e.getClass().getPackageName().startsWith("org.nidwatch.");
    }

    private static @Nullable String kafka(KafkaException e) {
        if (e instanceof AuthenticationException) {
            return "Kafka refuses our credentials (" + e.getMessage()
                    + "): check kafka.security.protocol and kafka.sasl.*";
        } else if (e instanceof AuthorizationException) {
            return e.getMessage() + " `nidwatch topics` prints the ACLs that are needed.";
        } else if (e instanceof TimeoutException) {
            return "Kafka does not answer (" + e.getMessage()
                    + "). Is it running, and is kafka.bootstrap.servers right?";
        } else if (e instanceof UnknownTopicOrPartitionException) {
            return "a topic is missing (" + e.getMessage() + "): run `nidwatch topics --apply` first";
        } else if (e instanceof ConfigException || e.getCause() instanceof ConfigException) {
            Throwable config = e instanceof ConfigException || e.getCause() == null ? e : e.getCause();
            return "Kafka refuses a setting under kafka.* or streams.*: " + config.getMessage();
        }
        return null;
    }

    private static String file(FileSystemException e) {
        if (e instanceof NoSuchFileException) {
            return e.getFile() + " does not exist";
        } else if (e instanceof AccessDeniedException) {
            return e.getFile() + " cannot be opened: permission denied";
        } else if (e instanceof FileAlreadyExistsException) {
            return e.getFile() + " exists already";
        }
        return String.valueOf(e.getMessage());
    }
}
