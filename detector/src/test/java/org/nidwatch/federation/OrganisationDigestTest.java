// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.nidwatch.federation.OrganisationDigest.Block;
import org.nidwatch.federation.OrganisationDigest.Strength;
import org.nidwatch.window.StateWriter;

class OrganisationDigestTest {
    private static final String GOLDEN = "01" + "0762616e6b2d3432" // bank-42
            + "a4d9d805" // tick
            + "ac02" + "c801" + "06" + "be01" + "00" // counts
            + "58" + "8c01" + "00" // strength
            + "01" + "0000000000000001" + "0000000000000002" // open alerts
            + "02" + "0000000000000005" + "8000000000000001" // sample
            + "01" + "ffffffffffffffff" + "18"; // blocks

    private static OrganisationDigest digest() {
        return new OrganisationDigest(
                "bank-42",
                5_969_490,
                300,
                200,
                6,
                190,
                0,
                new Strength(88, 140, 0),
                List.of(new UUID(1, 2)),
                0,
                List.of(5L, Long.MIN_VALUE + 1),
                List.of(new Block(-1, 24)));
    }

    @Test
    void isWrittenAsItWasEverWritten() {
        assertThat(HexFormat.of().formatHex(digest().toBytes(new StateWriter())))
                .isEqualTo(GOLDEN);
        assertThat(OrganisationDigest.of(HexFormat.of().parseHex(GOLDEN))).isEqualTo(digest());
    }

    @Test
    void comesBackAsItWas() {
        for (int seed = 0; seed < 200; seed++) {
            OrganisationDigest digest = any(new SplittableRandom(seed), "বাংলা-" + seed, 1_000 + seed);
            assertThat(OrganisationDigest.of(digest.toBytes(new StateWriter()))).isEqualTo(digest);
        }
    }

    @Test
    void isNeverLargerThanSaid() {
        List<UUID> alerts = Collections.nCopies(OrganisationDigest.ALERTS, new UUID(-1, -1));
        List<Long> sample = Collections.nCopies(OrganisationDigest.SAMPLE, -1L);
        List<Block> blocks = Collections.nCopies(OrganisationDigest.BLOCKS, new Block(-1, Long.MAX_VALUE));
        OrganisationDigest largest = new OrganisationDigest(
                "ব".repeat(128),
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                new Strength(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
                alerts,
                OrganisationDigest.ALERTS,
                sample,
                blocks);

        assertThat(largest.toBytes(new StateWriter()).length)
                .isBetween(OrganisationDigest.BYTES - 40, OrganisationDigest.BYTES);
    }

    @Test
    void partsOfATickMergeInAnyOrder() {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            OrganisationDigest a = any(random, "bank", 7);
            OrganisationDigest b = any(random, "bank", 7);
            OrganisationDigest c = any(random, "bank", 7);

            assertThat(a.merge(b)).isEqualTo(b.merge(a));
            assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
            assertThat(a.merge(b).queries()).isEqualTo(a.queries() + b.queries());
            assertThat(a.merge(b).sample().get(0))
                    .isEqualTo(
                            Long.compareUnsigned(a.sample().get(0), b.sample().get(0)) < 0
                                    ? a.sample().get(0)
                                    : b.sample().get(0));
        }
    }

    @Test
    void doesNotMergeWhatIsNotOneTick() {
        SplittableRandom random = new SplittableRandom(1);
        OrganisationDigest one = any(random, "bank", 7);

        assertThatThrownBy(() -> one.merge(any(random, "bank", 8))).hasMessageContaining("one tick");
        assertThatThrownBy(() -> one.merge(any(random, "telecom", 7))).hasMessageContaining("one organisation");
    }

    @Test
    void refusesBytesOfAnotherVersionOrKind() {
        byte[] bytes = digest().toBytes(new StateWriter());
        bytes[0] = 9;
        assertThatThrownBy(() -> OrganisationDigest.of(bytes)).hasMessageContaining("version 9");
        byte[] greedy = HexFormat.of().parseHex(GOLDEN.replace("02" + "0000000000000005", "7f" + "0000000000000005"));
        assertThatThrownBy(() -> OrganisationDigest.of(greedy)).hasMessageContaining("may list 64");
    }

    /** Whole in every part but never full of blocks: what is cut off depends on what was there before. */
    private static OrganisationDigest any(SplittableRandom random, String id, long tick) {
        List<Long> sample = new ArrayList<>();
        for (int i = random.nextInt(OrganisationDigest.SAMPLE) + 1; i > 0; i--) {
            sample.add(random.nextLong());
        }
        sample.sort(Long::compareUnsigned);
        List<Block> blocks = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            blocks.add(new Block(random.nextInt(4), random.nextInt(100)));
        }
        OrganisationDigest digest = new OrganisationDigest(
                id,
                tick,
                random.nextInt(10_000),
                random.nextInt(5_000),
                random.nextInt(100),
                random.nextInt(100),
                random.nextInt(100),
                new Strength(random.nextInt(300), random.nextInt(300), random.nextInt(300)),
                random.nextBoolean() ? List.of() : List.of(new UUID(1, random.nextInt(3))),
                random.nextInt(3),
                sample,
                List.of());
        return digest.merge(
                new OrganisationDigest(id, tick, 0, 0, 0, 0, 0, Strength.NONE, List.of(), 0, List.of(), blocks));
    }
}
