// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.nidwatch.ingest.Ingest;
import org.nidwatch.ingest.IngestSettings;
import org.nidwatch.ingest.LineFormat;
import org.nidwatch.ingest.ParsedLine;
import org.nidwatch.ingest.QueryLines;
import org.nidwatch.ingest.ReadOptions;
import org.nidwatch.ingest.Summary;
import org.nidwatch.ingest.Tally;
import org.nidwatch.intake.NidQuery;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.Settings;
import org.nidwatch.wire.JsonForm;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Server logs to Kafka. */
@Command(
        name = "ingest",
        description = {
            "Sends a server's log to Kafka, tokenised: no citizen's number leaves this process.",
            "Each line is sent once, also when it is stopped, killed and started again: how far it came is kept in Kafka,"
                    + " under the name of the source. Lines that cannot be read go to FILE.rejected.jsonl with the reason."
        })
final class IngestCommand implements Callable<Integer> {
    private static final int SHOWN = 5;

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Parameters(paramLabel = "FILE", description = "The log; - for standard input; .gz is unpacked.")
    private String file = "-";

    @Option(
            names = "--format",
            defaultValue = "auto",
            description = "auto (told by the first line), jsonl, csv or combined.")
    private LineFormat format = LineFormat.AUTO;

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "Says which part of a foreign log is what (YAML; samples in deploy/mappings).")
    private @Nullable Path mapping;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "The tokenisation key (tokens.key.file), mode 0600.")
    private @Nullable Path keyFile;

    @Option(names = "--follow", description = "Wait for more at the end, through log rotation, until stopped.")
    private boolean follow;

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "Name under which the progress is kept. Default: host and path; set it where the host's name"
                    + " changes, as in containers.")
    private @Nullable String source;

    @Option(names = "--restart", description = "Read from the start, whatever was sent before: sends it again.")
    private boolean restart;

    @Option(names = "--rejects", paramLabel = "FILE", description = "Where bad lines go; default FILE.rejected.jsonl.")
    private @Nullable Path rejects;

    @Option(
            names = "--line-limit",
            paramLabel = "BYTES",
            defaultValue = "" + ReadOptions.LINE_LIMIT,
            description = "Longest line, 1024 to 67108864; longer ones are bad. Default: 1 MiB.")
    private int lineLimit = ReadOptions.LINE_LIMIT;

    @Option(
            names = "--dry-run",
            description = "Send nothing: print the counts and the first queries as they would be sent.")
    private boolean dryRun;

    private final Terminal terminal;

    IngestCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (follow && (dryRun || file.equals(QueryLines.STANDARD_INPUT))) {
            throw CommandFailure.usage("--follow is for a file that grows: not for standard input, which is followed"
                    + " anyway, and not with --dry-run");
        }
        if (dryRun) {
            Settings settings = common.settings(terminal);
            return dryRun(reading(settings));
        }
        Connection connection = Connection.of(common.load(terminal));
        Settings settings = connection.settings();
        terminal.stop().heeded();
        Ingest ingest = new Ingest(
                settings(connection, reading(settings)),
                connection.wire()::query,
                terminal.in(),
                terminal.err(),
                terminal.interactive(),
                terminal.stop()::wished);
        Summary summary = ingest.run();
        terminal.err().println(summary.text());
        return exitCode(summary.sent());
    }

    private IngestSettings settings(Connection connection, ReadOptions reading) {
        Settings settings = connection.settings();
        return new IngestSettings(
                file,
                reading,
                source,
                rejects,
                follow,
                restart,
                connection.topics().queries(),
                connection.topics().ingestCheckpoints(),
                connection.embedded() ? 1 : settings.topics().replication(),
                settings.kafka().values(),
                IngestSettings.ROTATION_GRACE);
    }

    private ReadOptions reading(Settings settings) {
        return new ReadOptions(format, mapping, tokeniser(settings), lineLimit);
    }

    /** The key of the settings; none at all when nobody named one, since the log may hold tokens already. */
    private @Nullable Tokeniser tokeniser(Settings settings) {
        if (keyFile != null) {
            return Tokeniser.fromKeyFile(keyFile, settings.tokens().keyId());
        }
        return Keys.exists(settings, terminal.environment()) ? Keys.tokeniser(settings, terminal.environment()) : null;
    }

    private int dryRun(ReadOptions reading) {
        JsonForm json = new JsonForm();
        List<ParsedLine.Bad> bad = new ArrayList<>();
        int shown = 0;
        try (QueryLines lines = open(reading)) {
            while (lines.hasNext()) {
                ParsedLine line = lines.next();
                if (line instanceof ParsedLine.Parsed parsed && shown++ < SHOWN) {
                    NidQuery query = parsed.query();
                    terminal.out().println(json.query(query));
                } else if (line instanceof ParsedLine.Bad one && bad.size() < SHOWN) {
                    bad.add(one);
                }
            }
            return report(lines.tally(), bad);
        }
    }

    private QueryLines open(ReadOptions reading) {
        return file.equals(QueryLines.STANDARD_INPUT)
                ? QueryLines.of("standard input", terminal.in(), reading)
                : QueryLines.open(file, reading);
    }

    private int report(Tally tally, List<ParsedLine.Bad> bad) {
        terminal.err()
                .println(String.format(
                        Locale.ROOT,
                        "Nothing was sent: %,d lines read = %,d to be sent + %,d bad + %,d skipped",
                        tally.read(),
                        tally.parsed(),
                        tally.bad(),
                        tally.skipped()));
        if (tally.recoded() > 0) {
            terminal.err().println("  not UTF-8, read as Windows-1252: " + Counted.of(tally.recoded()));
        }
        if (tally.unknownWords() > 0) {
            terminal.err()
                    .println("  unknown operations or outcomes, read as OTHER: " + Counted.of(tally.unknownWords()));
        }
        for (ParsedLine.Bad one : bad) {
            terminal.err().println("  line " + one.lineNumber() + ": " + one.reason());
        }
        if (tally.bad() > bad.size()) {
            terminal.err().println("  ...");
        }
        return exitCode(tally);
    }

    /** A log without one good line is most likely read with the wrong format or mapping. */
    private int exitCode(Tally tally) {
        if (tally.bad() > 0 && tally.parsed() == 0) {
            terminal.err()
                    .println(
                            "nidwatch: not one line could be read: is this the right --format, and the right --mapping?");
            return ExitCode.FAILED;
        }
        return ExitCode.OK;
    }
}
