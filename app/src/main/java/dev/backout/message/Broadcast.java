package dev.backout.message;

import dev.backout.message.Message.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Tells what becomes of one piece of work, and every few minutes how it stands. Safe for several
/// threads; nothing here waits for a channel but closing it, within a limit.
public final class Broadcast implements AutoCloseable {
    /// How long the end of a command may be held up by channels.
    public static final Duration FAREWELL = Duration.ofSeconds(5);

    private static final long MINUTE = 60;

    private final Postbox postbox;
    private final Duration every;
    private final Thread clock;
    private volatile Subject subject;
    private volatile String now = "";

    /// @param channels where it goes
    /// @param delivery told what became of each message
    /// @param every how often it is told how things stand
    /// @param subject what it is about
    public Broadcast(List<Channel> channels, Delivery delivery, Duration every, Subject subject) {
        this.postbox = new Postbox(channels, delivery, FAREWELL);
        this.every = every;
        this.subject = subject;
        this.clock = Thread.ofVirtual().name("backout-messages").unstarted(this::tick);
    }

    /// What it is about, as far as it is known.
    public Subject subject() {
        return subject;
    }

    /// More is known of what it is about: a run has its id. From now on it is told how things
    /// stand.
    public void about(Subject known) {
        subject = known;
        if (clock.getState() == Thread.State.NEW) {
            clock.start();
        }
    }

    /// How it stands, for the next message that tells it.
    public void stands(String text) {
        now = text;
    }

    /// Tells something. It stands behind what it is about, and where.
    ///
    /// @param word what happened: `BEGUN`
    /// @param how how it stands, or null: as it was said last
    /// @param next what comes next, or empty
    public void say(Kind kind, String word, @Nullable String how, String next) {
        Subject about = subject;
        postbox.post(about.message(kind, title(about, word), how == null ? now : how, next));
    }

    /// The line that says it all.
    public static String title(Subject about, String word) {
        return "%s: %s on %s".formatted(word, about.what(), about.where());
    }

    private void tick() {
        try {
            while (true) {
                Thread.sleep(every);
                say(Kind.OPEN, "under way for " + age(), null, "");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String age() {
        long seconds = Duration.between(subject.since(), Instant.now()).toSeconds();
        return seconds < MINUTE ? seconds + " s" : seconds / MINUTE + " min";
    }

    /// Says nothing more of how things stand, and delivers what is left, within the limit.
    @Override
    public void close() {
        clock.interrupt();
        postbox.close();
    }
}
