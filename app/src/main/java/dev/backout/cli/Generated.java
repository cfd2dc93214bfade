package dev.backout.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// What `generate` did, or would do.
///
/// @param migration whose inverse it is
/// @param done `wrote`, `unchanged`, `stored`, `printed`, `would write`, `would store`
/// @param place the file, or the table and the database
/// @param sql what is written
record Generated(String migration, String done, String place, String sql) {
    /// For people.
    String text() {
        return "%s %s".formatted(done, place);
    }

    ObjectNode json() {
        return new JsonMapper()
                .createObjectNode()
                .put("migration", migration)
                .put("done", done)
                .put("place", place)
                .put("sql", sql);
    }
}
