// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nidwatch.intake.Outcome;
import org.nidwatch.intake.Query;
import org.nidwatch.intake.Token;
import org.nidwatch.window.DistinctCount;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/**
 * What went out in an episode: what the window held when it opened, plus what came since. Distinct counts since the
 * opening are estimates (error {@link DistinctCount#RELATIVE_ERROR}); a citizen counted before and after counts twice.
 */
public final class Exposure {
    /** Most subject tokens kept as a sample. */
    public static final int SAMPLES = 20;

    private long queries;
    private final long subjectsBefore;
    private final long recordsBefore;
    private final DistinctCount subjects;
    private final DistinctCount records;
    private final List<Token> samples = new ArrayList<>();

    /** Starts with what the window of the finding holds. */
    public Exposure(long queries, long subjects, long records, List<Token> samples) {
        this(queries, subjects, records, new DistinctCount(), new DistinctCount());
        this.samples.addAll(samples.subList(0, Math.min(SAMPLES, samples.size())));
    }

    private Exposure(
            long queries, long subjectsBefore, long recordsBefore, DistinctCount subjects, DistinctCount records) {
        this.queries = queries;
        this.subjectsBefore = subjectsBefore;
        this.recordsBefore = recordsBefore;
        this.subjects = subjects;
        this.records = records;
    }

    /** Counts one more query of the episode. */
    public void query(Query query) {
        queries++;
        if (!query.hasSubject()) {
            return;
        }
        subjects.add(query.subjectLow());
        if (query.outcome() == Outcome.DISCLOSED) {
            records.add(query.subjectLow());
            sample(query.subjectHigh(), query.subjectLow());
        }
    }

    private void sample(long high, long low) {
        if (samples.size() < SAMPLES) {
            Token token = new Token(high, low);
            if (!samples.contains(token)) {
                samples.add(token);
            }
        }
    }

    /** Queries since the episode's start. */
    public long queries() {
        return queries;
    }

    /** Distinct citizens asked about. */
    public long distinctSubjects() {
        return subjectsBefore + subjects.estimate();
    }

    /** Distinct citizens whose data went out. */
    public long recordsExposed() {
        return recordsBefore + records.estimate();
    }

    /** Up to 20 subjects, the first exposed ones known. */
    public List<Token> samples() {
        return Collections.unmodifiableList(samples);
    }

    void writeTo(StateWriter writer) {
        writer.count(queries).count(subjectsBefore).count(recordsBefore);
        writer.bytes(subjects.toBytes()).bytes(records.toBytes()).count(samples.size());
        for (Token token : samples) {
            writer.fixed(token.high()).fixed(token.low());
        }
    }

    static Exposure of(StateReader reader) {
        Exposure exposure = new Exposure(
                reader.count(),
                reader.count(),
                reader.count(),
                DistinctCount.of(reader.bytes()),
                DistinctCount.of(reader.bytes()));
        for (int i = reader.size(); i > 0; i--) {
            exposure.samples.add(new Token(reader.fixed(), reader.fixed()));
        }
        return exposure;
    }
}
