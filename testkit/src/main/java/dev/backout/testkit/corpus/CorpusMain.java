package dev.backout.testkit.corpus;

import dev.backout.platform.Platform;
import dev.backout.platform.Platforms;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.pgdump.PgDumpFinder;
import dev.backout.testkit.pgdump.PgDumpSearch;
import dev.backout.testkit.server.JudgeServer;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// `CorpusMain MAJOR MIGRATIONS [CHECK_JSON]`: judges one history; without claims only the downs
/// that people wrote. With the system property `backout.platform` set to `supabase` it is one of
/// Supabase, in databases that look like its. Exit 1 when something is wrong.
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
        PgDump pgDump = pgDump(major);
        Platform platform = Platforms.named(System.getProperty("backout.platform", ""));
        if (platform.none()) {
            try (JudgeServer server = JudgeServer.start(major)) {
                return judge(
                        () -> new PlainPlayground(server, pgDump),
                        migrations,
                        HistoryFile.in(migrations),
                        claims);
            }
        }
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        try (ScratchServer server = servers.start(new ScratchRequest.Embedded(major))) {
            return judge(
                    () -> new PlatformPlayground(server, platform, pgDump),
                    migrations,
                    HistoryFile.ofSupabase(migrations),
                    claims);
        }
    }

    private static boolean judge(
            Playground.Maker playgrounds,
            Path migrations,
            List<HistoryFile> history,
            Map<String, Claim> claims)
            throws SQLException {
        long start = System.nanoTime();
        CorpusJudge judge = new CorpusJudge(playgrounds);
        CorpusReport report = new CorpusReport(migrations.toString(), judge.judge(history, claims));
        report.print(System.out);
        System.out.printf(
                "  bare replay %d ms; judging took %d s%n",
                judge.replayMillis(), (System.nanoTime() - start) / 1_000_000_000);
        return report.clean();
    }

    private static PgDump pgDump(int major) {
        return switch (PgDumpFinder.find(major)) {
            case PgDumpSearch.Found(PgDump program) -> program;
            case PgDumpSearch.Missing(String reason) -> throw new IllegalStateException(reason);
        };
    }
}
