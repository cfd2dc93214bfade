package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The laws of nothing lost, on random migrations and random later writes: deploy, write, back out,
/// write, apply again, back out. `backout.laws.seed` and `backout.laws.count` choose others.
@ParameterizedClass(name = "on PostgreSQL {0}")
@MethodSource("dev.backout.testkit.server.Majors#all")
class VaultLawsTest {
    private static final long SEED = Long.getLong("backout.laws.seed", 1);
    private static final int COUNT = Integer.getInteger("backout.laws.count", 8);

    /// On versions that are not tested as a whole.
    private static final int FEW = 3;

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
            String migration = random.migration();
            site.deploy("2_bad", migration);
            DataImage migrated = DataImage.read(site);
            String writes = random.writes(migrated);
            site.sql(writes);
            DataImage written = DataImage.read(site);
            String story = "seed %d%n%s%n-- then%n%s".formatted(seed, migration, writes);

            // Every other one writes the tables of dropped columns anew, however small.
            site.merging(seed % 2 == 0 ? Merging.USUAL : new Merging(false, false, List.of(), -1));
            var back = site.run(site.planLast());

            DataImage backedOut = DataImage.read(site);
            assertThat(back.deviations()).as(story).isEmpty();
            assertThat(new Laws(original, migrated, written).violations(backedOut, aside(site)))
                    .as(story)
                    .isEmpty();

            site.run(site.planRedo(back));

            DataImage again = DataImage.read(site);
            assertThat(again.differences(written)).as(story + " -- applied again").isEmpty();
            site.run(site.planLast());
            assertThat(DataImage.read(site).differences(backedOut))
                    .as(story + " -- backed out again")
                    .isEmpty();
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
