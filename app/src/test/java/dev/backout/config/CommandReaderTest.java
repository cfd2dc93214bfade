package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.error.BackoutException;
import dev.backout.integration.command.ShellCommand;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Map;

/// `command:` of backout.yaml.
class CommandReaderTest {
    @Test
    void readsAll() {
        assertThat(
                        read(
                                """
                                name: hand the flag over
                                do: curl -fsS --user "ops:$PASS" "$URL/flags" --data 'password=$P'
                                probe: ./flag --is off
                                undo: ./flag on
                                environment: {PASS: '${env:OPS}', URL: 'https://flags', N: 3}
                                timeout: 30s
                                """))
                .isEqualTo(
                        new ShellCommand(
                                "hand the flag over",
                                "curl -fsS --user \"ops:$PASS\" \"$URL/flags\" --data"
                                        + " 'password=$P'",
                                "./flag --is off",
                                "./flag on",
                                Map.of("PASS", "${env:OPS}", "URL", "https://flags", "N", "3"),
                                Duration.ofSeconds(30)));
        assertThat(read("{name: a, do: b}"))
                .isEqualTo(new ShellCommand("a", "b", null, null, Map.of(), ShellCommand.TIMEOUT));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: a} | do is missing",
                "{do: a} | name is missing",
                "{name: a, do: b, undoo: c} | undoo is not a setting",
                "{name: a, do: 'curl ${env:TOKEN}'} | do is a script, in which no reference",
                "{name: a, do: 'psql postgres://u:pw@h/d'} | do holds a password",
                "{name: a, do: b, undo: 'x --password=abc'} | undo holds a password",
                "{name: a, do: b, environment: {API_TOKEN: abc}} | API_TOKEN is a secret",
                "{name: a, do: b, environment: {U: 'redis://u:pw@h'}} | U is a secret",
                "{name: a, do: b, environment: {'A B': c}} | A B is no name of a variable",
                "{name: a, do: b, timeout: soon} | timeout is a time such as",
            })
    void refusesTheRest(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(BackoutException.class)
                .hasMessageContaining(message);
    }

    private static ShellCommand read(String yaml) {
        return CommandReader.read(YamlBlock.of("backout.yaml", yaml));
    }
}
