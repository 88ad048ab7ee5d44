// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A settings record and the keys that fill it, one per component. The record's own constructor is the judge of bounds; this
 * class turns what it says into lines that name key, value and origin.
 *
 * @param prefix what its keys start with, the dot included
 * @param defaults an instance that holds the default of each component
 * @param style how component names become keys
 */
record Section(String prefix, Record defaults, Style style) {
    /** How {@code quietPeriod} is written in a key. */
    enum Style {
        /** {@code quiet.period}. */
        DOTTED('.'),
        /** {@code quiet-period}. */
        KEBAB('-');

        private final char between;

        Style(char between) {
            this.between = between;
        }

        String key(String component) {
            return component
                    .replaceAll("(?<=[a-z0-9])(?=[A-Z])", String.valueOf(between))
                    .toLowerCase(Locale.ROOT);
        }
    }

    /** One definition per component; the components of a nested record are taken for themselves. */
    List<Definition> definitions() {
        List<Definition> definitions = new ArrayList<>();
        for (RecordComponent component : components()) {
            Object standard = value(component);
            if (component.getType().isRecord()) {
                definitions.addAll(nested(component).definitions());
            } else if (!passedThrough(component)) {
                definitions.add(new Definition(
                        key(component),
                        ValueType.of(component.getGenericType()),
                        standard == null ? null : ValueType.written(standard),
                        Docs.of(key(component))));
            }
        }
        return definitions;
    }

    /**
     * Builds the record from what was given. Each value that is refused becomes a problem and its default is taken, so that
     * all problems come out at once.
     *
     * @param passed what a component of type Map holds
     */
    Record bind(Map<String, Given> given, Map<String, String> passed, List<String> problems) {
        RecordComponent[] components = components();
        @Nullable Object[] values = new @Nullable Object[components.length];
        Map<Integer, Given> used = new LinkedHashMap<>();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            values[i] = value(component);
            Given one = given.get(key(component));
            if (component.getType().isRecord()) {
                values[i] = nested(component).bind(given, passed, problems);
            } else if (passedThrough(component)) {
                values[i] = passed;
            } else if (one != null) {
                try {
                    values[i] =
                            ValueType.of(component.getGenericType()).reader().apply(one.value());
                    used.put(i, one);
                } catch (RuntimeException e) {
                    problems.add(one.shown() + ": must be "
                            + ValueType.of(component.getGenericType()).allowed());
                }
            }
        }
        return judged(values, used, problems);
    }

    /** Asks the constructor, sets back what it refuses, and asks again. Ends: each round sets at least one value back. */
    private Record judged(@Nullable Object[] values, Map<Integer, Given> used, List<String> problems) {
        while (true) {
            String refusal = null;
            try {
                return defaults.getClass().cast(constructor().newInstance(values));
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException) || used.isEmpty()) {
                    throw new IllegalStateException("cannot build " + defaults.getClass(), e.getCause());
                }
                refusal = String.valueOf(e.getCause().getMessage());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot build " + defaults.getClass(), e);
            }
            for (String line : refusal.lines().toList()) {
                setBack(line, values, used, problems);
            }
        }
    }

    private void setBack(String refusal, @Nullable Object[] values, Map<Integer, Given> used, List<String> problems) {
        Refusal read = Refusal.read(refusal);
        RecordComponent[] components = components();
        List<String> shown = new ArrayList<>();
        List<Integer> guilty = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            Given one = used.get(i);
            if (one != null && (!read.names() || read.names(components[i].getName(), key(components[i])))) {
                shown.add(one.shown());
                guilty.add(i);
            } else if (read.names() && read.names(components[i].getName(), key(components[i])) && values[i] != null) {
                shown.add(key(components[i]) + " = " + ValueType.written(values[i]) + " (the default)");
            }
        }
        if (guilty.isEmpty()) {
            for (Map.Entry<Integer, Given> each : used.entrySet()) {
                shown.add(each.getValue().shown());
                guilty.add(each.getKey());
            }
        }
        problems.add(shown.isEmpty() ? read.allowed() : String.join(", ", shown) + ": " + read.allowed());
        for (int i : guilty) {
            values[i] = value(components[i]);
            used.remove(i);
        }
    }

    private Constructor<?> constructor() {
        try {
            Class<?>[] types = new Class<?>[components().length];
            for (int i = 0; i < types.length; i++) {
                types[i] = components()[i].getType();
            }
            Constructor<?> canonical = defaults.getClass().getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private RecordComponent[] components() {
        return defaults.getClass().getRecordComponents();
    }

    private String key(RecordComponent component) {
        return prefix + style.key(component.getName());
    }

    private Section nested(RecordComponent component) {
        if (value(component) instanceof Record inner) {
            return new Section(key(component) + ".", inner, style);
        }
        throw new IllegalStateException(component + " has no default");
    }

    private static boolean passedThrough(RecordComponent component) {
        return component.getGenericType() instanceof ParameterizedType type && type.getRawType() == Map.class;
    }

    private @Nullable Object value(RecordComponent component) {
        try {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(defaults);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read the default of " + component, e);
        }
    }
}
