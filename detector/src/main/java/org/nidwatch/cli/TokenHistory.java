// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Token;
import org.nidwatch.policy.TokenTable;

/** Who asked for some tokens in the past, as far as the queries topic keeps it. */
final class TokenHistory {
    private static final long DAY_MILLIS = 86_400_000L;

    private final TokenTable<Seen> seen = new TokenTable<>(each -> each.token);
    private final long from;
    private long read;
    private double seconds;
    private long oldest = Long.MAX_VALUE;
    private boolean empty;

    /** What is known of one token. */
    static final class Seen {
        private final Token token;
        private final Set<String> organisations = new TreeSet<>();
        private long queries;
        private long last = Long.MIN_VALUE;

        private Seen(Token token) {
            this.token = token;
        }

        long queries() {
            return queries;
        }

        /** In words: how often, by whom, when last. */
        String words(DayOrTime times) {
            int shown = 3;
            String by = String.join(", ", organisations.stream().limit(shown).toList())
                    + (organisations.size() > shown ? " and " + (organisations.size() - shown) + " more" : "");
            return "asked for " + Counted.of(queries, "time") + " by " + by + ", last on " + times.shown(last);
        }
    }

    private TokenHistory(Collection<Token> tokens, long from) {
        this.from = from;
        tokens.forEach(token -> seen.put(new Seen(token)));
    }

    /** Reads the queries of the last days about these tokens. */
    static TokenHistory read(Connection connection, Collection<Token> tokens, int days, Terminal terminal) {
        long until = System.currentTimeMillis();
        TokenHistory history = new TokenHistory(tokens, until - days * DAY_MILLIS);
        connection.admin().close();
        long started = System.nanoTime();
        try (Consumer<byte[], byte[]> consumer = connection.consumer()) {
            history.empty = holdsNothing(consumer, connection.topics().queries());
            if (!history.empty) {
                history.take(consumer, connection, until, terminal);
            }
        }
        history.seconds = (System.nanoTime() - started) / 1e9;
        return history;
    }

    /** Whether the topic has no record; a {@link CommandFailure} when there is no such topic. */
    static boolean holdsNothing(Consumer<byte[], byte[]> consumer, String topic) {
        var partitions = TopicContents.partitions(consumer, topic);
        var starts = consumer.beginningOffsets(partitions);
        var ends = consumer.endOffsets(partitions);
        for (TopicPartition partition : partitions) {
            if (starts.getOrDefault(partition, 0L) < ends.getOrDefault(partition, 0L)) {
                return false;
            }
        }
        return true;
    }

    private void take(Consumer<byte[], byte[]> consumer, Connection connection, long until, Terminal terminal) {
        QueryHistory history = new QueryHistory(
                consumer, connection.topics().queries(), connection.wire().newQueryReader());
        oldest = history.oldestKept();
        try (Progress progress = new Progress(terminal, history::part)) {
            history.read(from, until + DAY_MILLIS, progress, (query, partition, offset) -> note(query));
        }
    }

    private boolean note(Query query) {
        read++;
        Seen found = query.hasSubject() ? seen.find(query.subjectHigh(), query.subjectLow()) : null;
        if (found != null) {
            found.queries++;
            found.organisations.add(query.organisationId());
            found.last = Math.max(found.last, query.occurredAt());
        }
        return true;
    }

    /** What is known of the token; null when nobody asked for it. */
    @Nullable
    Seen of(Token token) {
        Seen found = seen.find(token.high(), token.low());
        return found == null || found.queries == 0 ? null : found;
    }

    /** What was looked through, how long it took, and what the topic no longer keeps. */
    String covered(DayOrTime times) {
        if (empty) {
            return "The topic holds no queries: whether anybody asked for them before is not known.";
        }
        long since = Math.max(from, oldest);
        String looked = String.format(
                Locale.ROOT,
                "Looked through %s since %s in %.1f s.",
                Counted.of(read, "query", "queries"),
                times.shown(since),
                seconds);
        return oldest > from + DAY_MILLIS
                ? looked + " The topic keeps no more: what was asked before " + times.shown(oldest) + " is not known."
                : looked;
    }
}
