package dev.backout.planfile;

import com.fasterxml.jackson.databind.JsonNode;

import dev.backout.migration.HistoryAction;
import dev.backout.plan.Casualty;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.Expectation;
import dev.backout.plan.Forward;
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
import dev.backout.schema.ObjectKind;
import dev.backout.vault.KeepRules;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;

/// JSON to a plan. The hash is right by now, so what is missing or odd was written that way.
final class PlanReader {
    private final String file;

    /// @param file the file's name, for messages
    PlanReader(String file) {
        this.file = file;
    }

    Plan plan(JsonNode node) {
        JsonNode database = field(node, "database");
        return new Plan(
                new Plan.Origin(
                        text(node, "engine"),
                        instant(node, "made"),
                        new DatabaseIdentity(
                                text(database, "systemIdentifier"),
                                number(database, "oid"),
                                text(database, "name")),
                        text(node, "tool"),
                        text(node, "historyTable")),
                list(node, "migrations", this::migration),
                strategy(field(node, "strategy")),
                text(node, "reason"),
                new Plan.Work(
                        texts(node, "statements"),
                        optional(node, "afterwards", this::lone),
                        node.has("vault") ? vault(field(node, "vault")) : VaultWork.NONE,
                        node.has("online")
                                ? OnlineJson.read(this, field(node, "online"))
                                : OnlineWork.NONE,
                        node.has("order") ? order(field(node, "order")) : Order.UNKNOWN),
                new Plan.Shapes(
                        list(node, "before", this::expectation),
                        list(node, node.has("between") ? "between" : "after", this::expectation),
                        list(node, "after", this::expectation)),
                new Plan.Cost(
                        list(node, "losses", this::casualty),
                        list(node, "obstacles", this::obstacle),
                        list(node, "locks", this::lock),
                        Duration.ofMillis(number(node, "expectedMillis")),
                        text(node, "data")),
                texts(node, "notes"),
                node.has("failure") ? new FailureReader(this).failure(node.get("failure")) : null,
                optional(node, "rehearsals", this::rehearsed));
    }

    private Order order(JsonNode node) {
        return new Order(flag(node, "applicationFirst"), flag(node, "pause"), text(node, "reason"));
    }

    private Rehearsed rehearsed(JsonNode node) {
        return new Rehearsed(
                text(node, "copy"),
                text(node, "serverVersion"),
                instant(node, "at"),
                Duration.ofMillis(number(node, "tookMillis")),
                list(
                        node,
                        "steps",
                        step ->
                                new Rehearsed.Step(
                                        text(step, "title"),
                                        Duration.ofMillis(number(step, "tookMillis")),
                                        text(step, "seen"))),
                texts(node, "deviations"),
                texts(node, "lacking"));
    }

    private LoneStatement lone(JsonNode node) {
        try {
            return new LoneStatement(
                    text(node, "sql"),
                    LoneStatement.Goal.valueOf(text(node, "goal").toUpperCase(Locale.ROOT)),
                    node.has("object") ? object(node) : null,
                    text(node, "label"),
                    text(node, "undo"));
        } catch (IllegalArgumentException e) {
            throw odd("goal", "is unknown");
        }
    }

    private UndoneMigration migration(JsonNode node) {
        return new UndoneMigration(
                text(node, "name"),
                texts(node, "rowIds"),
                texts(node, "checksums"),
                history(field(node, "history")),
                node.has("forward") ? forward(field(node, "forward")) : null);
    }

    private Forward forward(JsonNode node) {
        return new Forward(text(node, "sql"), texts(node, "doubts"));
    }

    private HistoryAction history(JsonNode node) {
        String action = text(node, "action");
        return switch (action) {
            case "delete-rows" -> new HistoryAction.DeleteRows();
            case "mark-rolled-back" -> new HistoryAction.MarkRolledBack();
            case "mark-applied" -> new HistoryAction.MarkApplied(text(node, "checksum"));
            default -> throw odd("action", "is unknown: " + action);
        };
    }

    private Strategy strategy(JsonNode node) {
        String name = text(node, "name");
        return switch (name) {
            case "revert-commit" -> new Strategy.RevertCommit();
            case "leave-in-place" -> new Strategy.LeaveInPlace(texts(node, "cleanup"));
            case "inverse" -> new Strategy.Inverse();
            case "finish" -> new Strategy.Finish();
            case "redo" -> new Strategy.Redo(text(node, "run"));
            case "mark" -> new Strategy.Mark();
            default -> throw odd("strategy", "is unknown: " + name);
        };
    }

