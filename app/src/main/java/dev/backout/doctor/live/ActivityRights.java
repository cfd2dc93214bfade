package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.util.List;

/// Whether the role sees, and may end, what other roles do.
record ActivityRights(LiveDatabase live) implements Examination {
    @Override
    public Topic topic() {
        return Topic.MONITORING;
    }

    @Override
    public List<Finding> examine() {
        ServerFacts facts = live.facts();
        String role = Identifiers.role(facts.role());
        Finding sees =
                facts.seesOthers()
                        ? Finding.ok(Topic.MONITORING, "other roles' sessions are visible")
                        : Finding.note(
                                        Topic.MONITORING,
                                        "what other roles' sessions do is not visible",
                                        "GRANT pg_monitor TO %s;".formatted(role))
                                .with(
                                        "who blocks a run is told by process number only; long"
                                                + " transactions and replicas are not seen");
        Finding signals =
                facts.signals()
                        ? Finding.ok(Topic.SIGNALLING, "other roles' sessions can be ended")
                        : Finding.note(
                                Topic.SIGNALLING,
                                "other roles' sessions cannot be ended, so a blocker cannot be sent"
                                        + " away",
                                "GRANT pg_signal_backend TO %s;".formatted(role));
        return List.of(sees, signals);
    }
}
