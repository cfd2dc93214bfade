package dev.backout.doctor.machine;

import dev.backout.doctor.Doctor;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Severity;
import dev.backout.doctor.Topic;
import dev.backout.error.BackoutException;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Whether a scratch server starts: without one nothing can be proved, and no plan made.
record ScratchReadiness(Future<ScratchServer> scratch) implements Examination {
    @Override
    public Topic topic() {
        return Topic.SCRATCH_SERVER;
    }

    @Override
    public List<Finding> examine() {
        try {
            ScratchServer server = scratch.get();
            Finding ok = Finding.ok(Topic.SCRATCH_SERVER, server.description() + " starts");
            return List.of(
                    server.superuser()
                            ? ok
                            : Finding.note(
                                            Topic.SCRATCH_SERVER,
                                            server.description() + " is used, not as a superuser",
                                            "ALTER ROLE NAME SUPERUSER;  -- on the scratch server"
                                                    + " only")
                                    .with(
                                            "migrations that need extensions, roles or event"
                                                    + " triggers cannot be helped there"));
        } catch (ExecutionException e) {
            return List.of(failed(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Finding failed(@Nullable Throwable cause) {
        if (cause instanceof BackoutException known) {
            return Doctor.of(Topic.SCRATCH_SERVER, Severity.PROBLEM, known);
        }
        throw new IllegalStateException("starting a scratch server failed", cause);
    }
}
