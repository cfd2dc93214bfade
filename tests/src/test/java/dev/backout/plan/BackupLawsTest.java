package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.EveryMajor;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// The laws of nothing lost for migrations that Backout did not apply: a backup immediately before,
/// a random migration, random later writes, and the way back out of the backup.
@EveryMajor
class BackupLawsTest {
    /// Each reads a backup of its own, which takes ten times as long as the others.
    private static final int SHARE = 30;

    /// Of versions that are not tested as a whole.
    private static final int FEW = 100;

    @Parameter int major;

    @TestFactory
    Stream<DynamicTest> hold() {
        return LawTrials.of(
                LawTrials.count(Majors.isWhole(major) ? SHARE : FEW),
                RandomData::lonely,
                new OutOfTheBackup(major));
    }

    private record OutOfTheBackup(int major) implements LawTrials.Trial {
        @Override
        public void hold(Story told) throws SQLException {
            Story story =
                    told.seed() % 3 == 0
                            ? new Story(told.seed(), told.rows(), told.migrations(), List.of())
                            : told;
            try (Site site = Site.on(major)) {
                site.apply("1_init", RandomData.SCHEMA).sql(story.rows());
                DataImage original = DataImage.read(site);
                try (SiteBackup backup = site.backup()) {
                    site.apply("2_bad", story.files().getFirst());
                    DataImage migrated = DataImage.read(site);
                    DataImage written = DataImage.read(LawGround.write(site, story));

                    Plan plan = site.planFrom(backup);
                    var back = site.run(plan, new BackupLoading(backup, plan, site::connect));

                    DataImage end = DataImage.read(site);
                    assertThat(back.deviations()).isEmpty();
                    assertThat(
                                    new Laws(original, List.of(migrated), written)
                                            .violations(end, LawGround.aside(site)))
                            .isEmpty();
                    if (story.writes().isEmpty()) {
                        assertThat(end.differences(original)).isEmpty();
                    }
                }
            }
        }

        @Override
        public void close() {
            // Each story has databases of its own.
        }
    }
}
