package dev.backout.doctor.live;

import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.error.BackoutException;
import dev.backout.journal.RunRecord;
import dev.backout.journal.RunRecords;
import dev.backout.records.RecordSchema;
import dev.backout.run.Bar;
import dev.backout.run.Bars;
import dev.backout.vault.Vault;
import dev.backout.vault.WarmCopies;
import dev.backout.vault.Warming;

import java.util.ArrayList;
import java.util.List;

/// Our own records in the database: runs that are not finished, and the bars that stand.
record Records(LiveDatabase live) implements Examination {
    @Override
    public Topic topic() {
        return Topic.RECORD_SCHEMA;
    }

    @Override
    public List<Finding> examine() {
        String schema = live.target().recordSchema();
        RecordSchema.State state;
        try {
            state = live.records().state(live.connection());
        } catch (BackoutException e) {
            return List.of(
                    Finding.problem(
                            Topic.RECORD_SCHEMA,
                            String.valueOf(e.getMessage()),
                            "recordSchema: NAME  # in backout.yaml"));
        }
        if (state == RecordSchema.State.ABSENT) {
            return List.of(
                    Finding.ok(
                            Topic.RECORD_SCHEMA,
                            "schema %s is made by the first run".formatted(schema)));
        }
        List<Finding> findings = new ArrayList<>();
        findings.add(
                Finding.ok(
                        Topic.RECORD_SCHEMA,
                        "schema %s is there; leave it out of copies: pg_dump --exclude-schema=%s"
                                .formatted(schema, schema)));
        new RunRecords(live.records())
                .list(live.connection()).stream()
                        .filter(run -> run.state().open())
                        .map(Records::unfinished)
                        .forEach(findings::add);
        new Bars(live.records(), live.tool())
                .standing(live.connection()).stream()
                        .map(Bar::migration)
                        .distinct()
                        .map(Records::bar)
                        .forEach(findings::add);
        WarmCopies.list(live.connection(), new Vault(live.records())).stream()
                .map(Records::warming)
                .forEach(findings::add);
        return findings;
    }

    private static Finding warming(Warming one) {
        return Finding.note(
                        Topic.WARM_COPY,
                        "%s is copied for %s, which is not applied: %s"
                                .formatted(one.subject(), one.migration(), one.text()),
                        "backout deploy   or   backout deploy --stop-warming")
                .with("begun at %s by %s".formatted(one.begun(), one.operator()));
    }

    private static Finding unfinished(RunRecord run) {
        return Finding.problem(
                        Topic.UNFINISHED_RUN,
                        "run %s of %s by %s is %s"
                                .formatted(
                                        run.id(),
                                        String.join(", ", run.migrations()),
                                        run.operator().text(),
                                        run.state().word()),
                        "backout resume %s   or   backout abort %s".formatted(run.id(), run.id()))
                .with("backout runs %s tells how far it is".formatted(run.id()));
    }

    private static Finding bar(String migration) {
        return Finding.note(
                        Topic.BARS,
                        "%s is barred: it was backed out".formatted(migration),
                        "backout unbar " + migration)
                .with("a corrected file of that name passes");
    }
}
