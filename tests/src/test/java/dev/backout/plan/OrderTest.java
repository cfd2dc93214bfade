package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Which goes back first, the database or the application, and whether writes should pause.
class OrderTest extends PlannerScene {
    private Order after(String sql) throws SQLException {
        site.apply("2_change", sql);
        return site.planLast().order();
    }

    @Test
    void theDatabaseWhereTheNewReleaseWorksOnTheOldSchema() throws SQLException {
        Order order = after("DROP TABLE orders");
        assertThat(order.applicationFirst()).isFalse();
        assertThat(order.pause()).isFalse();
        assertThat(order.reason()).isEqualTo("the new release works on the old schema as well");
    }

    @Test
    void theApplicationWhereOnlyTheOldReleaseWorksOnBoth() throws SQLException {
        Order order = after("ALTER TABLE users ADD COLUMN age int");
        assertThat(order.applicationFirst()).isTrue();
        assertThat(order.pause()).isFalse();
        assertThat(order.reason()).contains("the new one not on the old", "public.users.age");
    }

    @Test
    void theDatabaseWithAPauseWhereNeitherWorksOnTheOther() throws SQLException {
        Order order = after("ALTER TABLE users RENAME TO people");
        assertThat(order.applicationFirst()).isFalse();
        assertThat(order.pause()).isTrue();
        assertThat(order.reason()).startsWith("neither release works on the other's schema");
    }

    @Test
    void oneThatNeedsAPauseMakesAllOfThemNeedIt() throws SQLException {
        site.apply("2_add", "ALTER TABLE users ADD COLUMN age int");
        site.apply("3_rename", "ALTER TABLE users RENAME TO people");
        Order order = site.plan(new Choice.Last(2)).order();
        assertThat(order.pause()).isTrue();
    }
}
