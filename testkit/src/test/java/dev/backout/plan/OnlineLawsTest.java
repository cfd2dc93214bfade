package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.run.RunReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.sql.SQLException;

/// Values that return in batches end where those end that return in one transaction: every row, and
/// everything that is set aside, on random migrations and random later writes. And the way forward
/// leads to the same again. `backout.laws.seed` and `backout.laws.count` choose others.
class OnlineLawsTest {
    private static final long SEED = Long.getLong("backout.laws.seed", 1);
    private static final int COUNT = Integer.getInteger("backout.laws.count", 4);

    @Test
    void bothWaysEndTheSame() throws SQLException {
        int online = 0;
        for (long seed = SEED; seed < SEED + COUNT; seed++) {
            online += trial(seed) ? 1 : 0;
        }
        System.out.printf("trials online: %d of %d%n", online, COUNT);
        assertThat(online).as("migrations that could be backed out online").isPositive();
    }

    /// @return whether there is a way
    private static boolean trial(long seed) throws SQLException {
        RandomData random = new RandomData(seed);
        try (Site whole = Site.on(18)) {
            whole.apply("1_init", RandomData.SCHEMA).sql(random.rows());
            String migration = random.migration();
            whole.deploy("2_bad", migration);
            String writes = random.writes(DataImage.read(whole));
            whole.sql(writes);
            DataImage written = DataImage.read(whole);
            String story = "seed %d%n%s%n-- then%n%s".formatted(seed, migration, writes);
            try (Site batches = whole.twin().within(OnlineTest.ALWAYS)) {
                Plan plan = plan(batches);
                if (plan == null || plan.online().fills().isEmpty()) {
                    return false;
                }
                RunReport back = batches.run(plan);
                assertThat(back.deviations()).as(story).isEmpty();
                whole.run(whole.planLast());
                assertThat(DataImage.read(batches).differences(DataImage.read(whole)))
                        .as(story)
                        .isEmpty();
                assertThat(aside(batches)).as(story).isEqualTo(aside(whole));
                assertThat(batches.schema().hash()).as(story).isEqualTo(whole.schema().hash());
                batches.run(batches.planRedo(back));
                assertThat(DataImage.read(batches).differences(written))
                        .as(story + " -- applied again")
                        .isEmpty();
            }
            return true;
        }
    }

    private static @Nullable Plan plan(Site site) {
        try {
            return site.planLast();
        } catch (BackoutException e) {
            assertThat(e.code()).as(e.getMessage()).isEqualTo(ErrorCode.LOCK_BUDGET);
            return null;
        }
    }

    private static @Nullable String aside(Site site) throws SQLException {
        return site.value(
                "SELECT string_agg(line, '; ' ORDER BY line) FROM (SELECT concat_ws(' ', capture,"
                        + " kind, reason, key, columns, kept, live) AS line"
                        + " FROM backout.set_aside) s");
    }
}
