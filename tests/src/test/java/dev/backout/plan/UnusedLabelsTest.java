package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.sql.SQLException;

/// A migration that added a label to an enum stays where no row has it: nobody meets what it cannot
/// read. Where somebody may, it goes.
class UnusedLabelsTest extends PlannerScene {
    private Plan plan(String written) throws SQLException {
        site.apply("3_guest", "ALTER TYPE \"Role\" ADD VALUE 'guest'");
        site.sql(written);
        return site.undecided().planLast();
    }

    @Test
    void whatNoRowHasStaysWithACaution() throws SQLException {
        Plan plan = plan("UPDATE users SET role = 'admin' WHERE id = 3");
        assertThat(plan.strategy()).isInstanceOf(Strategy.LeaveInPlace.class);
        assertThat(plan.notes())
                .contains(
                        "no row has guest of enum public.\"Role\" yet; the previous version cannot"
                                + " read one, so the new release has to be gone before it writes"
                                + " one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    COMMENT ON TABLE users IS 'people' | UPDATE users SET role = 'guest' WHERE id = 3
                    ALTER TABLE users ADD COLUMN roles "Role"[]  | UPDATE users SET roles = '{user,guest}' WHERE id = 3
                    CREATE DOMAIN duty "Role"; ALTER TABLE users ADD COLUMN duty duty | UPDATE users SET duty = 'guest' WHERE id = 3
                    CREATE TYPE pair AS (a int, b "Role"); ALTER TABLE users ADD COLUMN pair pair | UPDATE users SET pair = (1, 'guest') WHERE id = 3
                    """)
    void whatARowHasOrMayHaveGoes(String setup, String sql) throws SQLException {
        site.apply("2_more", setup);
        Plan plan = plan(sql);
        assertThat(plan.strategy()).isInstanceOf(Strategy.Inverse.class);
        assertThat(plan.reason())
                .contains("enum public.\"Role\" has guest, which the previous version cannot read");
    }
}
