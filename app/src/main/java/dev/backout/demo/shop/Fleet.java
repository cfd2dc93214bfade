package dev.backout.demo.shop;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The processes of the shop, and who looks after them: what stands in the file `wanted` is the
/// release that there is to be, `running` says which there is. One process after the other is
/// replaced, so that somebody always answers.
public final class Fleet implements AutoCloseable {
    private static final long GLANCE = 50;

    private final Path folder;
    private final List<Instance> instances;
    private final Thread keeper = Thread.ofVirtual().unstarted(this::keep);
    private volatile boolean wanted = true;

    /// @param folder where the files are
    /// @param url of the database
    /// @param count how many processes
    public Fleet(Path folder, String url, int count) {
        this.folder = folder;
        Path flag = folder.resolve("read-only.flag");
        this.instances = Stream.generate(() -> new Instance(url, flag)).limit(count).toList();
    }

    /// Where the processes answer.
    public List<URI> addresses() {
        return instances.stream().map(Instance::address).toList();
    }

    /// Begins with a release, and looks after it from then on.
    public void start(Release release) {
        instances.forEach(instance -> instance.run(release));
        write("wanted", release.word());
        write("running", release.word());
        keeper.start();
    }

    private void keep() {
        while (wanted) {
            Release there = read("running");
            Release next = read("wanted");
            if (next != null && next != there) {
                roll(next);
            }
            try {
                Thread.sleep(GLANCE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /// A process that does not get ready is for whoever waits for the file to find out.
    private void roll(Release release) {
        try {
            instances.forEach(instance -> instance.run(release));
            write("running", release.word());
        } catch (BackoutException e) {
            write("trouble", String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Release read(String name) {
        try {
            return Release.of(Files.readString(folder.resolve(name)));
        } catch (IOException e) {
            // It is being written just now.
            return null;
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new BackoutException(
                    ErrorCode.FILE_INACCESSIBLE,
                    "the shop cannot write %s: %s".formatted(name, e.getMessage()),
                    List.of(),
                    e);
        }
    }

    @Override
    public void close() {
        wanted = false;
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        instances.forEach(Instance::close);
    }
}
