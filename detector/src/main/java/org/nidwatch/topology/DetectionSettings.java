// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.topology;

import org.jspecify.annotations.Nullable;
import org.nidwatch.alert.Mode;
import org.nidwatch.federation.FederationSettings;
import org.nidwatch.intake.IntakeSettings;
import org.nidwatch.ocsf.OcsfForm;
import org.nidwatch.watch.WatchSettings;

/**
 * What decides which queries are counted and what becomes of them.
 *
 * @param topics names of the topics
 * @param intake which queries are believed
 * @param watch what is an alert
 * @param federation what is an alert about several organisations together
 * @param mode live, or a replay of history, whose only output is alerts
 * @param span which queries count; all of them when live
 * @param ocsf writes each alert to the OCSF topic, too; null = there is none
 */
public record DetectionSettings(
        TopicNames topics,
        IntakeSettings intake,
        WatchSettings watch,
        FederationSettings federation,
        Mode mode,
        ReplaySpan span,
        @Nullable OcsfForm ocsf) {
    /** The defaults of all, live. */
    public static final DetectionSettings DEFAULTS = new DetectionSettings(
            TopicNames.STANDARD,
            IntakeSettings.DEFAULTS,
            WatchSettings.DEFAULTS,
            FederationSettings.DEFAULTS,
            Mode.LIVE);

    /** The same without an OCSF topic. */
    public DetectionSettings(
            TopicNames topics,
            IntakeSettings intake,
            WatchSettings watch,
            FederationSettings federation,
            Mode mode,
            ReplaySpan span) {
        this(topics, intake, watch, federation, mode, span, null);
    }

    /** The same over all of time. */
    public DetectionSettings(
            TopicNames topics, IntakeSettings intake, WatchSettings watch, FederationSettings federation, Mode mode) {
        this(topics, intake, watch, federation, mode, ReplaySpan.ALL);
    }
}
