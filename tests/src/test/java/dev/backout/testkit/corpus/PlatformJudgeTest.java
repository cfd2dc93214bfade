package dev.backout.testkit.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.ddl.postgres.PostgresDdl;
import dev.backout.platform.Platforms;
import dev.backout.proof.HistoryProver;
import dev.backout.proof.MigrationProof;
import dev.backout.proof.Subject;
import dev.backout.proof.Verdict;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.Resource;
import dev.backout.testkit.pgdump.PgDump;
import dev.backout.testkit.pgdump.PgDumps;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A project of Supabase with everything that migrations do to the platform's own: pg_dump judges
/// each inverse, in a database that looks like Supabase's.
class PlatformJudgeTest {
    private static final int MAJOR = Majors.newest().getFirst();
    private static final Pattern FILE = Pattern.compile("(?m)^-- file (\\S+)\n");

    @Test
    void whatIsProvedComesBackAsPgDumpSeesIt() throws SQLException {
        PgDump pgDump = PgDumps.required(MAJOR);
        List<HistoryFile> history = history();
        ScratchServers servers = new ScratchServers(ScratchPlaces.standard());
        try (ScratchServer server = servers.start(new ScratchRequest.Embedded(MAJOR))) {
            Map<String, Claim> claims = claims(server, history);
            CorpusJudge judge =
                    new CorpusJudge(
                            () -> new PlatformPlayground(server, Platforms.SUPABASE, pgDump));
            assertThat(judge.judge(history, claims))
                    .hasSameSizeAs(history)
                    .allSatisfy(one -> {
                        assertThat(one.failure()).as(one.file().name()).isNull();
                        assertThat(one.changes()).as(one.file().name()).isTrue();
                        assertThat(one.inverse())
                                .as(one.file().name())
                                .isEqualTo(new Trial(Outcome.EXACT, ""));
                    });
            Map<String, Claim> lies = new HashMap<>(claims);
            lies.replaceAll((name, claim) -> claim(claim.inverse().subList(0, 1)));
            assertThat(judge.judge(history.subList(0, 2), lies))
                    .extracting(one -> one.inverse() == null ? null : one.inverse().outcome())
                    .doesNotContain(Outcome.EXACT);
        }
    }

    private static List<HistoryFile> history() {
        List<HistoryFile> history = new ArrayList<>();
        String[] parts = FILE.split(Resource.text(PlatformJudgeTest.class, "platform.sql"));
        var names = FILE.matcher(Resource.text(PlatformJudgeTest.class, "platform.sql"));
        for (int i = 1; names.find(); i++) {
            history.add(new HistoryFile(names.group(1), parts[i], null));
        }
        return history;
    }

    private static Map<String, Claim> claims(ScratchServer server, List<HistoryFile> history) {
        HistoryProver prover =
                new HistoryProver(
                        server,
                        ScratchOptions.plain().on(Platforms.SUPABASE),
                        new PostgresDdl(DdlOptions.of(MAJOR)),
                        1,
                        false);
        Map<String, Claim> claims = new HashMap<>();
        for (MigrationProof proof :
                prover.prove(
                        history.stream()
                                .map(file -> new Subject(file.name(), file.sql(), null))
                                .toList(),
                        subject -> true,
                        proof -> {})) {
            assertThat(proof.verdict())
                    .as(proof.name() + " " + proof.broken())
                    .isInstanceOf(Verdict.Proved.class);
            claims.put(proof.name(), claim(proof.inverse().stream().map(Statement::sql).toList()));
        }
        return claims;
    }

    private static Claim claim(List<String> inverse) {
        return new Claim("proved", "none", "none", inverse, "");
    }
}
