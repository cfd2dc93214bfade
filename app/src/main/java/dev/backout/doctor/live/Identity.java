package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.DatabaseIdentityReader;
import dev.backout.schema.Identifiers;

import java.util.List;

/// Whether the database can say who it is, so that a plan is not run on another one.
record Identity(LiveDatabase live) implements Examination {
    @Override
    public Topic topic() {
        return Topic.IDENTITY;
    }

    @Override
    public List<Finding> examine() {
        DatabaseIdentity identity = DatabaseIdentityReader.read(live.connection());
        if (identity.systemIdentifier().isEmpty()) {
            return List.of(
                    Finding.note(
                                    Topic.IDENTITY,
                                    "the server does not tell its system identifier",
                                    "GRANT EXECUTE ON FUNCTION pg_catalog.pg_control_system() TO %s;"
                                            .formatted(Identifiers.role(live.facts().role())))
                            .with("a plan knows its database by OID and name only"));
        }
        return List.of(
                Finding.ok(
                        Topic.IDENTITY,
                        "database %s, OID %d, of system %s"
                                .formatted(
                                        identity.name(),
                                        identity.oid(),
                                        identity.systemIdentifier())));
    }
}
