package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.EveryMajor;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;

import java.sql.SQLException;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The laws of nothing lost for migrations that Backout did not apply: a backup immediately before,
/// a random migration, random later writes, and the way back out of the backup. `backout.laws.seed`
/// and `backout.laws.count` choose others.
@EveryMajor
class BackupLawsTest {
    private static final long SEED = Long.getLong("backout.laws.seed", 1);
    private static final int COUNT = Integer.getInteger("backout.laws.count", 4);

    /// On versions that are not tested as a whole.
    private static final int FEW = 1;

    @Parameter int major;

    @TestFactory
    Stream<DynamicTest> hold() {
        int count = Majors.isWhole(major) ? COUNT : Math.min(COUNT, FEW);
        return LongStream.range(SEED, SEED + count)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> trial(seed)));
    }

    private void trial(long seed) throws SQLException {
        RandomData random = new RandomData(seed);
        try (Site site = Site.on(major)) {
            site.apply("1_init", RandomData.SCHEMA).sql(random.rows());
            DataImage original = DataImage.read(site);
            try (SiteBackup backup = site.backup()) {
                String migration = random.migration();
                site.apply("2_bad", migration);
                DataImage migrated = DataImage.read(site);
                String writes = seed % 3 == 0 ? "" : random.writes(migrated);
                site.sql(writes);
                DataImage written = DataImage.read(site);
                String story = "seed %d%n%s%n-- then%n%s".formatted(seed, migration, writes);

                Plan plan = site.planFrom(backup);
                var back = site.run(plan, new BackupLoading(backup, plan, site::connect));

                DataImage end = DataImage.read(site);
                assertThat(back.deviations()).as(story).isEmpty();
                assertThat(new Laws(original, migrated, written).violations(end, aside(site)))
                        .as(story)
                        .isEmpty();
                if (writes.isEmpty()) {
                    assertThat(end.differences(original)).as(story).isEmpty();
                }
            }
        }
    }

    private static String aside(Site site) throws SQLException {
        String aside =
                site.value(
                        "SELECT string_agg(concat_ws(' ', table_name, s.key, s.columns), '; ')"
                                + " FROM backout.set_aside s JOIN backout.capture c ON c.id ="
                                + " s.capture");
        return aside == null ? "" : aside;
    }
}
