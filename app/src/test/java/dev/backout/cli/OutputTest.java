package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// An answer that cannot be printed is not done.
class OutputTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aFullDeviceIsAFailure() throws IOException {
        try (OutputStream full = new FileOutputStream("/dev/full")) {
            assertThat(help(full)).isEqualTo(ExitCode.STEP_FAILED);
        }
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith(
                        "output-lost: the answer could not be printed to its end: no space left on"
                                + " device\n"
                                + "  hint: ");
    }

    @Test
    void aReaderThatHasSeenEnoughIsNone() {
        OutputStream pipe =
                new OutputStream() {
                    @Override
                    public void write(int octet) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                };
        assertThat(help(pipe)).isEqualTo(ExitCode.DONE);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private ExitCode help(OutputStream to) {
        Output out = new Output(to);
        Shell shell =
                new Shell(
                        Path.of("").toAbsolutePath(),
                        Map.of(),
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        Shell.Terminals.NONE);
        return Backout.told(out, shell, new Backout(shell).run("--help"));
    }
}
