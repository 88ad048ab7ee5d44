// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.settings;

import java.util.List;
import java.util.Set;

/** The settings as a table: for the terminal with the values in force, for the README with the defaults. */
public final class SettingsTable {
    private SettingsTable() {}

    /** One line a key: key, value, origin and (when it is another) the default. */
    public static String text(List<Setting> settings) {
        int keys = width(settings.stream().map(Setting::key).toList());
        int values =
                Math.min(48, width(settings.stream().map(SettingsTable::value).toList()));
        StringBuilder text = new StringBuilder();
        for (Setting each : settings) {
            text.append(padded(each.key(), keys)).append("  ").append(padded(value(each), values));
            text.append("  ").append(each.origin());
            if (!each.origin().equals("default") && each.standard() != null) {
                text.append(" (default ").append(each.standard()).append(')');
            }
            text.append(System.lineSeparator());
        }
        return text.toString();
    }

    /** The README's table of every key, its default and what it is; no value in force is in it. */
    public static String markdown() {
        StringBuilder text = new StringBuilder("| Key | Default | What it is |\n| --- | --- | --- |\n");
        Table table = new Table(Set.of());
        for (Definition each : table.definitions()) {
            String standard = each.standard() == null ? "no default" : "`" + each.standard() + "`";
            row(
                    text,
                    each.key(),
                    standard,
                    sentence(each.doc()) + " (" + each.type().name() + ")");
        }
        for (PassThrough each : table.passThroughs()) {
            row(text, each.prefix() + "*", "", each.doc() + ", handed on as it is");
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String key, String standard, String doc) {
        text.append("| `").append(key).append("` | ").append(standard).append(" | ");
        text.append(doc.replace("|", "\\|")).append(" |\n");
    }

    private static String sentence(String doc) {
        return doc.isEmpty() ? doc : Character.toUpperCase(doc.charAt(0)) + doc.substring(1);
    }

    private static String value(Setting setting) {
        return setting.value() == null ? "(not set)" : setting.value();
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
