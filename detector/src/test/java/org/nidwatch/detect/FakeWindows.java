// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;
import org.nidwatch.window.WindowsView;

/** Windows with whatever counts a test sets: the hour's are part of the day's. */
final class FakeWindows implements WindowsView {
    final Map<Measure, Map<Horizon, Long>> counts = new EnumMap<>(Measure.class);
    final List<FakeCredential> credentials = new ArrayList<>();
    long distinct;
    long answered;
    int blockCount;

    FakeWindows set(Measure measure, Horizon horizon, long count) {
        counts.computeIfAbsent(measure, m -> new EnumMap<>(Horizon.class)).put(horizon, count);
        return this;
    }

    FakeCredential credential(String id) {
        FakeCredential credential = new FakeCredential(id);
        credentials.add(credential);
        return credential;
    }

    @Override
    public String organisationId() {
        return "bank-1";
    }

    @Override
    public long clock() {
        return 1_780_000_000_000L;
    }

    @Override
    public long firstSeen() {
        return 1_770_000_000_000L;
    }

    @Override
    public long count(Measure measure, Horizon horizon) {
        return counts.getOrDefault(measure, Map.of()).getOrDefault(horizon, 0L);
    }

    @Override
    public long distinctSubjects(Horizon horizon) {
        return distinct;
    }

    @Override
    public long citizensAnswered() {
        return answered;
    }

    @Override
    public double citizensAnsweredPerDay() {
        return answered / 100.0;
    }

    @Override
    public long citizensAnsweredReach(long number) {
        return answered >= number ? clock() : Long.MAX_VALUE;
    }

    @Override
    public Collection<? extends CredentialPicture> credentials() {
        return credentials;
    }

    @Override
    public @Nullable CredentialPicture latestCredential() {
        return credentials.isEmpty() ? null : credentials.get(0);
    }

    @Override
    public int latestBlockCount() {
        return blockCount;
    }

    @Override
    public List<Contributor> topCredentials(int limit) {
        return List.of();
    }

    @Override
    public List<Contributor> topSources(int limit) {
        return List.of();
    }

    /** A credential with whatever counts a test sets. */
    static final class FakeCredential implements CredentialPicture {
        final Map<Measure, Map<Horizon, Long>> counts = new EnumMap<>(Measure.class);
        double evenness;
        private final String id;

        private FakeCredential(String id) {
            this.id = id;
        }

        FakeCredential set(Measure measure, Horizon horizon, long count) {
            counts.computeIfAbsent(measure, m -> new EnumMap<>(Horizon.class)).put(horizon, count);
            return this;
        }

        @Override
        public String id() {
            return id;
        }

        @Override
        public long count(Measure measure, Horizon horizon) {
            return counts.getOrDefault(measure, Map.of()).getOrDefault(horizon, 0L);
        }

        @Override
        public int hoursActive() {
            return 8;
        }

        @Override
        public double evenness() {
            return evenness;
        }

        @Override
        public double meanGapMillis() {
            return 60_000;
        }

        @Override
        public long firstSeen() {
            return 1_770_000_000_000L;
        }
    }
}
