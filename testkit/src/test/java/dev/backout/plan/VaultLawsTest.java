package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.EveryMajor;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The laws of nothing lost, on random migrations and random later writes: deploy, write, back out,
/// write, apply again, back out. `backout.laws.seed` and `backout.laws.count` choose others.
@EveryMajor
@Order(3)
class VaultLawsTest {
    private static final long SEED = Long.getLong("backout.laws.seed", 1);
    private static final int COUNT = Integer.getInteger("backout.laws.count", 8);

    /// On versions that are not tested as a whole.
    private static final int FEW = 3;

    @Parameter int major;

    @TestFactory
    Stream<DynamicTest> hold() {
        return trials(Majors.isWhole(major) ? COUNT : Math.min(COUNT, FEW), 1, false);
    }

    @TestFactory
    Stream<DynamicTest> holdInPlace() {
        return trials(Majors.isWhole(major) ? COUNT / 2 : 0, 1, true);
    }

    @TestFactory
    Stream<DynamicTest> holdForSeveralAtOnce() {
        return trials(Majors.isWhole(major) ? COUNT / 2 : Math.min(COUNT / 2, 1), 3, false);
    }

    private Stream<DynamicTest> trials(int count, int most, boolean inPlace) {
        return LongStream.range(SEED, SEED + count)
                .mapToObj(seed ->
                        DynamicTest.dynamicTest("seed " + seed, () -> trial(seed, most, inPlace)));
    }

    /// Several are backed out at once, and one by one after they were applied again.
    ///
    /// @param inPlace whether columns are kept in place where they can be
    private void trial(long seed, int most, boolean inPlace) throws SQLException {
        RandomData random = new RandomData(seed);
        try (Site site = Site.on(major)) {
            if (inPlace) {
                site.inPlace(RandomData.TABLES).byName(RandomData.TABLES);
            }
            site.apply("1_init", RandomData.SCHEMA).sql(random.rows());
            List<String> migrations = random.migrations(most);
            DataImage original = DataImage.read(site);
            for (int i = 0; i < migrations.size(); i++) {
                site.deploy((i + 2) + "_bad", migrations.get(i));
            }
            DataImage migrated = DataImage.read(site);
            String writes = random.writes(migrated);
            site.sql(writes);
            DataImage written = DataImage.read(site);
            String story =
                    "seed %d%n%s%n-- then%n%s"
                            .formatted(seed, String.join("\n-- and\n", migrations), writes);

            // Every other one writes the tables of dropped columns anew, however small.
            site.merging(seed % 2 == 0 ? Merging.USUAL : new Merging(false, false, List.of(), -1));
            var back = site.run(site.plan(new Choice.Last(migrations.size())));

            DataImage backedOut = DataImage.read(site);
            assertThat(back.deviations()).as(story).isEmpty();
            assertThat(new Laws(original, migrated, written).violations(backedOut, aside(site)))
                    .as(story)
                    .isEmpty();

            site.run(site.planRedo(back));

            DataImage again = DataImage.read(site);
            assertThat(again.differences(written)).as(story + " -- applied again").isEmpty();
            for (int i = 0; i < migrations.size(); i++) {
                site.run(site.planLast());
            }
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
