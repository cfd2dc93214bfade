package dev.backout.testkit.corpus;

import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.pgdump.PgDumpFinder;
import dev.backout.testkit.pgdump.PgDumpSearch;
import dev.backout.testkit.server.JudgeServer;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// `CorpusMain MAJOR MIGRATIONS [CHECK_JSON]`: judges one history; without claims only the downs
/// that people wrote. Exit 1 when something is wrong.
public final class CorpusMain {

    private CorpusMain() {}

    /// The entry point.
    public static void main(String... args) throws SQLException {
        int major = Integer.parseInt(args[0]);
        Path migrations = Path.of(args[1]);
        Map<String, Claim> claims = args.length > 2 ? Claim.in(Path.of(args[2])) : Map.of();
        System.exit(judge(major, migrations, claims) ? 0 : 1);
    }

    private static boolean judge(int major, Path migrations, Map<String, Claim> claims)
            throws SQLException {
        long start = System.nanoTime();
        List<HistoryFile> history = HistoryFile.in(migrations);
        try (JudgeServer server = JudgeServer.start(major)) {
            CorpusJudge judge = new CorpusJudge(server, pgDump(major));
            List<Judgement> judgements = judge.judge(history, claims);
            CorpusReport report = new CorpusReport(migrations.toString(), judgements);
            report.print(System.out);
            System.out.printf(
                    "  bare replay %d ms; judging took %d s%n",
                    judge.replayMillis(), (System.nanoTime() - start) / 1_000_000_000);
            return report.clean();
        }
    }

    private static PgDump pgDump(int major) {
        return switch (PgDumpFinder.find(major)) {
            case PgDumpSearch.Found(PgDump program) -> program;
            case PgDumpSearch.Missing(String reason) -> throw new IllegalStateException(reason);
        };
    }
}
