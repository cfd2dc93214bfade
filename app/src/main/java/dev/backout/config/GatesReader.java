package dev.backout.config;

import dev.backout.gate.Gate;
import dev.backout.gate.Rhythm;
import dev.backout.reference.References;
import dev.backout.sql.Secrets;
import dev.backout.sql.StatementSplitter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads `gates:` of an environment.
final class GatesReader {
    private static final Rhythm OF_HTTP =
            new Rhythm(3, Duration.ofSeconds(1), Duration.ofMinutes(2));
    private static final Rhythm OF_SQL =
            new Rhythm(1, Duration.ofSeconds(1), Duration.ofSeconds(10));
    private static final Rhythm OF_WRITE =
            new Rhythm(1, Duration.ofSeconds(1), Duration.ofMinutes(1));
    private static final Rhythm OF_COMMAND =
            new Rhythm(1, Duration.ofSeconds(5), Duration.ofMinutes(5));

    private GatesReader() {}

    /// @param block which has the list
    /// @param key of the list
    static List<Gate> read(YamlBlock block, String key) {
        List<Gate> gates = new ArrayList<>();
        for (YamlBlock one : block.blocks(key)) {
            one.only("http", "sql", "write", "command");
            if (one.keys().size() != 1) {
                throw block.wrong(key, "has in each entry one of http, sql, write and command");
            }
            String type = one.keys().getFirst();
            Gate gate = gate(type, one.block(type));
            if (gates.stream().anyMatch(other -> other.name().equals(gate.name()))) {
                throw one.block(type)
                        .wrong("name", "is %s, as that of another gate".formatted(gate.name()));
            }
            gates.add(gate);
        }
        return gates;
    }

    private static Gate gate(String type, YamlBlock block) {
        return switch (type) {
            case "http" -> http(block);
            case "sql" -> sql(block);
            case "write" -> write(block);
            default -> command(block);
        };
    }

    private static Gate http(YamlBlock block) {
        block.only(
                "name",
                "url",
                "headers",
                "status",
                "contains",
                "json",
                "within",
                "times",
                "interval",
                "timeout");
        block.literal("name", "contains");
        List<String> urls = block.textOrTexts("url");
        if (urls.isEmpty()) {
            throw block.wrong("url", "is missing");
        }
        urls.forEach(url -> HttpReader.url(block, "url", url));
        int status = block.count("status", 200);
        if (status < 100 || status > 599) {
            throw block.wrong("status", "is a status of HTTP, not " + status);
        }
        return new Gate.Http(
                named(block, urls.getFirst()),
                urls,
                HttpReader.headers(block.block("headers")),
                status,
                block.text("contains"),
                pointers(block.block("json")),
                block.time("within", Gate.Http.WITHIN),
                rhythm(block, OF_HTTP));
    }

    private static Gate sql(YamlBlock block) {
        block.only("name", "sql", "expect", "times", "interval", "timeout");
        block.literal("name", "expect");
        String sql = query(block, "sql");
        return new Gate.Sql(
                named(block, sql), sql, block.required("expect"), rhythm(block, OF_SQL));
    }

    private static Gate write(YamlBlock block) {
        block.only("name", "do", "sql", "expect", "cleanup", "times", "interval", "timeout");
        block.literal("name", "expect");
        return new Gate.Write(
                block.required("name"),
                statements(block, "do"),
                query(block, "sql"),
                block.required("expect"),
                statements(block, "cleanup"),
                rhythm(block, OF_WRITE));
    }

    private static Gate command(YamlBlock block) {
        block.only("name", "do", "environment", "times", "interval", "timeout");
        block.literal("name");
        String script = CommandReader.script(block, "do");
        if (script == null) {
            throw block.wrong("do", "is missing");
        }
        return new Gate.Command(
                named(block, script),
                script,
                CommandReader.environment(block.block("environment")),
                rhythm(block, OF_COMMAND));
    }

    private static String named(YamlBlock block, String otherwise) {
        String name = block.text("name");
        return name == null ? otherwise : name;
    }

    private static Rhythm rhythm(YamlBlock block, Rhythm usual) {
        return new Rhythm(
                block.count("times", usual.times()),
                block.time("interval", usual.interval()),
                block.time("timeout", usual.timeout()));
    }

    private static String query(YamlBlock block, String key) {
        String sql = statements(block, key);
        if (StatementSplitter.split(sql).size() != 1) {
            throw block.wrong(key, "is one statement");
        }
        return sql;
    }

    private static String statements(YamlBlock block, String key) {
        String sql = block.required(key);
        if (Secrets.in(sql) || References.in(sql)) {
            throw block.wrong(key, "is SQL, which is journalled: no secret and no reference in it");
        }
        return sql;
    }

    private static Map<String, String> pointers(YamlBlock block) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String pointer : block.keys()) {
            if (!pointer.startsWith("/")) {
                throw block.wrong(pointer, "is no JSON pointer such as /status");
            }
            values.put(pointer, nothing(block.literal(pointer).text(pointer)));
        }
        return values;
    }

    /// `key:` with nothing behind it is null in JSON.
    private static String nothing(@Nullable String text) {
        return text == null ? "null" : text;
    }
}
