package dev.backout.message;

import dev.backout.message.Channel.Outcome;
import dev.backout.message.Message.Kind;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;

/// Brings messages to one channel, by a virtual thread of its own.
final class Carrier {
    private static final int TRIES = 3;

    /// A channel that asks for more is asked no more.
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /// Writing down that a message was not told, after that thread was interrupted.
    private static final Duration LAST_WORD = Duration.ofSeconds(3);

    private final Channel channel;
    private final Delivery delivery;
    private final BlockingDeque<Letter> waiting = new LinkedBlockingDeque<>();
    private final Thread thread;

    /// What waits to be delivered.
    ///
    /// @param message null when nothing comes behind it
    private record Letter(@Nullable Message message) {
        boolean about(Kind kind) {
            return message != null && message.kind() == kind;
        }
    }

    Carrier(Channel channel, Delivery delivery) {
        this.channel = channel;
        this.delivery = delivery;
        this.thread = Thread.ofVirtual().name("backout-message").unstarted(this::carry);
    }

    void start() {
        thread.start();
    }

    /// A newer word on how it stands takes the place of one that was not delivered yet.
    void post(Message message) {
        if (!channel.wants(message.kind())) {
            return;
        }
        if (message.kind() == Kind.OPEN) {
            waiting.removeIf(older -> older.about(Kind.OPEN));
        }
        waiting.add(new Letter(message));
    }

    void finish() {
        waiting.add(new Letter(null));
    }

    void end(Duration limit) {
        try {
            if (!thread.join(limit)) {
                thread.interrupt();
                thread.join(LAST_WORD);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carry() {
        Message message = null;
        try {
            message = waiting.take().message();
            while (message != null) {
                deliver(message);
                message = null;
                message = waiting.take().message();
            }
        } catch (InterruptedException e) {
            leave(message);
        }
    }

    private void deliver(Message message) throws InterruptedException {
        for (int number = 1; ; number++) {
            switch (channel.deliver(message)) {
                case Outcome.Delivered _ -> {
                    if (channel.journalled()) {
                        delivery.told(channel, message);
                    }
                    return;
                }
                case Outcome.Refused(String why) -> {
                    delivery.notTold(channel, message, why);
                    return;
                }
                case Outcome.Later(String why, Duration pause) -> {
                    if (number == TRIES || pause.compareTo(LONGEST_PAUSE) > 0) {
                        delivery.notTold(channel, message, given(why, number));
                        return;
                    }
                    Thread.sleep(pause);
                }
            }
        }
    }

    private static String given(String why, int tries) {
        return tries == 1 ? why : "%s, after %d tries".formatted(why, tries);
    }

    /// Nobody waits any longer.
    private void leave(@Nullable Message under) {
        List<Letter> left = new ArrayList<>(List.of(new Letter(under)));
        waiting.drainTo(left);
        for (Letter letter : left) {
            if (letter.message() != null) {
                delivery.notTold(channel, letter.message(), "it was not delivered in time");
            }
        }
    }
}
