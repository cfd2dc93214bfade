package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.util.List;

/// Whether the server takes writes, and which of its settings a run meets.
record ServerState(LiveDatabase live) implements Examination {
    @Override
    public Topic topic() {
        return Topic.STANDBY;
    }

    @Override
    public List<Finding> examine() {
        return List.of(standby(), readOnly(), timeouts());
    }

    private Finding standby() {
        if (!live.facts().standby()) {
            return Finding.ok(Topic.STANDBY, "a primary: it takes writes");
        }
        return Finding.problem(
                        Topic.STANDBY,
                        "the server is a standby, it takes no writes",
                        "give the primary's URL with --url")
                .with("a run belongs on the primary; its changes come here by themselves");
    }

    private Finding readOnly() {
        ServerFacts facts = live.facts();
        if (!facts.readOnly() || facts.standby()) {
            return Finding.ok(Topic.READ_ONLY, "transactions may write");
        }
        return Finding.problem(
                        Topic.READ_ONLY,
                        "transactions are read-only: default_transaction_read_only is on",
                        "ALTER ROLE %s SET default_transaction_read_only = off;"
                                .formatted(Identifiers.role(facts.role())))
                .with("some providers set it when a disk is full: look at that first");
    }

    /// Plan and run turn it off for what they do themselves; deployments and psql do not.
    private Finding timeouts() {
        String limit = live.facts().statementTimeout();
        return limit.equals("0")
                ? Finding.ok(Topic.TIMEOUTS, "no time limit for statements")
                : Finding.note(
                        Topic.TIMEOUTS,
                        "statement_timeout is %s: a deployment's statements are cancelled then, a run's"
                                        .formatted(limit)
                                + " are not",
                        "ALTER ROLE %s SET statement_timeout = 0;"
                                .formatted(Identifiers.role(live.facts().role())));
    }
}
