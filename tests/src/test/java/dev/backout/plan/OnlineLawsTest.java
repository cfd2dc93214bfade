package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.run.RunReport;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.sql.SQLException;
import java.util.stream.Stream;

/// Values that return in batches end where those end that return in one transaction: every row, and
/// everything that is set aside, on random migrations that drop columns of a table, which most
/// often can go that way, and random later writes. And the way forward leads to the same again.
class OnlineLawsTest {
    private static final int COUNT = LawTrials.count(3);

    /// How many of the stories could be told.
    private static int online;

    @TestFactory
    Stream<DynamicTest> bothWaysEndTheSame() {
        return LawTrials.of(COUNT, RandomData::dropping, new BothWays());
    }

    @AfterAll
    static void some() {
        System.out.printf("trials online: %d of %d%n", online, COUNT);
        assertThat(2 * online).as("of which at least half are told").isGreaterThanOrEqualTo(COUNT);
    }

    private static final class BothWays implements LawTrials.Trial {
        private final LawGround one = new LawGround(18);
        private final LawGround other = new LawGround(18);

        @Override
        public void hold(Story story) throws SQLException {
            Site whole = begin(one, story);
            Site batches = begin(other, story).within(OnlineTest.ALWAYS);
            DataImage written = DataImage.read(whole);
            assertThat(DataImage.read(batches).differences(written)).isEmpty();
            Plan plan = plan(batches);
            if (plan == null || plan.online().fills().isEmpty()) {
                return;
            }
            RunReport back = batches.run(plan);
            assertThat(back.deviations()).isEmpty();
            whole.run(whole.planLast());
            assertThat(DataImage.read(batches).differences(DataImage.read(whole))).isEmpty();
            assertThat(aside(batches)).isEqualTo(aside(whole));
            assertThat(batches.schema().hash()).isEqualTo(whole.schema().hash());
            batches.run(batches.planRedo(back));
            assertThat(DataImage.read(batches).differences(written)).as("applied again").isEmpty();
            online++;
        }

        private static Site begin(LawGround ground, Story story) throws SQLException {
            Site site = ground.begin(story).deploy("2_bad", story.files().getFirst());
            return LawGround.write(site, story);
        }

        @Override
        public void close() throws SQLException {
            one.close();
            other.close();
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
