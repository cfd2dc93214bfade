package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.error.BackoutException;
import dev.backout.scratch.ExtensionOffer;
import dev.backout.scratch.ScratchServer;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Extensions of the database that the scratch server lacks: migrations that use them cannot be
/// proved there.
record LiveExtensions(LiveDatabase live, Future<ScratchServer> scratch) implements Examination {
    private static final String SQL =
            """
            select extname::text, extversion from pg_catalog.pg_extension
            where extname <> 'plpgsql' order by 1\
            """;

    private record Extension(String name, String version) {}

    @Override
    public Topic topic() {
        return Topic.EXTENSIONS;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        List<Extension> all =
                live.rows(SQL, row -> new Extension(row.getString(1), row.getString(2)));
        if (all.isEmpty()) {
            return List.of(Finding.ok(Topic.EXTENSIONS, "the database uses none"));
        }
        ScratchServer server;
        try {
            server = scratch.get();
        } catch (ExecutionException e) {
            return List.of(
                    Finding.warning(
                            Topic.EXTENSIONS,
                            "could not be examined: there is no scratch server",
                            null));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return findings(all, server);
    }

    private List<Finding> findings(List<Extension> all, ScratchServer server)
            throws BackoutException {
        List<Finding> missing =
                all.stream()
                        .filter(one -> !live.platform().extensions().contains(one.name()))
                        .filter(one -> server.offer(one.name()) == ExtensionOffer.MISSING)
                        .map(one -> finding(one, server))
                        .toList();
        return missing.isEmpty()
                ? List.of(
                        Finding.ok(
                                Topic.EXTENSIONS,
                                "the scratch server has all of them: "
                                        + String.join(
                                                ", ", all.stream().map(Extension::name).toList())))
                : missing;
    }

    private static Finding finding(Extension extension, ScratchServer server) {
        return Finding.warning(
                        Topic.EXTENSIONS,
                        "the database uses %s %s, which %s does not have"
                                .formatted(
                                        extension.name(),
                                        extension.version(),
                                        server.description()),
                        "in backout.yaml, scratch: { url: URL } of a server that has it, or {"
                                + " binaries: DIR }")
                .with("a migration that uses it cannot be proved on this scratch server");
    }
}
