// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.evaluate;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.nidwatch.evaluate.rival.Oracles;
import org.nidwatch.evaluate.world.AttackKind;
import org.nidwatch.evaluate.world.Level;

/** The results as the tables, the plots and the JSON look at them: who is who, and which attacks count together. */
record ReportView(List<MethodResult> methods, List<Evasion> evasions) {
    /** In many organisations at once, or made to evade: listed apart, not in the overall figures. */
    static final Set<AttackKind> APART = EnumSet.of(
            AttackKind.DISTRIBUTED, AttackKind.PADDED, AttackKind.ROTATED, AttackKind.STRADDLING, AttackKind.HIDDEN);

    static final Predicate<Outcome> OVERALL = one -> !APART.contains(one.kind());

    MethodResult ours() {
        return methods.get(0);
    }

    Optional<MethodResult> clairvoyant() {
        return named(Oracles.CLAIRVOYANT);
    }

    Optional<MethodResult> blind() {
        return named(Oracles.BLIND);
    }

    boolean isOracle(MethodResult method) {
        return byConstruction(method) || method.method().equals(Oracles.WATCHFUL);
    }

    /** Whether its false alerts are stated, not measured. */
    boolean byConstruction(MethodResult method) {
        return method.method().equals(Oracles.CLAIRVOYANT) || method.method().equals(Oracles.BLIND);
    }

    /** All but ours and the oracles; the best recall first. */
    List<MethodResult> rivals() {
        return methods.stream()
                .filter(method -> !method.equals(ours()) && !isOracle(method))
                .sorted(Comparator.comparingDouble(
                                (MethodResult method) -> tally(method, OVERALL).recall())
                        .reversed())
                .toList();
    }

    /** What ours is set beside, attack by attack: itself on organisations it hardly knows, then the oracles. */
    List<MethodResult> beside() {
        return Stream.of(named(Evaluation.COLD), clairvoyant(), blind())
                .flatMap(Optional::stream)
                .toList();
    }

    /** The rival of best recall among those tried on every attack that we were. */
    Optional<MethodResult> bestRival() {
        return rivals().stream()
                .filter(method -> method.outcomes().size() == ours().outcomes().size())
                .findFirst();
    }

    /** Ours, the oracles, then the rivals. */
    List<MethodResult> inOrder() {
        return Stream.of(Stream.of(ours()), methods.stream().filter(this::isOracle), rivals().stream())
                .flatMap(all -> all)
                .toList();
    }

    static Tally tally(MethodResult method, Predicate<Outcome> which) {
        return Tally.of(method.outcomes().stream().filter(which).toList());
    }

    static Predicate<Outcome> is(AttackKind kind) {
        return one -> one.kind() == kind;
    }

    static Predicate<Outcome> is(Level level) {
        return one -> one.level() == level;
    }

    static Predicate<Outcome> is(SizeClass size) {
        return one -> SizeClass.of(one.meanPerDay()) == size;
    }

    private Optional<MethodResult> named(String name) {
        return methods.stream().filter(method -> method.method().equals(name)).findFirst();
    }
}
