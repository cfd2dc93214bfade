package dev.backout.scratch;

import dev.backout.platform.Platforms;
import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Recognises, strictly, one statement that an ordinary role may not run, and tells which of our
/// functions does it. What is not understood to the last word is not recognised.
final class PrivilegedStatement {
    static final Set<String> EXTENSIONS =
            Resources.text("extensions.txt")
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());

    /// The server did its part: these attributes of a role are no part of a schema.
    private static final Set<String> HARMLESS =
            Set.of(
                    "LOGIN",
                    "NOLOGIN",
                    "INHERIT",
                    "NOINHERIT",
                    "NOSUPERUSER",
                    "NOCREATEDB",
                    "NOCREATEROLE",
                    "NOREPLICATION",
                    "NOBYPASSRLS");

    private final String sql;
    private final WordReader words;
    private final Function<String, ExtensionOffer> offers;

    /// What a statement is, once recognised.
    sealed interface Meaning {
        /// One of ours does it.
        record Call(String sql, String note) implements Meaning {}

        /// It changes something that is not in the database; it is left out.
        record Outside(String kind) implements Meaning {}

        /// Nobody may do it.
        record Refusal(String reason, String hint) implements Meaning {}
    }

    private PrivilegedStatement(String sql, Function<String, ExtensionOffer> offers) {
        this.sql = sql;
        this.words = new WordReader(sql);
        this.offers = offers;
    }

    /// The meaning of a statement, or null when it is not one of these.
    static @Nullable Meaning read(String sql, Function<String, ExtensionOffer> offers) {
        return new PrivilegedStatement(sql, offers).meaning();
    }

    private @Nullable Meaning meaning() {
        if (words.take("CREATE", "EXTENSION")) {
            return extension();
        }
        if (words.take("CREATE", "PUBLICATION")) {
            return complete(publication());
        }
        if (words.take("CREATE", "EVENT", "TRIGGER")) {
            return complete(eventTrigger());
        }
        if (words.take("DROP", "EVENT", "TRIGGER")) {
            return complete(dropEventTrigger());
        }
        if (words.take("ALTER", "EVENT", "TRIGGER")) {
            return complete(alterEventTrigger());
        }
        Meaning other = owner();
        if (other == null) {
            other = StandInIndex.read(sql, offers);
        }
        if (other == null && words.take("ALTER", "DATABASE")) {
            words.name();
            return setting();
        }
        return other == null ? role() : other;
    }

    /// The statement itself stays; its new owner is helped meanwhile.
    private @Nullable Meaning owner() {
        String role = words.lastOwner();
        return role.isEmpty()
                ? null
                : new Meaning.Call(
                        call("lend_create", Identifiers.literal(role))
                                + "; "
                                + sql
                                + "; "
                                + call("take_back"),
                        "");
    }

    private @Nullable Meaning complete(Meaning meaning) {
        return words.complete() ? meaning : null;
    }

    private @Nullable Meaning extension() {
        boolean lenient = words.take("IF", "NOT", "EXISTS");
        String name = words.name();
        words.take("WITH");
        String schema = "pg_catalog.current_schema()";
        String version = "NULL";
        boolean cascade = false;
        while (words.more()) {
            if (words.take("SCHEMA")) {
                schema = Identifiers.literal(words.name());
            } else if (words.take("VERSION")) {
                version = Identifiers.literal(word());
            } else if (words.take("CASCADE")) {
                cascade = true;
            } else {
                words.refuse();
            }
        }
        if (!words.complete()) {
            return null;
        }
        String call =
                call(
                        "create_extension",
                        Identifiers.literal(name),
                        schema,
                        version,
                        lenient,
                        cascade);
        return switch (offers.apply(name)) {
            case MISSING ->
                    new Meaning.Refusal(
                            "extension " + name + " is not available in the scratch server",
                            "use local PostgreSQL binaries or a server that has it");
            case STAND_IN ->
                    new Meaning.Call(
                            "SELECT %s.create_extension(%s, %s, %s)"
                                    .formatted(
                                            Platforms.STAND_INS,
                                            Identifiers.literal(name),
                                            schema,
                                            lenient),
                            "extension "
                                    + name
                                    + " is a stand-in on the scratch server: its names, and nothing"
                                    + " behind them");
            case TRUSTED -> cascade ? new Meaning.Call(call, "") : null;
            case UNTRUSTED ->
                    EXTENSIONS.contains(name)
                            ? new Meaning.Call(call, "")
                            : new Meaning.Refusal("needs superuser: extension " + name, "");
        };
    }

    private String word() {
        String raw = words.raw();
        return raw.startsWith("'") || raw.startsWith("\"")
                ? raw.substring(1, raw.length() - 1)
                : raw;
    }

    private Meaning publication() {
        String name = Identifiers.literal(words.name());
        words.expect("FOR");
        List<String> schemas = List.of();
        if (!words.take("ALL", "TABLES")) {
            words.expect("TABLES", "IN", "SCHEMA");
            schemas = words.names();
        }
        List<String> settings = new ArrayList<>();
        if (words.take("WITH", "(")) {
            do {
                String option = words.name();
                String value = words.take("=") ? word() : "true";
                settings.add(option + "=" + value);
            } while (words.take(","));
            words.expect(")");
        }
        return new Meaning.Call(
                call("create_publication", name, array(schemas), array(settings)), "");
    }

    private Meaning eventTrigger() {
        String name = Identifiers.literal(words.name());
        words.expect("ON");
        String event = Identifiers.literal(words.name());
        List<String> tags = new ArrayList<>();
        if (words.take("WHEN", "TAG", "IN", "(")) {
            do {
                tags.add(words.string());
            } while (words.take(","));
            words.expect(")");
        }
        words.expect("EXECUTE");
        if (!words.take("FUNCTION")) {
            words.expect("PROCEDURE");
        }
        List<String> function = new ArrayList<>(List.of(words.name()));
        while (words.take(".")) {
            function.add(words.name());
        }
        words.expect("(", ")");
        String signature = Identifiers.literal(Identifiers.dotted(function) + "()");
        return new Meaning.Call(
                call(
                        "create_event_trigger",
                        name,
                        event,
                        array(tags),
                        signature + "::regprocedure"),
                "");
    }

    private Meaning dropEventTrigger() {
        boolean lenient = words.take("IF", "EXISTS");
        String name = Identifiers.literal(words.name());
        if (!words.take("CASCADE")) {
            words.take("RESTRICT");
        }
        return new Meaning.Call(call("drop_event_trigger", name, lenient), "");
    }

    private Meaning alterEventTrigger() {
        String name = Identifiers.literal(words.name());
        if (words.take("RENAME", "TO")) {
            String other = Identifiers.literal(words.name());
            return new Meaning.Call(call("rename_event_trigger", name, other), "");
        }
        boolean on = words.take("ENABLE");
        if (!on) {
            words.expect("DISABLE");
        }
        return new Meaning.Call(call("switch_event_trigger", name, on), "");
    }

    private @Nullable Meaning role() {
        boolean create = words.take("CREATE");
        boolean drop = !create && words.take("DROP");
        if (!create && !drop && !words.take("ALTER")
                || !words.take("ROLE") && !words.take("USER") && !words.take("GROUP")) {
            return null;
        }
        return drop ? complete(dropRoles()) : changedRole(create);
    }

    private Meaning dropRoles() {
        boolean lenient = words.take("IF", "EXISTS");
        String calls =
                words.names().stream()
                        .map(name -> call("drop_role", Identifiers.literal(name), lenient))
                        .collect(Collectors.joining("; "));
        return new Meaning.Call(calls, "");
    }

    /// Settings belong to roles and databases, which no migration of one database undoes.
    private @Nullable Meaning setting() {
        return words.take("SET") || words.take("RESET")
                ? new Meaning.Outside("setting of a database or role")
                : null;
    }

    private @Nullable Meaning changedRole(boolean create) {
        String name = words.name();
        Meaning setting = create ? null : setting();
        if (setting != null) {
            return setting;
        }
        words.take("WITH");
        List<String> parents = new ArrayList<>();
        while (words.more()) {
            if (create && (words.take("IN", "ROLE") || words.take("IN", "GROUP"))) {
                parents.addAll(words.names());
            } else {
                attribute();
            }
        }
        if (!words.complete()) {
            return new Meaning.Refusal("needs superuser", "");
        }
        String literal = Identifiers.literal(name);
        return create
                ? new Meaning.Call(
                        call("create_role", literal, array(parents)),
                        "role " + name + " belongs to the server: no inverse drops it")
                : new Meaning.Call(call("alter_role", literal), "");
    }

    private void attribute() {
        if (words.take("PASSWORD") || words.take("ENCRYPTED", "PASSWORD")) {
            words.raw();
        } else if (words.take("VALID", "UNTIL") || words.take("CONNECTION", "LIMIT")) {
            words.take("-");
            words.raw();
        } else if (!HARMLESS.contains(words.raw().toUpperCase(java.util.Locale.ROOT))) {
            words.refuse();
        }
    }

    private static String call(String function, Object... arguments) {
        String list =
                java.util.Arrays.stream(arguments)
                        .map(String::valueOf)
                        .collect(Collectors.joining(", "));
        return "SELECT " + Preparation.SCHEMA + "." + function + "(" + list + ")";
    }

    private static String array(List<String> texts) {
        return texts.stream()
                .map(Identifiers::literal)
                .collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }
}
