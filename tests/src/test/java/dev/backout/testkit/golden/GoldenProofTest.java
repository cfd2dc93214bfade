package dev.backout.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.ObjectKind;
import dev.backout.testkit.golden.BackOutEngine.Answer;
import dev.backout.testkit.server.EveryMajor;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every golden case through the engine, judged by pg_dump and row checksums; unless a version is
/// tested as a whole, one case of each kind. `backout.test.case` is a pattern for names; with
/// `backout.golden.record`, `inverse` or `hazards`, what is found is written into the files
/// instead.
@EveryMajor
@Order(1)
class GoldenProofTest {
    private static final String RECORD = System.getProperty("backout.golden.record", "");
    private static final Pattern ONLY =
            Pattern.compile(System.getProperty("backout.test.case", ""));

    /// Whether no case is left out.
    private static final boolean COMPLETE = RECORD.isEmpty() && ONLY.pattern().isEmpty();

    private static EngineOnTrial trial;

    @Parameter int major;

    @BeforeParameterizedClassInvocation
    static void start(int major) throws SQLException {
        trial = EngineOnTrial.start(major);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        trial.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCaseIsBackedOut() {
        List<GoldenCase> playable =
                GoldenCases.in(GoldenCases.POSTGRES).stream()
                        .filter(golden -> golden.minMajor() <= major)
                        .filter(golden -> ONLY.matcher(golden.name()).find())
                        .toList();
        Set<String> played = new TreeSet<>();
        Set<String> recorded = new TreeSet<>();
        Stream<DynamicTest> cases =
                (Majors.isWhole(major) ? playable : oneOfEachKind(playable))
                        .stream()
                                .map(golden ->
                                        DynamicTest.dynamicTest(
                                                golden.name(),
                                                () -> check(golden, played, recorded)));
        return COMPLETE && Majors.isWhole(major)
                ? Stream.concat(
                        cases,
                        Stream.of(
                                DynamicTest.dynamicTest(
                                        "every change has a case", () -> complete(played)),
                                DynamicTest.dynamicTest(
                                        "every kind has an inverse that was read",
                                        () -> kindsComplete(recorded))))
                : cases;
    }

    private static List<GoldenCase> oneOfEachKind(List<GoldenCase> cases) {
        Set<String> kinds = new HashSet<>();
        return cases.stream().filter(golden -> kinds.add(golden.kind())).toList();
    }

    private static void check(GoldenCase golden, Set<String> played, Set<String> recorded)
            throws SQLException {
        switch (RECORD) {
            case "" -> {
                Answer answer = trial.judge().judge(golden, trial.engine());
                played.addAll(answer.changes());
                if (golden.has("inverse")) {
                    recorded.addAll(answer.changes());
                }
            }
            case "inverse" ->
                    GoldenRecorder.record(golden, RECORD, trial.engine().backOut(golden).inverse());
            case "hazards" ->
                    GoldenRecorder.record(golden, RECORD, trial.engine().backOut(golden).hazards());
            default -> throw new IllegalArgumentException("backout.golden.record=" + RECORD);
        }
    }

    private static void complete(Set<String> played) {
        assertThat(played).containsAll(ChangeWords.all());
    }

    private static void kindsComplete(Set<String> recorded) {
        assertThat(Stream.of(ObjectKind.values()))
                .allSatisfy(kind ->
                        assertThat(recorded)
                                .as(kind.word())
                                .anyMatch(change -> change.startsWith(kind.word() + " ")));
    }
}
