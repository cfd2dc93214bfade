package dev.backout.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.cli.TypedDemo;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

/// The demo keeps what it promises. What it prints is not held here.
class DemoTest {
    private final TypedDemo typed = new TypedDemo();

    @Test
    void theReleaseIsBackedOutAndNothingIsLost() {
        Path folder;
        DemoEnd end;
        try (ShopDatabase database = ShopDatabase.start();
                ShopProject project = ShopProject.create(database.url())) {
            folder = project.folder();
            end = new Demo(typed.out(), typed::run, database, project).tell();
        }
        assertThat(end.before().total()).as(typed::story).isEqualTo(12_300);
        assertThat(end.during()).as(typed::story).isPositive();
        assertThat(end.after()).as(typed::story).isEqualTo(40);
        assertThat(end.now()).isEqualTo(end.before().withOrders(end.during() + end.after()));
        assertThat(end.sameValues()).as(typed::story).isTrue();
        assertThat(end.differences()).isEmpty();
        assertThat(end.historyRows()).isZero();
        assertThat(end.refusal()).contains(ShopProject.BAD);
        assertThat(end.restored()).isTrue();
        assertThat(folder).doesNotExist();
    }
}
