package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.testkit.server.EveryMajor;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.Parameter;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The laws of nothing lost, for random tables, migrations and later writes. `backout.rows.seed`
/// chooses the first seed, `backout.trials` how many times more than usual.
@EveryMajor
@Order(3)
class RowTrialTest {
    private static final long SEED = Long.getLong("backout.rows.seed", 1);
    private static final int EACH = 25;
    private static final String WANTED = System.getProperty("backout.trials", "1");
    private static final int TIMES = WANTED.equals("all") ? 40 : Integer.parseInt(WANTED);

    @Parameter int major;

    @TestFactory
    Stream<DynamicTest> theLawsHold() {
        long count = (long) (Majors.isWhole(major) ? 5 : 1) * TIMES;
        return LongStream.range(0, count)
                .map(batch -> SEED + batch * EACH)
                .mapToObj(first ->
                        DynamicTest.dynamicTest(
                                "seeds %d to %d".formatted(first, first + EACH - 1),
                                () -> tryAll(first)));
    }

    private void tryAll(long first) throws SQLException {
        try (RowScene scene = RowScene.on(major)) {
            for (long seed = first; seed < first + EACH; seed++) {
                tryOne(scene, seed);
            }
        }
    }

    private void tryOne(RowScene scene, long seed) throws SQLException {
        RowTrial trial = new RowTrial(seed);
        boolean later = seed % 3 > 0;
        List<String> story = new ArrayList<>(trial.setup());
        scene.again(story);
        try (Connection connection = scene.connect()) {
            List<String> before = texts(scene, trial);
            Rows rows = new Rows(connection, trial);
            List<String> migration = trial.migration(connection, !later);
            story.add("-- migration");
            story.addAll(migration);
            List<Capture> captures =
                    scene.captured(trial.tables(), migration.toArray(String[]::new));
            rows.migrated();
            if (later) {
                story.add("-- later");
                story.addAll(trial.later(connection));
            }
            rows.written();
            List<String> written = texts(scene, trial);
            List<Capture> run = captures.isEmpty() ? captures : scene.back(captures, false);
            rows.back();
            if (later) {
                rows.check(scene.aside());
            } else {
                assertThat(texts(scene, trial)).isEqualTo(before);
                assertThat(scene.aside()).isEmpty();
            }
            thereAndBack(scene, trial, run, written);
        } catch (SQLException | AssertionError e) {
            throw new AssertionError(
                    "seed %d on PostgreSQL %d:\n%s\n%s"
                            .formatted(seed, major, String.join(";\n", story), e.getMessage()),
                    e);
        }
    }

    /// The way forward again, and back: nothing is written in between.
    private static void thereAndBack(
            RowScene scene, RowTrial trial, List<Capture> run, List<String> written)
            throws SQLException {
        List<String> back = texts(scene, trial);
        List<Capture> last = run;
        for (List<String> end : List.of(written, back)) {
            last = last.isEmpty() ? last : scene.back(last, false);
            assertThat(texts(scene, trial)).isEqualTo(end);
        }
    }

    private static List<String> texts(RowScene scene, RowTrial trial) throws SQLException {
        List<String> texts = new ArrayList<>();
        for (String table : trial.tables()) {
            texts.addAll(scene.table(table));
        }
        return texts;
    }

    /// The rows with a tag at four moments.
    private static final class Rows {
        private final Connection connection;
        private final RowTrial trial;
        private final List<List<Map<String, Map<String, String>>>> moments = new ArrayList<>();

        Rows(Connection connection, RowTrial trial) throws SQLException {
            this.connection = connection;
            this.trial = trial;
            look();
        }

        void migrated() throws SQLException {
            look();
        }

        void written() throws SQLException {
            look();
        }

        void back() throws SQLException {
            look();
        }

        private void look() throws SQLException {
            List<Map<String, Map<String, String>>> moment = new ArrayList<>();
            for (String table : trial.tables()) {
                if (!table.equals("k")) {
                    moment.add(RowTrial.rows(connection, table));
                }
            }
            moments.add(moment);
        }

        void check(List<String> aside) {
            for (int i = 0; i < moments.getFirst().size(); i++) {
                check(
                        moments.get(0).get(i),
                        moments.get(1).get(i),
                        moments.get(2).get(i),
                        moments.get(3).get(i),
                        String.join("\n", aside));
            }
        }

        private void check(
                Map<String, Map<String, String>> before,
                Map<String, Map<String, String>> migrated,
                Map<String, Map<String, String>> written,
                Map<String, Map<String, String>> back,
                String aside) {
            laterWritesStay(before, migrated, written, back);
            nothingVanishes(before, migrated, written, back, aside);
            assertThat(back.keySet())
                    .as("rows from nowhere")
                    .allMatch(tag -> before.containsKey(tag) || written.containsKey(tag));
        }

        private void laterWritesStay(
                Map<String, Map<String, String>> before,
                Map<String, Map<String, String>> migrated,
                Map<String, Map<String, String>> written,
                Map<String, Map<String, String>> back) {
            written.forEach((tag, row) -> {
                Map<String, String> left = migrated.get(tag);
                Map<String, String> now = back.get(tag);
                if (left != null && !before.containsKey(tag) && row.equals(left)) {
                    return;
                }
                assertThat(now).as("row with tag " + tag).isNotNull();
                row.forEach((column, value) -> {
                    boolean follows = column.equals("p") && trial.followsKeys();
                    if (!follows && (left == null || !value.equals(left.get(column)))) {
                        assertThat(now.get(column)).as("%s of %s", column, tag).isEqualTo(value);
                    }
                });
            });
        }

        private void nothingVanishes(
                Map<String, Map<String, String>> before,
                Map<String, Map<String, String>> migrated,
                Map<String, Map<String, String>> written,
                Map<String, Map<String, String>> back,
                String aside) {
            before.forEach((tag, row) -> {
                Map<String, String> left = migrated.get(tag);
                Map<String, String> since = written.get(tag);
                Map<String, String> now = back.get(tag);
                boolean deletedSince = left != null && since == null;
                row.forEach((column, value) -> {
                    boolean destroyed = left == null || !value.equals(left.get(column));
                    boolean there = now != null && value.equals(now.get(column));
                    boolean follows = column.equals("p") && trial.followsKeys();
                    if (destroyed && !there && !deletedSince && !follows) {
                        assertThat(aside)
                                .as("%s of %s was %s", column, tag, value)
                                .contains(Objects.equals(value, "null") ? "" : text(value));
                    }
                });
            });
        }

        /// As it stands within the text of an array.
        private static String text(String value) {
            return value.replace("\\", "\\\\").replace("\"", "\\\"");
        }
    }
}
