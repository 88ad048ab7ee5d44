// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Environment variables as settings. A known key is found by its own variable name, which is unique. Passed-through keys are
 * unknown to us, so for them {@code _} is a dot, {@code __} a dash and {@code ___} an underscore, as in Confluent's images.
 */
final class Variables {
    static final String PREFIX = "NIDWATCH_";

    /** Variables that are no settings: the file's place, the tokenisation key itself, what the start script reads. */
    private static final Set<String> RESERVED = Set.of(
            "NIDWATCH_CONFIG", "NIDWATCH_TOKEN_KEY", "NIDWATCH_TOKENS_KEY", "NIDWATCH_LOG_LEVEL", "NIDWATCH_JAVA_OPTS");

    /** Kubernetes puts these into every pod when a service is called nidwatch. */
    private static final Pattern KUBERNETES = Pattern.compile("NIDWATCH_(SERVICE_(HOST|PORT(_.*)?)|PORT(_\\d+_.*)?)");

    private Variables() {}

    /** The variable that sets a key: {@code alerts.quiet.period} is {@code NIDWATCH_ALERTS_QUIET_PERIOD}. */
    static String of(String key) {
        return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** What the environment sets, in the order of the names; an empty variable sets nothing. */
    static List<Given> read(Map<String, String> environment, Table table) {
        List<Given> given = new ArrayList<>();
        for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
            String name = entry.getKey();
            if (name.startsWith(PREFIX) && !entry.getValue().isBlank() && !ignored(name)) {
                given.add(new Given(key(name, table), entry.getValue().strip(), name));
            }
        }
        return given;
    }

    private static boolean ignored(String name) {
        return RESERVED.contains(name) || KUBERNETES.matcher(name).matches();
    }

    private static String key(String name, Table table) {
        for (Definition definition : table.definitions()) {
            if (definition.variable().equals(name)) {
                return definition.key();
            }
        }
        return name.substring(PREFIX.length())
                .toLowerCase(Locale.ROOT)
                .replace("___", "\0")
                .replace("__", "-")
                .replace('_', '.')
                .replace('\0', '_');
    }
}
