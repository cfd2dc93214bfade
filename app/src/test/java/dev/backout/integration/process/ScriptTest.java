package dev.backout.integration.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Scripts end with this process.
class ScriptTest {
    @TempDir Path folder;

    @Test
    void allOfItEndsWhenTheOtherEndOfItsPipeIsGone() throws IOException, InterruptedException {
        Process script =
                new ProcessBuilder(
                                "/bin/sh",
                                "-c",
                                Script.TETHER,
                                "backout",
                                "sleep 986 & echo $!; sleep 986")
                        .directory(folder.toFile())
                        .start();
        ProcessHandle inner =
                ProcessHandle.of(Long.parseLong(script.inputReader().readLine())).orElseThrow();
        script.getOutputStream().close();
        assertThat(script.waitFor()).as("128 and the signal").isEqualTo(128 + 15);
        inner.onExit().completeOnTimeout(inner, 5, TimeUnit.SECONDS).join();
        assertThat(inner.isAlive()).isFalse();
    }
}
