package dev.backout.testkit.golden;

import dev.backout.testkit.pgdump.PgDumps;
import dev.backout.testkit.server.JudgeServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.sql.SQLException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Every golden case through the engine, judged by pg_dump and row checksums. `backout.test.case`
/// is a pattern for names; with `backout.golden.record`, `inverse` or `hazards`, what is found is
/// written into the files instead.
class GoldenProofTest {
    private static final int MAJOR = Integer.getInteger("backout.test.major", 18);

    private static final String RECORD = System.getProperty("backout.golden.record", "");
    private static final Pattern ONLY =
            Pattern.compile(System.getProperty("backout.test.case", ""));

    private static JudgeServer server;
    private static ProofEngine engine;

    @BeforeAll
    static void start() throws SQLException {
        server = JudgeServer.start(MAJOR);
        GoldenJudge.prepare(server);
        engine = new ProofEngine(MAJOR);
    }

    @AfterAll
    static void stop() {
        server.close();
        engine.close();
    }

    @TestFactory
    Stream<DynamicTest> everyCaseIsBackedOut() {
        GoldenJudge judge = new GoldenJudge(server, PgDumps.required(MAJOR));
        return GoldenCases.in(GoldenCases.POSTGRES).stream()
                .filter(golden -> golden.minMajor() <= MAJOR)
                .filter(golden -> ONLY.matcher(golden.name()).find())
                .map(golden -> DynamicTest.dynamicTest(golden.name(), () -> check(judge, golden)));
    }

    private static void check(GoldenJudge judge, GoldenCase golden) throws SQLException {
        switch (RECORD) {
            case "" -> judge.judge(golden, engine);
            case "inverse" ->
                    GoldenRecorder.record(golden, RECORD, engine.backOut(golden).inverse());
            case "hazards" ->
                    GoldenRecorder.record(golden, RECORD, engine.backOut(golden).hazards());
            default -> throw new IllegalArgumentException("backout.golden.record=" + RECORD);
        }
    }
}
