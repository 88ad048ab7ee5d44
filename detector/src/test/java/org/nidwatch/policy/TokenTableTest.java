// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nidwatch.intake.Token;

class TokenTableTest {
    private final TokenTable<Canary> table = new TokenTable<>(Canary::token);

    @Test
    void holdsWhatAMapHolds() {
        long seed = 4711;
        Random random = new Random(seed);
        Map<Token, Canary> map = new HashMap<>();
        for (int step = 0; step < 5_000; step++) {
            // Few different tokens, many of which meet in one slot.
            Token token = new Token(random.nextInt(8), 64L * random.nextInt(40));
            if (random.nextInt(3) == 0) {
                table.remove(token);
                map.remove(token);
            } else {
                Canary canary = new Canary(token, "step " + step, null);
                table.put(canary);
                map.put(token, canary);
            }
        }
        for (int high = 0; high < 8; high++) {
            for (int low = 0; low < 64 * 40; low++) {
                assertThat(table.find(high, low)).as("seed %d", seed).isEqualTo(map.get(new Token(high, low)));
            }
        }
        assertThat(table.size()).isEqualTo(map.size());
    }

    @Test
    void holdsNothingAtFirst() {
        assertThat(table.find(0, 0)).isNull();
    }
}
