package dev.backout.testkit.client;

import dev.backout.proof.Subject;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.testkit.corpus.HistoryFile;
import dev.backout.testkit.golden.GoldenCase;
import dev.backout.testkit.golden.GoldenCases;
import dev.backout.testkit.golden.ProofEngine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `ClientMain MAJOR [MIGRATIONS [NEWEST]]`: measures how often `oldAppSafe` and `newAppSafe` are
/// wrong, over the golden cases or over the newest migrations of a history. Exit 1 when something
/// is called safe and is not.
public final class ClientMain {
    private ClientMain() {}

    /// The entry point.
    public static void main(String... args) {
        int major = Integer.parseInt(args[0]);
        int newest = args.length > 2 ? Integer.parseInt(args[2]) : Integer.MAX_VALUE;
        boolean clean =
                args.length == 1
                        ? print("golden cases", golden(major))
                        : print(args[1], history(major, Path.of(args[1]), newest));
        System.exit(clean ? 0 : 1);
    }

    private static boolean print(String title, List<ClientJudgement> judgements) {
        ClientReport report = new ClientReport(title, judgements);
        report.print(System.out);
        return report.clean();
    }

    private static List<ClientJudgement> golden(int major) {
        List<ClientJudgement> judgements = new ArrayList<>();
        try (ProofEngine engine = new ProofEngine(major)) {
            for (GoldenCase golden : GoldenCases.in(GoldenCases.POSTGRES)) {
                if (golden.minMajor() <= major) {
                    judgements.addAll(of(engine, golden));
                }
            }
        }
        return judgements;
    }

    /// Both applications of a golden case.
    static List<ClientJudgement> of(ProofEngine engine, GoldenCase golden) {
        return engine.inRole(
                golden,
                (server, options) -> {
                    try (Versions versions = new Versions(server, options)) {
                        return versions.begin(new Subject("before", golden.before(), null))
                                ? versions.next(
                                        new Subject(golden.name(), golden.migration(), null), true)
                                : List.of();
                    }
                });
    }

    private static List<ClientJudgement> history(int major, Path migrations, int newest) {
        List<ClientJudgement> judgements = new ArrayList<>();
        try (ScratchServer server =
                        new ScratchServers(ScratchPlaces.standard())
                                .start(new ScratchRequest.Embedded(major));
                Versions versions = new Versions(server, ScratchOptions.plain())) {
            List<HistoryFile> history = HistoryFile.in(migrations);
            int first = Math.max(0, history.size() - newest);
            for (int i = 0; i < history.size(); i++) {
                Subject subject = new Subject(history.get(i).name(), history.get(i).sql(), null);
                if (i < first) {
                    versions.begin(subject);
                } else {
                    judgements.addAll(versions.next(subject, false));
                }
            }
        }
        return judgements;
    }
}
