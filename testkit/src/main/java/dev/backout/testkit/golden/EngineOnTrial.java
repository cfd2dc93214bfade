package dev.backout.testkit.golden;

import dev.backout.testkit.server.JudgeServer;

import java.sql.SQLException;

/// The product's engine and its judge, each with a server of the same version. Gone when closed.
///
/// @param server the judge's own
public record EngineOnTrial(JudgeServer server, GoldenJudge judge, ProofEngine engine)
        implements AutoCloseable {

    /// Starts both servers.
    public static EngineOnTrial start(int major) throws SQLException {
        JudgeServer server = JudgeServer.start(major);
        GoldenJudge.prepare(server);
        return new EngineOnTrial(server, new GoldenJudge(server), new ProofEngine(major));
    }

    @Override
    public void close() {
        engine.close();
        server.close();
    }
}