    private VaultWork vault(JsonNode node) {
        List<Long> captures = new ArrayList<>();
        for (JsonNode id : field(node, "captures")) {
            if (!id.isIntegralNumber()) {
                throw odd("captures", "is not a list of numbers");
            }
            captures.add(id.longValue());
        }
        return new VaultWork(
                list(node, "returns", this::casualty),
                list(node, "keeps", this::casualty),
                captures,
                optional(node, "conflicts", this::casualty),
                node.path("prefer").asText("later").equals("kept"),
                new KeepRules(names(node, "never"), names(node, "inPlace"), names(node, "byName")),
                optional(node, "mapped", this::casualty),
                optional(node, "setAside", this::casualty),
                node.has("backup") ? BackupJson.read(this, field(node, "backup")) : null,
                optional(
                        node,
                        "moves",
                        one -> new VaultWork.Moved(number(one, "capture"), texts(one, "form"))));
    }

    private Set<String> names(JsonNode node, String name) {
        return node.has(name) ? Set.copyOf(texts(node, name)) : Set.of();
    }

    Casualty casualty(JsonNode node) {
        return new Casualty(
                object(node),
                text(node, "what"),
                number(node, "count"),
                flag(node, "exact"),
                flag(node, "since"));
    }

    private Obstacle obstacle(JsonNode node) {
        return new Obstacle(
                object(node),
                text(node, "what"),
                number(node, "count"),
                flag(node, "exact"),
                text(node, "remedy"),
                node.path("query").asText(""),
                node.path("aside").asText(""));
    }

    private PlannedLock lock(JsonNode node) {
        return new PlannedLock(
                object(node),
                text(node, "mode"),
                number(node, "rows"),
                number(node, "bytes"),
                flag(node, "rewritten"),
                flag(node, "scanned"));
    }

    private Expectation expectation(JsonNode node) {
        return new Expectation(object(node), text(node, "fingerprint"));
    }

    Address object(JsonNode node) {
        String word = text(node, "object");
        List<String> path = texts(node, "path");
        for (ObjectKind kind : ObjectKind.values()) {
            if (kind.word().equals(word) && !path.isEmpty()) {
                return new Address(kind, path);
            }
        }
        throw odd("object", "is unknown: " + word);
    }

    private <T> List<T> optional(JsonNode node, String name, Function<JsonNode, T> read) {
        return node.has(name) ? list(node, name, read) : List.of();
    }

    <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> read) {
        JsonNode items = field(node, name);
        if (!items.isArray()) {
            throw odd(name, "is no list");
        }
        List<T> list = new ArrayList<>();
        items.forEach(item -> list.add(read.apply(item)));
        return list;
    }

    List<String> texts(JsonNode node, String name) {
        return list(
                node,
                name,
                item -> {
                    if (!item.isTextual()) {
                        throw odd(name, "is no list of texts");
                    }
                    return item.asText();
                });
    }

    Instant instant(JsonNode node, String name) {
        try {
            return Instant.parse(text(node, name));
        } catch (DateTimeException e) {
            throw odd(name, "is no time");
        }
    }

    String text(JsonNode node, String name) {
        JsonNode value = field(node, name);
        if (!value.isTextual()) {
            throw odd(name, "is no text");
        }
        return value.asText();
    }

    long number(JsonNode node, String name) {
        JsonNode value = field(node, name);
        if (!value.isIntegralNumber()) {
            throw odd(name, "is no whole number");
        }
        return value.asLong();
    }

    boolean flag(JsonNode node, String name) {
        JsonNode value = field(node, name);
        if (!value.isBoolean()) {
            throw odd(name, "is neither true nor false");
        }
        return value.asBoolean();
    }

    JsonNode field(JsonNode node, String name) {
        JsonNode value = node.get(name);
        if (value == null || value.isNull()) {
            throw odd(name, "is missing");
        }
        return value;
    }

    RuntimeException odd(String name, String what) {
        return PlanFiles.invalid("%s is not a plan of Backout: %s %s".formatted(file, name, what));
    }
}
