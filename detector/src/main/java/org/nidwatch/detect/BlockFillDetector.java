// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.detect;

import org.nidwatch.window.CredentialPicture;
import org.nidwatch.window.Horizon;
import org.nidwatch.window.Measure;

/**
 * Walking: many new numbers out of one block of 1,000 neighbours, in whatever order. The tokens hide the numbers, the
 * block tokens still tell neighbours. Honest work of n numbers a day puts about n / blocks into each block.
 */
final class BlockFillDetector implements Detector {
    /**
     * @param minimum alarm never below this many new numbers of one block (counts halve every 12 hours), 5..1000
     * @param blocks populated blocks of the register, 100..1e9: 120 million citizens fill at least 120,000
     */
    record Settings(long minimum, long blocks) {
        static final Settings DEFAULTS = new Settings(25, 120_000);

        Settings {
            Bounds.within("minimum", minimum, 5, 1_000);
            Bounds.within("blocks", blocks, 100, 1e9);
        }
    }

    private final Settings settings;

    BlockFillDetector(Settings settings) {
        this.settings = settings;
    }

    @Override
    public String id() {
        return "block-fill";
    }

    @Override
    public String unit() {
        return "numbers of one block";
    }

    @Override
    public Shape shape() {
        return Shape.ENUMERATION;
    }

    @Override
    public boolean opensAlerts() {
        return true;
    }

    @Override
    public void examine(OrganisationPicture picture, Assessment into) {
        double seen = picture.windows().latestBlockCount();
        double expected = (double) picture.windows().count(Measure.NEW_SUBJECTS, Horizon.DAY) / settings.blocks();
        // Six standard deviations of a Poisson count above its mean: none in 120,000 blocks by chance.
        double alarm = settings.minimum() + expected + 6 * Math.sqrt(expected);
        CredentialPicture credential = picture.latestCredential();
        if (credential == null) {
            into.note(Horizon.DAY, seen, expected, alarm, seen / alarm, null);
            return;
        }
        // Where most of the walking was within the hour, the hour is the window: it says better when the abuse began.
        long hour = credential.count(Measure.BLOCK_REPEATS, Horizon.HOUR);
        Horizon window = 2 * hour >= credential.count(Measure.BLOCK_REPEATS, Horizon.DAY) ? Horizon.HOUR : Horizon.DAY;
        into.note(window, seen, expected, alarm, seen / alarm, credential.id());
    }

    @Override
    public String sentence(OrganisationPicture picture, Assessment assessment) {
        return Words.number(assessment.observed())
                + " new numbers out of one block of 1,000 neighbouring numbers were asked"
                + " about lately"
                + (assessment.credentialId() == null ? "" : ", the newest by credential " + assessment.credentialId())
                + "; honest work of this volume asks about "
                + (assessment.expected() < 0.1 ? "hardly any" : Words.number(assessment.expected()))
                + " a day in a block, and the alarm is at " + Words.number(Math.ceil(assessment.threshold()))
                + ": numbers are being walked.";
    }
}
