package dev.backout.planfile;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.migration.HistoryAction;
import dev.backout.plan.Casualty;
import dev.backout.plan.Expectation;
import dev.backout.plan.Forward;
import dev.backout.plan.FromBackup;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.Obstacle;
import dev.backout.plan.OnlineWork;
import dev.backout.plan.Order;
import dev.backout.plan.Plan;
import dev.backout.plan.PlannedLock;
import dev.backout.plan.Rehearsed;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.plan.VaultWork;
import dev.backout.schema.Address;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// A plan to JSON. What people look for stands first, fingerprints last.
final class PlanWriter {
    private static final JsonMapper MAPPER = new JsonMapper();

    private PlanWriter() {}

    /// Everything that the hash is over.
    static ObjectNode content(Plan plan) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("kind", PlanFiles.KIND);
        node.put("format", PlanFiles.FORMAT);
        node.put("engine", plan.engine());
        node.put("made", plan.made().toString());
        node.set(
                "database",
                MAPPER.createObjectNode()
                        .put("name", plan.database().name())
                        .put("oid", plan.database().oid())
                        .put("systemIdentifier", plan.database().systemIdentifier()));
        node.put("tool", plan.tool());
        node.put("historyTable", plan.historyTable());
        node.set("migrations", array(plan.migrations(), PlanWriter::migration));
        node.set("strategy", strategy(plan.strategy()));
        node.put("reason", plan.reason());
        if (!plan.rehearsals().isEmpty()) {
            node.set("rehearsals", array(plan.rehearsals(), PlanWriter::rehearsed));
        }
        if (plan.failure() != null) {
            node.set("failure", FailureJson.write(plan.failure()));
        }
        node.put("data", plan.data());
        node.set("losses", array(plan.casualties(), PlanWriter::casualty));
        if (!plan.vault().equals(VaultWork.NONE)) {
            node.set("vault", vault(plan.vault()));
        }
        node.set("obstacles", array(plan.obstacles(), PlanWriter::obstacle));
        node.set("locks", array(plan.locks(), PlanWriter::lock));
        node.put("expectedMillis", plan.expected().toMillis());
        if (!plan.order().equals(Order.UNKNOWN)) {
            node.set(
                    "order",
                    MAPPER.createObjectNode()
                            .put("applicationFirst", plan.order().applicationFirst())
                            .put("pause", plan.order().pause())
                            .put("reason", plan.order().reason()));
        }
        node.set("statements", texts(plan.statements()));
        node.set("notes", texts(plan.notes()));
        node.set("before", array(plan.before(), PlanWriter::expectation));
        node.set("after", array(plan.after(), PlanWriter::expectation));
        if (!plan.online().equals(OnlineWork.NONE)) {
            node.set("online", OnlineJson.write(plan.online()));
        }
        if (!plan.afterwards().isEmpty()) {
            node.set("afterwards", array(plan.afterwards(), PlanWriter::lone));
        }
        if (!plan.afterwards().isEmpty() || !plan.between().equals(plan.after())) {
            node.set("between", array(plan.between(), PlanWriter::expectation));
        }
        return node;
    }

    private static ObjectNode rehearsed(Rehearsed rehearsal) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("copy", rehearsal.copy()).put("serverVersion", rehearsal.serverVersion());
        node.put("at", rehearsal.at().toString());
        node.put("tookMillis", rehearsal.took().toMillis());
        node.set(
                "steps",
                array(
                        rehearsal.steps(),
                        step ->
                                MAPPER.createObjectNode()
                                        .put("title", step.title())
                                        .put("tookMillis", step.took().toMillis())
                                        .put("seen", step.seen())));
        node.set("deviations", texts(rehearsal.deviations()));
        node.set("lacking", texts(rehearsal.lacking()));
        return node;
    }

    private static ObjectNode lone(LoneStatement lone) {
        Address object = lone.object();
        ObjectNode node = object == null ? MAPPER.createObjectNode() : object(object);
        return node.put("sql", lone.sql())
                .put("goal", lone.goal().name().toLowerCase(Locale.ROOT))
                .put("label", lone.label())
                .put("undo", lone.undo());
    }

    private static ObjectNode migration(UndoneMigration migration) {
        ObjectNode node = MAPPER.createObjectNode().put("name", migration.name());
        node.set("rowIds", texts(migration.rowIds()));
        node.set("checksums", texts(migration.checksums()));
        node.set("history", history(migration.history()));
        Forward forward = migration.forward();
        if (forward != null) {
            ObjectNode again = MAPPER.createObjectNode().put("sql", forward.sql());
            again.set("doubts", texts(forward.doubts()));
            node.set("forward", again);
        }
        return node;
    }

    private static ObjectNode history(HistoryAction action) {
        ObjectNode node = MAPPER.createObjectNode();
        return switch (action) {
            case HistoryAction.DeleteRows() -> node.put("action", "delete-rows");
            case HistoryAction.MarkRolledBack() -> node.put("action", "mark-rolled-back");
            case HistoryAction.MarkApplied(String checksum) ->
                    node.put("action", "mark-applied").put("checksum", checksum);
        };
    }

    private static ObjectNode strategy(Strategy strategy) {
        ObjectNode node = MAPPER.createObjectNode();
        return switch (strategy) {
            case Strategy.RevertCommit() -> node.put("name", "revert-commit");
            case Strategy.LeaveInPlace(List<String> cleanup) -> {
                node.put("name", "leave-in-place");
                node.set("cleanup", texts(cleanup));
                yield node;
            }
            case Strategy.Inverse() -> node.put("name", "inverse");
            case Strategy.Finish() -> node.put("name", "finish");
            case Strategy.Redo(String run) -> node.put("name", "redo").put("run", run);
            case Strategy.Mark() -> node.put("name", "mark");
        };
    }

    private static ObjectNode vault(VaultWork vault) {
        ObjectNode node = MAPPER.createObjectNode();
        node.set("returns", array(vault.returns(), PlanWriter::casualty));
        node.set("keeps", array(vault.keeps(), PlanWriter::casualty));
        ArrayNode captures = node.putArray("captures");
        vault.captures().forEach(captures::add);
        node.set("conflicts", array(vault.conflicts(), PlanWriter::casualty));
        node.put("prefer", vault.preferKept() ? "kept" : "later");
        put(node, "never", vault.rules().never());
        put(node, "inPlace", vault.rules().inPlace());
        put(node, "byName", vault.rules().byName());
        node.set("mapped", array(vault.mapped(), PlanWriter::casualty));
        node.set("setAside", array(vault.setAside(), PlanWriter::casualty));
        FromBackup backup = vault.backup();
        if (backup != null) {
            node.set("backup", BackupJson.write(backup));
        }
        if (!vault.moves().isEmpty()) {
            node.set("moves", array(vault.moves(), PlanWriter::moved));
        }
        return node;
    }

    private static void put(ObjectNode node, String name, Set<String> names) {
        if (!names.isEmpty()) {
            node.set(name, texts(names.stream().sorted().toList()));
        }
    }

    private static ObjectNode moved(VaultWork.Moved moved) {
        ObjectNode node = MAPPER.createObjectNode().put("capture", moved.capture());
        node.set("form", texts(moved.form()));
        return node;
    }

    static ObjectNode casualty(Casualty casualty) {
        return object(casualty.object())
                .put("what", casualty.what())
                .put("count", casualty.count())
                .put("exact", casualty.exact())
                .put("since", casualty.since());
    }

    private static ObjectNode obstacle(Obstacle obstacle) {
        return object(obstacle.object())
                .put("what", obstacle.what())
                .put("count", obstacle.count())
                .put("exact", obstacle.exact())
                .put("remedy", obstacle.remedy())
                .put("query", obstacle.query())
                .put("aside", obstacle.aside());
    }

    private static ObjectNode lock(PlannedLock lock) {
        return object(lock.table())
                .put("mode", lock.mode())
                .put("rows", lock.rows())
                .put("bytes", lock.bytes())
                .put("rewritten", lock.rewritten())
                .put("scanned", lock.scanned());
    }

    private static ObjectNode expectation(Expectation expectation) {
        return object(expectation.address()).put("fingerprint", expectation.fingerprint());
    }

    static ObjectNode object(Address address) {
        ObjectNode node = MAPPER.createObjectNode().put("object", address.kind().word());
        node.set("path", texts(address.path()));
        return node;
    }

    static <T> ArrayNode array(List<T> items, Function<T, ObjectNode> write) {
        ArrayNode node = MAPPER.createArrayNode();
        items.forEach(item -> node.add(write.apply(item)));
        return node;
    }

    static ArrayNode texts(List<String> texts) {
        ArrayNode node = MAPPER.createArrayNode();
        texts.forEach(node::add);
        return node;
    }
}
