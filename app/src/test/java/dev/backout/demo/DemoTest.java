package dev.backout.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.cli.Backout;
import dev.backout.cli.Shell;
import dev.backout.error.ExitCode;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// The demo keeps what it promises. What it prints is not held here.
class DemoTest {
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8);

    @Test
    void theReleaseIsBackedOutAndNothingIsLost() {
        Path folder;
        DemoEnd end;
        try (ShopDatabase database = ShopDatabase.start();
                ShopProject project = ShopProject.create(database.url())) {
            folder = project.folder();
            end = new Demo(out, this::type, database, project).tell();
        }
        assertThat(end.before().total()).as(this::story).isEqualTo(12_300);
        assertThat(end.during()).as(this::story).isPositive();
        assertThat(end.after()).as(this::story).isEqualTo(40);
        assertThat(end.now()).isEqualTo(end.before().withOrders(end.during() + end.after()));
        assertThat(end.sameValues()).as(this::story).isTrue();
        assertThat(end.differences()).isEmpty();
        assertThat(end.historyRows()).isZero();
        assertThat(end.refusal()).contains(ShopProject.BAD);
        assertThat(end.restored()).isTrue();
        assertThat(folder).doesNotExist();
    }

    private String story() {
        return told.toString(StandardCharsets.UTF_8);
    }

    private ExitCode type(Path folder, String... arguments) {
        Shell shell =
                new Shell(
                        folder,
                        Map.of(),
                        InputStream.nullInputStream(),
                        out,
                        out,
                        Shell.Terminals.NONE);
        return new Backout(shell).run(arguments);
    }
}
