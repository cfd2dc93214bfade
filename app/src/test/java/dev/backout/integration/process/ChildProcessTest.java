package dev.backout.integration.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// Programs that end with this process.
class ChildProcessTest {
    private static final Map<String, String> PATH = Map.of("PATH", "/usr/bin:/bin");

    @Test
    void aTetheredProgramSaysWhatItSaysAndEndsAsItEnds() {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        try (ChildProcess child =
                ChildProcess.tethered(
                        List.of("sh", "-c", "echo \"$0 $1\"; exit 7", "a b", "c"),
                        PATH,
                        said::add,
                        _ -> {})) {
            assertThat(child.await(() -> {})).isEqualTo(7);
        }
        assertThat(said).containsExactly("a b c");
    }

    @Test
    void itEndsWhenTheOtherEndOfItsPipeIsGone() throws InterruptedException {
        BlockingQueue<String> said = new LinkedBlockingQueue<>();
        try (ChildProcess child =
                ChildProcess.tethered(
                        List.of("sh", "-c", "echo $$; exec sleep 1000"),
                        PATH,
                        said::add,
                        _ -> {})) {
            ProcessHandle program = ProcessHandle.of(Long.parseLong(said.take())).orElseThrow();
            child.letGo();
            assertThat(child.await(() -> {})).as("128 and the signal").isEqualTo(128 + 15);
            assertThat(program.isAlive()).isFalse();
        }
    }
}
