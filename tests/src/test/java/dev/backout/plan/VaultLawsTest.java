package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.EveryMajor;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/// The laws of nothing lost, on random migrations and random later writes: deploy, write, back out,
/// apply again, back out.
@EveryMajor
@Order(3)
class VaultLawsTest {
    /// Of other versions than the newest.
    private static final int PART = 6;

    @Parameter int major;

    @TestFactory
    Stream<DynamicTest> hold() {
        return trials(2, seed -> RandomData.story(seed, 1), false);
    }

    @TestFactory
    Stream<DynamicTest> holdInPlace() {
        return trials(4, seed -> RandomData.story(seed, 1), true);
    }

    @TestFactory
    Stream<DynamicTest> holdForSeveralAtOnce() {
        return trials(4, seed -> RandomData.story(seed, 3), false);
    }

    @TestFactory
    Stream<DynamicTest> holdForWrittenRows() {
        return trials(2, seed -> RandomData.written(seed, 1), false);
    }

    @TestFactory
    Stream<DynamicTest> holdForWrittenRowsOfSeveralAtOnce() {
        return trials(6, seed -> RandomData.written(seed, 3), false);
    }

    @TestFactory
    Stream<DynamicTest> holdForWrittenRowsInPlace() {
        return trials(6, seed -> RandomData.written(seed, 1), true);
    }

    private Stream<DynamicTest> trials(int share, LongFunction<Story> stories, boolean inPlace) {
        return LawTrials.of(
                LawTrials.count(Majors.isWhole(major) ? share : share * PART),
                stories,
                new ThereAndBack(major, inPlace));
    }

    /// Several are backed out at once, and one by one after they were applied again.
    private static final class ThereAndBack implements LawTrials.Trial {
        private final int major;
        private final LawGround ground;
        private final boolean inPlace;

        /// @param inPlace whether columns are kept in place where they can be
        ThereAndBack(int major, boolean inPlace) {
            this.major = major;
            this.ground = new LawGround(major);
            this.inPlace = inPlace;
        }

        @Override
        public void hold(Story story) throws SQLException {
            Site site = ground.begin(story);
            if (inPlace) {
                site.inPlace(RandomData.TABLES).byName(RandomData.TABLES);
            }
            List<String> migrations = story.files();
            DataImage original = DataImage.read(site);
            List<DataImage> steps = new ArrayList<>();
            for (int i = 0; i < migrations.size(); i++) {
                site.deploy((i + 2) + "_bad", migrations.get(i));
                steps.add(DataImage.read(site));
            }
            DataImage hidden = DataImage.hidden(site);
            Trail trail = new Trail();
            DataImage written = DataImage.read(LawGround.write(site, story, trail));

            // Half of them write the tables of dropped columns anew, however small.
            site.merging(
                    story.seed() / RandomData.TOGETHER % 2 == 0
                            ? Merging.USUAL
                            : new Merging(false, false, List.of(), -1));
            var back = site.run(site.plan(new Choice.Last(migrations.size())));

            DataImage backedOut = DataImage.read(site);
            assertThat(back.deviations()).isEmpty();
            Laws laws = new Laws(original, steps, written, hidden, trail);
            String aside = LawGround.aside(site);
            if (!laws.violations(backedOut, aside).isEmpty()) {
                // What stood there in between is looked up only where it matters.
                laws = laws.among(states(story));
            }
            assertThat(laws.violations(backedOut, aside)).isEmpty();

            site.run(site.planRedo(back));

            DataImage again = DataImage.read(site);
            assertThat(again.differences(written)).as("applied again").isEmpty();
            for (int i = 0; i < migrations.size(); i++) {
                site.run(site.planLast());
            }
            assertThat(DataImage.read(site).differences(backedOut))
                    .as("backed out again")
                    .isEmpty();
        }

        private List<DataImage> states(Story story) throws SQLException {
            try (LawGround other = new LawGround(major)) {
                Site site = other.begin(story);
                List<DataImage> states = new ArrayList<>();
                for (List<String> parts : story.migrations()) {
                    for (String part : parts) {
                        states.add(DataImage.read(site.sql(part)));
                    }
                }
                return states;
            }
        }

        @Override
        public void close() throws SQLException {
            System.out.println("trials of the laws: " + ground.proofs());
            ground.close();
        }
    }
}
