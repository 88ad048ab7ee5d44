// SPDX-License-Identifier: Apache-2.0
package org.nidwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nidwatch.intake.TokenKeyException;
import org.nidwatch.intake.Tokeniser;
import org.nidwatch.settings.Settings;
import org.nidwatch.settings.SettingsLoader;

class KeysTest {
    private static final String NID = "1990123456789";
    private static final Map<String, String> VARIABLE =
            Map.of("NIDWATCH_TOKENS_KEY", "00112233445566778899aabbccddeeff");

    @TempDir
    private Path folder;

    @Test
    void aNamedFileIsStrongerThanTheEnvironmentAndThatThanTheDataDirectory() {
        Tokeniser named = Tokeniser.generate(folder.resolve("named.key"));
        Tokeniser own = Tokeniser.generate(folder.resolve("tokens.key"));
        Settings naming = settings("tokens.key.file=" + folder.resolve("named.key"), "tokens.key.id=3");

        assertThat(Keys.tokeniser(naming, VARIABLE).subject(NID)).isEqualTo(named.subject(NID));
        assertThat(Keys.tokeniser(naming, VARIABLE).keyId()).isEqualTo(3);
        assertThat(Keys.tokeniser(settings(), VARIABLE).subject(NID))
                .isEqualTo(Tokeniser.fromEnvironment(VARIABLE, 0).subject(NID));
        assertThat(Keys.tokeniser(settings(), Map.of()).subject(NID)).isEqualTo(own.subject(NID));
    }

    @Test
    void aKeyIsMadeOnlyWhereNobodyHasOne() {
        assertThat(Keys.generate(settings("tokens.key.file=" + folder.resolve("elsewhere")), Map.of()))
                .isFalse();
        assertThat(Keys.generate(settings(), VARIABLE)).isFalse();
        assertThat(folder.resolve("tokens.key")).doesNotExist();
        assertThat(Keys.generate(settings(), Map.of())).isTrue();
        assertThat(Keys.generate(settings(), Map.of())).isFalse();
    }

    @Test
    void noKeyAtAllSaysHowToGiveOne() {
        assertThatThrownBy(() -> Keys.tokeniser(settings(), Map.of()))
                .isInstanceOf(TokenKeyException.class)
                .hasMessageContaining("set tokens.key.file to a file (mode 0600)");
    }

    private Settings settings(String... flags) {
        List<String> all = new java.util.ArrayList<>(List.of(flags));
        all.add("data.dir=" + folder);
        return new SettingsLoader(Map.of(), Set::of).load(null, all).settings();
    }
}
