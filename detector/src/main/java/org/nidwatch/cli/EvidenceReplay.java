// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.Federation;
import org.nidwatch.federation.FederationOutput;
import org.nidwatch.federation.OrganisationDigest;
import org.nidwatch.federation.SourceClock;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.intake.Checks;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Verdict;
import org.nidwatch.policy.Canary;
import org.nidwatch.policy.Policy;
import org.nidwatch.policy.Probe;
import org.nidwatch.settings.Settings;
import org.nidwatch.topology.Placement;
import org.nidwatch.watch.OrganisationActivity;
import org.nidwatch.watch.Watch;
import org.nidwatch.watch.WatchOutput;
import org.nidwatch.wire.JsonForm;

/**
 * The engine once more over the queries of one alert's organisation (of all, for an alert about several), from the first that
 * is kept, without a topology: an organisation's alerts are a function of its own queries in their order.
 */
final class EvidenceReplay {
    private static final long ADVANCE_MILLIS = 1_000;
    private static final double DAY_MILLIS = 86_400_000.0;

    private final Connection connection;
    private final Settings decided;
    private final Path pack;
    private final Terminal terminal;
    private final ScrapingAlert last;
    private final boolean several;
    private final boolean backlog;
    private final Map<Integer, ScrapingAlert> emissions = new HashMap<>();
    private final Set<Integer> partitions = new TreeSet<>();
    private long firstQuery = Long.MAX_VALUE;
    private long lastQuery = Long.MIN_VALUE;
    private boolean read;
    private long counted;
    private int late;

    /**
     * @param told the alert's emissions as the pack has them, at least one
     * @param backlog all lay there before the detector read it, so the federation waited for the partition furthest behind;
     *     else the detector kept up with the broker, and each partition had been read as far as the others
     */
    EvidenceReplay(
            Connection connection,
            Settings decided,
            Path pack,
            List<ScrapingAlert> told,
            boolean backlog,
            Terminal terminal) {
        this.connection = connection;
        this.decided = decided;
        this.pack = pack;
        this.terminal = terminal;
        this.last = told.get(told.size() - 1);
        this.several = isAboutSeveral(last);
        this.backlog = backlog;
    }

    /** Whether an alert is the federation's. */
    static boolean isAboutSeveral(ScrapingAlert alert) {
        return alert.organisationId().equals(ScrapingAlert.FEDERATION);
    }

    /** Replays; what came out is asked for afterwards. */
    void run() throws IOException {
        connection.admin().close();
        Policy policy = policy();
        UUID wanted = last.alertId();
        Federation federation = new Federation(
                decided.federation(), decided.watch().alerts(), policy, Mode.REPLAY, new FederationOutput() {
                    @Override
                    public void alert(ScrapingAlert alert) {
                        note(wanted, alert);
                    }

                    @Override
                    public void late() {
                        late++;
                    }
                });
        replay(policy, wanted, federation);
    }

    /** A partition's queries, and the clock of its task. */
    private static final class Source {
        private final Watch watch;
        private long newest = Long.MIN_VALUE;
        private long advanced = Long.MIN_VALUE;

        Source(Watch watch) {
            this.watch = watch;
        }

        void passes(long time, Federation federation) {
            newest = Math.max(newest, time);
            if (newest - ADVANCE_MILLIS >= advanced) {
                watch.advance(newest);
                federation.advance(newest);
                advanced = newest;
            }
        }
    }

    private Source[] sources(int partitions, Policy policy, UUID wanted, Federation federation) {
        Source[] sources = new Source[partitions];
        for (int partition = 0; partition < partitions; partition++) {
            WatchOutput output = several
                    ? new Partition(partition, partitions, backlog, federation)
                    : new WatchOutput() {
                        @Override
                        public void alert(ScrapingAlert alert) {
                            note(wanted, alert);
                        }

                        @Override
                        public void activity(OrganisationActivity minute) {}
                    };
            sources[partition] = new Source(new Watch(
                    decided.watch(), policy, Mode.REPLAY, connection.topics().queries(), output));
        }
        return sources;
    }

    /** One partition, as the detector's task of it tells the federation. */
    private record Partition(int number, int all, boolean backlog, Federation federation) implements WatchOutput {
        @Override
        public void alert(ScrapingAlert alert) {}

        @Override
        public void activity(OrganisationActivity minute) {}

        @Override
        public void digest(OrganisationDigest digest, long reached) {
            federation.observe(SourceReport.of(number, all, reached, digest));
        }

