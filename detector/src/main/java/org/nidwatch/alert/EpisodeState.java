// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nidwatch.detect.Finding;
import org.nidwatch.detect.Shape;
import org.nidwatch.window.StateReader;
import org.nidwatch.window.StateWriter;

/** An open episode as bytes, at most about 8 kB. */
public final class EpisodeState {
    private static final int VERSION = 1;

    private EpisodeState() {}

    /** The bytes of an episode. */
    public static byte[] toBytes(Episode.Open episode, StateWriter writer) {
        Episode.Identity identity = episode.identity();
        writer.start(VERSION)
                .text(identity.organisationId())
                .text(identity.scope().name());
        String credential = identity.credentialId();
        writer.raw(credential == null ? 0 : 1);
        if (credential != null) {
            writer.text(credential);
        }
        writer.number(identity.start()).number(identity.detectedAt());
        writer.text(episode.severity().name()).text(episode.shape().name());
        writer.count(episode.recordsBeforeAlert()).count(episode.sequence());
        writer.number(episode.lastFoundAt()).number(episode.lastEmittedAt()).count(episode.emittedRecords());
        writer.count(episode.findings().size());
        for (Finding finding : episode.findings()) {
            writer.text(finding.detector()).real(finding.observed()).real(finding.expected());
            writer.real(finding.threshold()).real(finding.score()).text(finding.unit());
            writer.count(finding.window().toMillis()).text(finding.sentence());
        }
        episode.exposure().writeTo(writer);
        return writer.toBytes();
    }

    /** Reads {@link #toBytes}. */
    public static Episode.Open of(byte[] bytes) {
        StateReader reader = new StateReader(bytes, VERSION);
        String organisation = reader.text();
        Scope scope = Scope.valueOf(reader.text());
        @Nullable String credential = reader.raw() == 1 ? reader.text() : null;
        Episode.Identity identity =
                Episode.Identity.of(organisation, scope, credential, reader.number(), reader.number());
        Severity severity = Severity.valueOf(reader.text());
        Shape shape = Shape.valueOf(reader.text());
        long recordsBefore = reader.count();
        int sequence = reader.size();
        long lastFoundAt = reader.number();
        long lastEmittedAt = reader.number();
        long emittedRecords = reader.count();
        List<Finding> findings = new ArrayList<>();
        for (int i = reader.size(); i > 0; i--) {
            findings.add(new Finding(
                    reader.text(),
                    reader.real(),
                    reader.real(),
                    reader.real(),
                    reader.real(),
                    reader.text(),
                    Duration.ofMillis(reader.count()),
                    reader.text()));
        }
        return new Episode.Open(
                identity,
                severity,
                shape,
                List.copyOf(findings),
                Exposure.of(reader),
                recordsBefore,
                sequence,
                lastFoundAt,
                lastEmittedAt,
                emittedRecords);
    }
}
