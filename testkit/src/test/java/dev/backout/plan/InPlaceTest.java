package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.run.RunReport;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// A column that is kept in place gets its name back, with whatever it had, to the letter of
/// pg_dump.
class InPlaceTest extends SiteScene {
    private static final String ROWS = "SELECT string_agg(t::text, ' ' ORDER BY id) FROM orders t";

    @BeforeEach
    void choose() {
        site.inPlace("public.orders").byName("public.orders");
    }

    @Test
    void itIsTheSameColumnAsBefore() throws SQLException {
        site.apply(
                "1_init",
                "CREATE TABLE orders (id int PRIMARY KEY, n int, note text);"
                        + " INSERT INTO orders VALUES (1, 7, 'a'), (2, NULL, 'b');");
        SiteImage before = SiteImage.of(site, major);
        site.deploy("2_bad", "ALTER TABLE orders DROP COLUMN n;");
        assertThat(site.notes()).isEmpty();
        assertThat(site.value("SELECT kind || place FROM backout.capture"))
                .isEqualTo("hidden columnbackout_kept_1_n");
        site.sql("INSERT INTO orders (id, note) VALUES (3, 'c')");

        Plan plan = site.planLast();
        assertThat(plan.statements())
                .containsExactly("ALTER TABLE public.orders RENAME COLUMN backout_kept_1_n TO n");
        assertThat(plan.vault().returns())
                .singleElement()
                .satisfies(one -> assertThat(one.what()).contains("in place"));
        run(plan);

        assertThat(site.value(ROWS)).isEqualTo("(1,7,a) (2,,b) (3,,c)");
        assertThat(site.value("SELECT state FROM backout.capture")).isEqualTo("restored");
        assertThat(SiteImage.of(site, major)).isEqualTo(before);
    }

    private RunReport run(Plan plan) throws SQLException {
        RunReport report = site.run(plan);
        assertThat(report.deviations()).isEmpty();
        return report;
    }
}
