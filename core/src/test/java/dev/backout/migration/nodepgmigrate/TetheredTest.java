package dev.backout.migration.nodepgmigrate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

class TetheredTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PATH", "/usr/bin:/bin");

    @Test
    void whatIsSilentForTooLongEndsWithAllThatItStarted() throws IOException {
        Tethered.Output output =
                run(
                        "trap '' TERM; echo 'w one'; sleep 7341 & echo other; echo 'w two' >&2;"
                                + " while :; do sleep 7341; done",
                        Duration.ofSeconds(1));
        assertThat(output).isEqualTo(new Tethered.Output(List.of("one"), "w two\n", null));
        nothingIsLeft();
    }

    @Test
    void whatEndsEndsWithAllThatItStarted() throws IOException {
        Tethered.Output output =
                run("sleep 7341 & read line; echo \"w $line\"; exit 3", Duration.ofMinutes(1));
        assertThat(output).isEqualTo(new Tethered.Output(List.of("input"), "", 3));
        nothingIsLeft();
    }

    @Test
    void eachWordGivesItMoreTime() throws IOException {
        Tethered.Output output =
                run("for i in 1 2 3 4; do sleep 0.7; echo \"w $i\"; done", Duration.ofSeconds(2));
        assertThat(output).isEqualTo(new Tethered.Output(List.of("1", "2", "3", "4"), "", 0));
    }

    private static Tethered.Output run(String script, Duration silence) throws IOException {
        return Tethered.run(
                List.of("/bin/sh", "-c", script),
                Path.of("/"),
                ENVIRONMENT,
                "input",
                "w ",
                silence);
    }

    private static void nothingIsLeft() {
        assertThat(ProcessHandle.allProcesses())
                .noneMatch(one -> one.info().commandLine().orElse("").contains("sleep 7341"));
    }
}
