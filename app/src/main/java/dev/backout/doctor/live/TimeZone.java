package dev.backout.doctor.live;

import dev.backout.database.SessionZone;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.schema.Identifiers;

import java.sql.SQLException;
import java.util.List;

/// The time zone in which a session of the migration tool converts values. Nobody can ask for it
/// where nothing names one: then it is assumed.
record TimeZone(LiveDatabase live) implements Examination {
    @Override
    public Topic topic() {
        return Topic.TIME_ZONE;
    }

    @Override
    public List<Finding> examine() throws SQLException {
        SessionZone zone = SessionZone.of(live.connection());
        return List.of(
                switch (zone.source()) {
                    case ADDRESS, ROLE ->
                            Finding.ok(
                                    Topic.TIME_ZONE,
                                    "sessions are in time zone %s, by %s"
                                            .formatted(zone.name(), zone.source().words()));
                    case LOG ->
                            Finding.note(
                                            Topic.TIME_ZONE,
                                            "sessions are taken to be in time zone %s, since the server's log is"
                                                    .formatted(zone.name()),
                                            "ALTER ROLE %s SET timezone = %s"
                                                    .formatted(
                                                            Identifiers.quote(live.facts().role()),
                                                            Identifiers.literal(zone.name())))
                                    .with(
                                            "where a column changes between a type with a time zone"
                                                + " and one without, deploy, plan and run convert"
                                                + " its values in it",
                                            "the command says so for good; name the zone that"
                                                    + " migrations had when it is another one");
                });
    }
}
