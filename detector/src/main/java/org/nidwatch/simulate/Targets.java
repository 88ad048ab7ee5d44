// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.simulate;

/** Whom an attack asks about, one after the other. */
abstract class Targets {
    final long seed;
    final Register register;

    private Targets(long seed, Register register) {
        this.seed = seed;
        this.register = register;
    }

    static Targets of(AttackKind.Numbers numbers, long seed, Register register, Decoys decoys) {
        return switch (numbers) {
            case CITIZENS -> new Citizens(seed, register, 0.01, 0);
            case ASKED -> new Citizens(seed, register, 0.12, 0.1);
            case LIST -> new Citizens(seed, register, 0.04, 0);
            case WALK -> new Blocks(seed, register, decoys, false);
            case SHUFFLED -> new Blocks(seed, register, decoys, true);
            case GUESSES -> new Guesses(seed, register, decoys);
            case DECOYS -> new Planted(seed, register, decoys);
        };
    }

    abstract long next(Rng rng);

    /** Whether the server answers with a record. */
    boolean answers(long number) {
        return register.exists(number);
    }

    /** What the attacker saw. */
    void learn(boolean found) {}

    /** Existing citizens; some numbers wrong, some asked again. */
    private static final class Citizens extends Targets {
        private final double wrong;
        private final double again;
        private long asked;

        Citizens(long seed, Register register, double wrong, double again) {
            super(seed, register);
            this.wrong = wrong;
            this.again = again;
        }

        @Override
        long next(Rng rng) {
            boolean repeat = asked > 0 && rng.chance(again);
            long n = repeat ? asked - 1 - rng.below(Math.min(asked, 300)) : asked++;
            long number = register.citizen(Rng.derive(seed, n));
            if (!rng.chance(wrong)) {
                return number;
            }
            long typo = number ^ 1;
            while (register.exists(typo)) {
                typo = number - number % 1000 + rng.below(1000);
            }
            return typo;
        }
    }

    /** Runs of numbers around somebody known; moves on when nobody is left. */
    private static final class Blocks extends Targets {
        private static final int STRETCH = 10_000;
        private static final int PATIENCE = 300;
        /** Odd and no multiple of five: visits every number of a stretch once. */
        private static final int STRIDE = 6_173;

        private final Decoys decoys;
        private final boolean shuffled;
        private long places;
        private long start;
        private int position = STRETCH;
        private int inVain;

        Blocks(long seed, Register register, Decoys decoys, boolean shuffled) {
            super(seed, register);
            this.decoys = decoys;
            this.shuffled = shuffled;
        }

        @Override
        long next(Rng rng) {
            if (inVain >= PATIENCE || places == 0) {
                long somebody = register.citizen(Rng.derive(seed, ++places));
                start = somebody - somebody % 1000;
                position = 0;
                inVain = 0;
            } else if (position >= STRETCH) {
                start += STRETCH;
                position = 0;
            }
            int at = position++;
            return start + (shuffled ? (int) ((long) at * STRIDE % STRETCH) : at);
        }

        @Override
        boolean answers(long number) {
            return register.exists(number) || decoys.contains(number);
        }

        @Override
        void learn(boolean found) {
            inVain = found ? 0 : inVain + 1;
        }
    }

    private static final class Guesses extends Targets {
        private final Decoys decoys;

        Guesses(long seed, Register register, Decoys decoys) {
            super(seed, register);
            this.decoys = decoys;
        }

        @Override
        long next(Rng rng) {
            return register.guess(rng);
        }

        @Override
        boolean answers(long number) {
            return register.exists(number) || decoys.contains(number);
        }
    }

    private static final class Planted extends Targets {
        private final Decoys decoys;

        Planted(long seed, Register register, Decoys decoys) {
            super(seed, register);
            this.decoys = decoys;
        }

        @Override
        long next(Rng rng) {
            return decoys.any(rng);
        }

        @Override
        boolean answers(long number) {
            return true;
        }
    }
}
