// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a value may be, read and written.
 *
 * @param name short name for tables: text, whole number, duration, ...
 * @param allowed what is allowed, to follow "must be"
 * @param reader text to value; throws {@link IllegalArgumentException} or {@link DateTimeException} for anything else
 */
record ValueType(String name, String allowed, Function<String, Object> reader) {
    private static final ValueType TEXT = new ValueType("text", "text", text -> text);
    private static final ValueType INT = new ValueType("whole number", "a whole number", ValueType::integer);
    private static final ValueType LONG = new ValueType("whole number", "a whole number", ValueType::longInteger);
    private static final ValueType DOUBLE = new ValueType("number", "a number", ValueType::finite);
    private static final ValueType BOOLEAN = new ValueType("true or false", "true or false", ValueType::truth);
    private static final ValueType DURATION =
            new ValueType("duration", "a duration such as 90s, 5m, 2h, 7d or PT5M", Durations::parse);
    private static final ValueType PATH = new ValueType("path", "a path", ValueType::path);
    private static final ValueType ZONE = new ValueType("time zone", "a time zone such as Asia/Dhaka", ZoneId::of);
    private static final ValueType DAY = new ValueType("day", "a day such as 2026-01-31", LocalDate::parse);

    /** The type of text that is passed through unread. */
    static ValueType text() {
        return TEXT;
    }

    /** The value type of a record component; throws {@link IllegalStateException} for one that settings cannot hold. */
    static ValueType of(Type type) {
        if (type instanceof ParameterizedType list && list.getRawType() instanceof Class<?> raw) {
            return collection(raw, of(list.getActualTypeArguments()[0]));
        }
        if (type instanceof Class<?> plain) {
            return plain.isEnum() ? constants(plain) : scalar(plain);
        }
        throw new IllegalStateException("settings cannot hold a " + type);
    }

    /** The value as a user would write it. */
    static String written(Object value) {
        if (value instanceof Duration duration) {
            return Durations.written(duration);
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e15) {
            return Long.toString(number.longValue());
        }
        if (value instanceof Enum<?> constant) {
            return written(constant);
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(ValueType::written).collect(Collectors.joining(","));
        }
        return value.toString();
    }

    /** Our own constants are written small, as in {@code builtin}; Java's as it writes them, as in {@code FRIDAY}. */
    private static String written(Enum<?> constant) {
        boolean ours = constant.getDeclaringClass().getPackageName().startsWith("org.nidwatch");
        return ours ? constant.name().toLowerCase(Locale.ROOT).replace('_', '-') : constant.name();
    }

    private static ValueType scalar(Class<?> type) {
        if (type == String.class) {
            return TEXT;
        } else if (type == int.class || type == Integer.class) {
            return INT;
        } else if (type == long.class || type == Long.class) {
            return LONG;
        } else if (type == double.class || type == Double.class) {
            return DOUBLE;
        } else if (type == boolean.class || type == Boolean.class) {
            return BOOLEAN;
        } else if (type == Duration.class) {
            return DURATION;
        } else if (type == Path.class) {
            return PATH;
        } else if (type == ZoneId.class) {
            return ZONE;
        } else if (type == LocalDate.class) {
            return DAY;
        }
        throw new IllegalStateException("settings cannot hold a " + type.getName());
    }

    private static ValueType constants(Class<?> type) {
        List<Object> constants = Arrays.asList((Object[]) type.getEnumConstants());
        String names = constants.stream().map(ValueType::written).collect(Collectors.joining(", "));
        return new ValueType(
                "one of " + names,
                "one of " + names,
                text -> constants.stream()
                        .filter(constant -> constant.toString().equalsIgnoreCase(text.replace('-', '_')))
                        .findFirst()
                        .orElseThrow(IllegalArgumentException::new));
    }

    private static ValueType collection(Class<?> raw, ValueType element) {
        if (raw == List.class) {
            return many(element, items -> items);
        }
        if (raw == Set.class) {
            return many(element, LinkedHashSet::new);
        }
        throw new IllegalStateException("settings cannot hold a " + raw.getName());
    }

    private static ValueType many(ValueType element, Function<List<Object>, Object> collect) {
        return new ValueType(
                "list: " + element.name,
                "a list with commas, each " + element.allowed,
                text -> collect.apply(Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .map(element.reader)
                        .toList()));
    }

    private static Object integer(String text) {
        return Integer.valueOf(digits(text));
    }

    private static Object longInteger(String text) {
        return Long.valueOf(digits(text));
    }

    /** 10_000 and 10000 are the same number. */
    private static String digits(String text) {
        return text.replace("_", "");
    }

    private static Object finite(String text) {
        double number = Double.parseDouble(digits(text));
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static Object truth(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static Object path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