        @Override
        public void reached(long tick) {
            for (int other = 0; other < all && !backlog; other++) {
                if (other != number) {
                    // The history comes in the broker's order: what the other partitions had then was read.
                    federation.observe(SourceReport.caughtUp(other, all, SourceClock.NONE));
                }
            }
            federation.observe(SourceReport.reached(number, all, tick));
        }
    }

    private void replay(Policy policy, UUID wanted, Federation federation) {
        Checks checks = new Checks(decided.intake());
        long now = System.currentTimeMillis();
        Source[] sources;
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            OrderedHistory history = new OrderedHistory(
                    consumer, connection.topics().queries(), connection.wire().newQueryReader());
            int partitions = several ? history.partitions() : 1;
            Placement placement = new Placement(partitions);
            sources = sources(partitions, policy, wanted, federation);
            try (Progress progress = new Progress(terminal, history::part)) {
                history.read(progress, (query, partition, offset) -> {
                    if (!(checks.check(query, now) instanceof Verdict.Rejected)) {
                        Source source = sources[placement.of(query.organisationId())];
                        take(query, partition, offset, source, federation);
                    }
                    return !emissions.containsKey(last.sequence());
                });
            }
        }
        if (read) {
            // As time goes on without queries: what is quiet closes.
            for (Source source : sources) {
                source.watch.advance(now);
            }
            federation.finish();
        }
    }

    private void take(Query query, int partition, long offset, Source source, Federation federation) {
        read = true;
        if (several || query.organisationId().equals(last.organisationId())) {
            counted++;
            partitions.add(partition);
            firstQuery = Math.min(firstQuery, query.occurredAt());
            lastQuery = Math.max(lastQuery, query.occurredAt());
            source.watch.observe(query, partition, offset);
        }
        source.passes(query.occurredAt(), federation);
    }

    private void note(UUID wanted, ScrapingAlert alert) {
        if (alert.alertId().equals(wanted)) {
            emissions.putIfAbsent(alert.sequence(), alert);
        }
    }

    /** The pack's policy; of decoys and probes the present ones beside it, for a pack holds only those that were asked for. */
    private Policy policy() throws IOException {
        JsonForm json = new JsonForm();
        Map<String, Canary> canaries =
                new LinkedHashMap<>(CanaryCommand.topic(connection).contents().things());
        read(EvidencePack.CANARIES, json::canary)
                .forEach(each -> canaries.put(each.token().hex(), each));
        Map<String, Probe> probes =
                new LinkedHashMap<>(ProbeCommand.topic(connection).contents().things());
        read(EvidencePack.PROBES, json::probe).forEach(each -> probes.put(each.id(), each));
        return new FixedPolicy(
                read(EvidencePack.ORGANISATIONS, json::organisation),
                canaries.values(),
                probes.values(),
                SilenceCommand.topic(connection).contents().things().values(),
                read(EvidencePack.DISPOSITIONS, json::disposition));
    }

    private <T> Collection<T> read(String file, Function<String, T> reader) throws IOException {
        return JsonLines.read(pack.resolve(file).toString(), terminal, reader);
    }

    /** What came out with this number; null when nothing did. */
    @Nullable
    ScrapingAlert emission(int sequence) {
        return emissions.get(sequence);
    }

    /** Digests that came later than the federation waits for. */
    int late() {
        return late;
    }

    /** Partitions on which the queries lie. */
    int partitions() {
        return partitions.size();
    }

    /** Why the topic no longer says what the detector saw before the alert; null when it still does. */
    @Nullable
    String startLost(ScrapingAlert alert, DayOrTime times) {
        if (firstQuery == Long.MAX_VALUE) {
            return "the topic keeps no query of " + last.organisationId() + " any more";
        }
        if (firstQuery > alert.episodeStart()) {
            return "the episode began at " + times.shown(alert.episodeStart())
                    + ", and the first query of it that the topic keeps is of " + times.shown(firstQuery);
        }
        // The federation counts from the start of its first tick.
        long known = several ? OrganisationDigest.tickOf(firstQuery) * OrganisationDigest.TICK_MILLIS : firstQuery;
        if ((alert.detectedAt() - known) / DAY_MILLIS < alert.baselineAgeDays()) {
            return "the detector had learned for " + String.format(Locale.ROOT, "%.1f", alert.baselineAgeDays())
                    + " days when it alarmed, and the first query that the topic keeps is of "
                    + times.shown(firstQuery);
        }
        return null;
    }

    /** What was looked at. */
    String covered(DayOrTime times) {
        return counted == 0
                ? "nothing: the topic keeps no query of " + last.organisationId()
                : Counted.of(counted, "query", "queries") + " of "
                        + (several ? "all organisations" : last.organisationId()) + ", " + times.shown(firstQuery)
                        + " to "
                        + times.shown(lastQuery);
    }
}
