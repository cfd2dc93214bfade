package dev.backout.doctor.live;

import dev.backout.database.DatabaseAddress;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.platform.Platform;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The way to the server: version, pooler, encryption, clock.
record SessionFacts(LiveDatabase live) implements Examination {
    /// Times of the journal come from both clocks.
    private static final Duration CLOCK_LIMIT = Duration.ofSeconds(2);

    @Override
    public Topic topic() {
        return Topic.DATABASE;
    }

    @Override
    public List<Finding> examine() {
        ServerFacts facts = live.facts();
        return List.of(
                Finding.ok(
                        Topic.DATABASE,
                        "%s answers role %s"
                                .formatted(live.target().address().place(), facts.role())),
                Finding.ok(Topic.SERVER_VERSION, "PostgreSQL " + facts.version()),
                pooler(facts),
                platform(facts),
                encryption(facts),
                clock(facts));
    }

    private Finding pooler(ServerFacts facts) {
        String remedy = "set " + live.target().address().direct();
        if (live.target().address().pooled()) {
            return Finding.problem(
                            Topic.POOLER, "the URL leads through a transaction pooler", remedy)
                    .with("the migration tool's lock does not hold there; run refuses to begin");
        }
        if (facts.pooled()) {
            return Finding.problem(
                            Topic.POOLER,
                            "something between here and the server hands sessions on: a pooler of"
                                    + " which the URL does not tell",
                            remedy)
                    .with(
                            "the server process that answers is not the one that took the login",
                            "in transaction mode a lock stays with a session that nobody holds");
        }
        return Finding.ok(Topic.POOLER, "a direct connection");
    }

    private Finding platform(ServerFacts facts) {
        Platform platform = live.platform();
        if (platform.none()) {
            return Finding.ok(Topic.PLATFORM, "an ordinary server");
        }
        String found =
                "%s: what it puts into every database is there in scratch databases, too"
                        .formatted(platform.name());
        return facts.role().equals(platform.owner())
                ? Finding.ok(Topic.PLATFORM, found)
                : Finding.warning(
                                Topic.PLATFORM,
                                "%s: migrations run as %s there, and this is role %s"
                                        .formatted(platform.name(), platform.owner(), facts.role()),
                                "give a URL of role " + platform.owner())
                        .with("what another role makes gets other privileges by default");
    }

    private Finding encryption(ServerFacts facts) {
        if (facts.encrypted()) {
            return Finding.ok(Topic.ENCRYPTION, "the connection is encrypted");
        }
        boolean here = facts.local() || isLoopback(live.target().address());
        return here
                ? Finding.ok(
                        Topic.ENCRYPTION,
                        "not encrypted, and it does not leave this machine but by a tunnel")
                : Finding.warning(
                        Topic.ENCRYPTION,
                        "the connection to %s is not encrypted"
                                .formatted(live.target().address().server()),
                        "add sslmode=require to the URL; verify-full also checks whose server it"
                                + " is");
    }

    private static boolean isLoopback(DatabaseAddress address) {
        return address.socketFolder() != null
                || address.host().equals("localhost")
                || address.host().equals("::1")
                || address.host().startsWith("127.");
    }

    private static Finding clock(ServerFacts facts) {
        Duration apart = facts.ahead().abs();
        if (apart.compareTo(CLOCK_LIMIT) <= 0) {
            return Finding.ok(Topic.CLOCK, "the server's clock and this one agree");
        }
        return Finding.warning(
                        Topic.CLOCK,
                        String.format(
                                Locale.ROOT,
                                "the server's clock is %.1f s %s this one",
                                apart.toMillis() / 1000.0,
                                facts.ahead().isNegative() ? "behind" : "ahead of"),
                        "timedatectl set-ntp true")
                .with("times of runs, migrations and logs cannot be put side by side");
    }
}
