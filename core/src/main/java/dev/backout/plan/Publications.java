package dev.backout.plan;

import dev.backout.ddl.Statement;

import java.util.List;

/// Publications that an inverse drops, if only to create them again. Pure.
final class Publications {
    private static final String DROP = "DROP PUBLICATION ";
    private static final String CREATE = "CREATE PUBLICATION ";

    private Publications() {}

    /// What that means for subscribers, one line each.
    static List<String> notes(List<Statement> statements) {
        return statements.stream()
                .map(Statement::sql)
                .filter(sql -> sql.startsWith(DROP))
                .map(sql -> note(sql.substring(DROP.length()), statements))
                .toList();
    }

    private static String note(String name, List<Statement> statements) {
        boolean comesBack =
                statements.stream().anyMatch(one -> one.sql().startsWith(CREATE + name));
        return comesBack
                ? "publication %s is dropped and created again: subscribers stop with an error until they refresh it (ALTER SUBSCRIPTION ... REFRESH PUBLICATION)"
                        .formatted(name)
                : "publication %s goes: its subscribers stop with an error".formatted(name);
    }
}
