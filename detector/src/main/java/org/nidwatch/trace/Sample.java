// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nidwatch.intake.Token;

/**
 * The leaked people, as tokens alone: each once, at most {@value #MOST}. With several tokenisation keys a person has a token
 * for each, and any of them is the person.
 */
public final class Sample {
    /** Most people traced. Of more, those of the smallest tokens are, which is a random choice. */
    public static final int MOST = 100_000;

    /** A person of whom the leak does not say when it showed them. */
    public static final long UNDATED = Long.MAX_VALUE;

    /** Most neighbourhoods that are looked for, to learn whether the key is the topic's. */
    private static final int MOST_BLOCKS = 1_024;

    private final List<Member> members;
    private final TokenIndex index;
    private final TokenIndex blocks;
    private final Set<Integer> keyIds;
    private final long given;
    private final boolean dated;

    /**
     * One leaked person.
     *
     * @param tokens one for each tokenisation key, at least one
     * @param block the block's token, where the number was given and not a token
     * @param leakedAt when the leak showed the person, milliseconds since the epoch, or {@link #UNDATED}
     */
    public record Member(List<Token> tokens, @Nullable Token block, long leakedAt) {
        public Member {
            tokens = List.copyOf(tokens);
            if (tokens.isEmpty()) {
                throw new IllegalArgumentException("a leaked person has at least one token");
            }
        }

        /** A person of one token, without a date. */
        public static Member of(Token token) {
            return new Member(List.of(token), null, UNDATED);
        }

        private Member earlier(Member other) {
            return other.leakedAt < leakedAt ? other : this;
        }

        private Token first() {
            return tokens.get(0);
        }
    }

    private Sample(List<Member> members, Set<Integer> keyIds, long given) {
        this.members = members;
        this.keyIds = Set.copyOf(keyIds);
        this.given = given;
        index = new TokenIndex(members.size());
        blocks = new TokenIndex(Math.min(members.size(), MOST_BLOCKS));
        boolean anyDated = false;
        for (int i = 0; i < members.size(); i++) {
            Member member = members.get(i);
            for (Token token : member.tokens()) {
                index.put(token, i);
            }
            Token block = member.block();
            if (block != null && blocks.size() < MOST_BLOCKS) {
                blocks.put(block, blocks.size());
            }
            anyDated |= member.leakedAt() != UNDATED;
        }
        dated = anyDated;
    }

    /** Of these people, by tokens of whatever key. */
    public static Sample of(List<Member> people) {
        return of(people, Set.of());
    }

    /**
     * Of these people; who comes twice counts once, with the earlier date.
     *
     * @param keyIds of the tokenisation keys that made the tokens; none = not known
     */
    public static Sample of(List<Member> people, Set<Integer> keyIds) {
        List<Member> sorted = new ArrayList<>(people);
        // By token, so that the same people are the same sample in whatever order they come.
        sorted.sort((a, b) -> {
            int high = Long.compareUnsigned(a.first().high(), b.first().high());
            return high != 0
                    ? high
                    : Long.compareUnsigned(a.first().low(), b.first().low());
        });
        List<Member> once = new ArrayList<>();
        for (Member member : sorted) {
            int last = once.size() - 1;
            if (last >= 0 && once.get(last).first().equals(member.first())) {
                once.set(last, once.get(last).earlier(member));
            } else {
                once.add(member);
            }
        }
        int given = once.size();
        return new Sample(once.size() > MOST ? List.copyOf(once.subList(0, MOST)) : List.copyOf(once), keyIds, given);
    }

    /** Of tokens without dates. */
    public static Sample ofTokens(List<Token> tokens) {
        return of(tokens.stream().map(Member::of).toList());
    }

    /** How many people are traced. */
    public int size() {
        return members.size();
    }

    /** How many different people were given: more than {@link #size} beyond {@value #MOST}. */
    public long given() {
        return given;
    }

    /** The ids of the keys that made the tokens; none = not known. */
    public Set<Integer> keyIds() {
        return keyIds;
    }

    /** Whether any person has a date. */
    public boolean dated() {
        return dated;
    }

    /** The people, in the order of their tokens. */
    public List<Member> members() {
        return Collections.unmodifiableList(members);
    }

    /** The person's number in {@link #members}, or {@link TokenIndex#ABSENT}. */
    int find(long high, long low) {
        return index.get(high, low);
    }

    boolean hasBlocks() {
        return blocks.size() > 0;
    }

    boolean isBlock(long high, long low) {
        return blocks.get(high, low) != TokenIndex.ABSENT;
    }

    /** All tokens and dates in order: what a run is bound to. */
    byte[] identity() {
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(members.stream()
                .mapToInt(each -> each.tokens().size() * Token.BYTES + Long.BYTES)
                .sum());
        for (Member member : members) {
            member.tokens().forEach(token -> buffer.putLong(token.high()).putLong(token.low()));
            buffer.putLong(member.leakedAt());
        }
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    @Override
    public String toString() {
        return "Sample[" + members.size() + " people]";
    }
}
