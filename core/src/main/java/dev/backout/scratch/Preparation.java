package dev.backout.scratch;

import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.List;

/// What a new database gets before its first migration.
final class Preparation {
    /// Schema of our own functions and notes in a scratch database; never part of a snapshot.
    static final String SCHEMA = "backout_scratch";

    private Preparation() {}

    static List<String> statements(
            Control control, String owner, String run, ScratchOptions options) {
        List<String> statements = new ArrayList<>();
        String role = Identifiers.quote(owner);
        if (control.major() < 15) {
            // From 15 on it belongs to the database's owner by itself.
            statements.add("ALTER SCHEMA public OWNER TO " + role);
        }
        return statements;
    }
}
