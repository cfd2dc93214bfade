package dev.backout.cli;

import dev.backout.config.Configuration;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.scratch.Prefixes;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchSource;

import org.jspecify.annotations.Nullable;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// The scratch server, started when it is first needed, or expected to be. For one thread.
final class LazyScratch implements ScratchSource, AutoCloseable {
    private final @Nullable Configuration configuration;
    private Prefixes history = Prefixes.NONE;
    private @Nullable FutureTask<ScratchServer> starting;

    LazyScratch(@Nullable Configuration configuration) {
        this.configuration = configuration;
    }

    @Override
    public void expect(int major, Prefixes replayed) {
        if (starting == null) {
            history = replayed;
            Thread.ofPlatform().daemon().name("backout-scratch").start(task(major, replayed, null));
        }
    }

    @Override
    public ScratchServer server(int major) {
        FutureTask<ScratchServer> task = starting;
        if (task == null) {
            task = task(major, history, null);
            task.run();
        }
        return result(task);
    }

    @Override
    public ScratchServer server(int major, ScratchOptions options) {
        ScratchServer server = server(major);
        if (server.suits(options)) {
            return server;
        }
        server.close();
        task(major, history, options).run();
        return server(major);
    }

    private FutureTask<ScratchServer> task(
            int major, Prefixes replayed, @Nullable ScratchOptions options) {
        FutureTask<ScratchServer> task =
                new FutureTask<>(() -> ScratchStart.start(configuration, major, replayed, options));
        starting = task;
        return task;
    }

    private static ScratchServer result(FutureTask<ScratchServer> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BackoutException.of(ErrorCode.INTERNAL, "interrupted while a server starts");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException ours
                    ? ours
                    : new IllegalStateException("starting a scratch server failed", e.getCause());
        }
    }

    /// A server that is starting is waited for: it would stay otherwise.
    @Override
    public void close() {
        FutureTask<ScratchServer> task = starting;
        starting = null;
        if (task != null && !failed(task)) {
            result(task).close();
        }
    }

    /// Whoever wanted the server was told why there is none.
    private static boolean failed(FutureTask<ScratchServer> task) {
        try {
            task.get();
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } catch (ExecutionException e) {
            return true;
        }
    }
}
