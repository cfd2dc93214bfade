package dev.backout.gate;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

/// A gate as the arguments of a step, and back.
final class GateFields {
    private static final String TYPE = "type";
    private static final String NAME = "name";
    private static final String HTTP = "http";
    private static final String SQL = "sql";
    private static final String WRITE = "write";
    private static final String COMMAND = "command";

    private GateFields() {}

    static Fields of(Gate gate) {
        Fields fields =
                switch (gate) {
                    case Gate.Http http ->
                            named(HTTP, gate)
                                    .withAll("url", http.urls())
                                    .withPairs("header", http.headers())
                                    .with("status", Integer.toString(http.status()))
                                    .with("contains", http.contains())
                                    .withPairs("value", http.values())
                                    .with("within", http.within().toString());
                    case Gate.Sql sql ->
                            named(SQL, gate).with("query", sql.sql()).with("expect", sql.expect());
                    case Gate.Write write ->
                            named(WRITE, gate)
                                    .with("do", write.action())
                                    .with("query", write.sql())
                                    .with("expect", write.expect())
                                    .with("cleanup", write.cleanup());
                    case Gate.Command command ->
                            named(COMMAND, gate)
                                    .with("do", command.script())
                                    .withPairs("environment", command.environment());
                };
        Rhythm rhythm = gate.rhythm();
        return fields.with("times", Integer.toString(rhythm.times()))
                .with("interval", rhythm.interval().toString())
                .with("timeout", rhythm.timeout().toString());
    }

    private static Fields named(String type, Gate gate) {
        return Fields.NONE.with(TYPE, type).with(NAME, gate.name());
    }

    /// @throws BackoutException `journal-invalid`
    static Gate gate(Fields fields) {
        Rhythm rhythm =
                new Rhythm(fields.number("times"), fields.time("interval"), fields.time("timeout"));
        String name = fields.get(NAME);
        return switch (fields.get(TYPE)) {
            case HTTP ->
                    new Gate.Http(
                            name,
                            fields.all("url"),
                            fields.pairs("header"),
                            fields.number("status"),
                            fields.find("contains"),
                            fields.pairs("value"),
                            fields.time("within"),
                            rhythm);
            case SQL -> new Gate.Sql(name, fields.get("query"), fields.get("expect"), rhythm);
            case WRITE ->
                    new Gate.Write(
                            name,
                            fields.get("do"),
                            fields.get("query"),
                            fields.get("expect"),
                            fields.get("cleanup"),
                            rhythm);
            case COMMAND ->
                    new Gate.Command(name, fields.get("do"), fields.pairs("environment"), rhythm);
            default ->
                    throw BackoutException.of(
                            ErrorCode.JOURNAL_INVALID,
                            "the run has a gate of type \"%s\", which this Backout cannot ask"
                                    .formatted(fields.get(TYPE)),
                            "use the Backout that began the run");
        };
    }
}
