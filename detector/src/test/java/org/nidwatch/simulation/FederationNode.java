// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.nidwatch.alert.AlertSettings;
import org.nidwatch.alert.Mode;
import org.nidwatch.alert.ScrapingAlert;
import org.nidwatch.federation.Federation;
import org.nidwatch.federation.FederationOutput;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.federation.SourceReport;
import org.nidwatch.policy.Policy;
import org.nidwatch.window.StateWriter;

/** The federation as the topology runs it, on digests that went through their bytes. */
final class FederationNode implements FederationOutput {
    /** Two partners and little evidence are enough here: what counts is that alerts come. */
    private static final FederationSettings EAGER =
            new FederationSettings(2, Duration.ofMinutes(10), Duration.ofHours(2), 10, 25, 120_000, 3, 0.5, 3, 1.15);

    private final Policy policy;
    private final Random shuffle;
    private final StateWriter writer = new StateWriter();
    private Federation federation;
    private List<ScrapingAlert> said = new ArrayList<>();
    private long lateSince;

    final Map<Node.Key, byte[]> store = new HashMap<>();
    final List<ScrapingAlert> alerts = new ArrayList<>();
    final Book book = new Book();
    long late;

    FederationNode(Policy policy, long seed) {
        this.policy = policy;
        shuffle = new Random(seed);
        begin();
    }

    private void begin() {
        federation = new Federation(EAGER, AlertSettings.DEFAULTS, policy, Mode.LIVE, this);
    }

    /** Takes reports in, and is killed after so many of them, at most once; -1 = never. */
    void take(List<SourceReport> reports, int killedAfter) {
        for (int i = 0; i < reports.size(); i++) {
            if (i == killedAfter) {
                crash();
                take(reports, -1);
                return;
            }
            tell(reports.get(i));
        }
        commit();
    }

    private void tell(SourceReport report) {
        federation.observe(SourceReport.of(report.toBytes(writer)));
    }

    private void commit() {
        federation.writeChanges((key, value) -> {
            if (value == null) {
                store.remove(new Node.Key(key));
            } else {
                store.put(new Node.Key(key), value);
            }
        });
        alerts.addAll(said);
        said = new ArrayList<>();
        late += lateSince;
        lateSince = 0;
        book.commit();
    }

    private void crash() {
        said = new ArrayList<>();
        lateSince = 0;
        book.crash();
        begin();
        List<Map.Entry<Node.Key, byte[]>> pieces = new ArrayList<>(store.entrySet());
        Collections.shuffle(pieces, shuffle);
        pieces.forEach(piece -> federation.restore(
                piece.getKey().bytes().clone(), piece.getValue().clone()));
        boolean open = federation.openAlert() != null;
        if (open != !book.open().isEmpty()) {
            throw new Broken("the federation was restored with " + (open ? "an" : "no") + " open alert");
        }
        federation.writeChanges((key, value) -> {
            byte[] kept = store.get(new Node.Key(key));
            if (value == null ? kept != null : !Arrays.equals(kept, value)) {
                throw new Broken("restored state of the federation is written otherwise: " + new Node.Key(key));
            }
        });
    }

    @Override
    public void alert(ScrapingAlert alert) {
        book.take(alert);
        said.add(alert);
    }

    @Override
    public void late() {
        lateSince++;
    }
}
