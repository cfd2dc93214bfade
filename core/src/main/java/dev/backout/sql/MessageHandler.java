package dev.backout.sql;

import org.jspecify.annotations.Nullable;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;

import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Collects command tags and notices; both are bounded, for a file may raise a million.
final class MessageHandler extends ResultHandlerBase {
    private static final int MOST_NOTICES = 100;

    /// Warnings of GRANT and REVOKE: privilege_not_granted, privilege_not_revoked.
    private static final Set<String> WITHHELD = Set.of("01007", "01006");

    private final List<String> tags = new ArrayList<>();
    private int queries;
    private boolean withheld;
    private final List<String> notices = new ArrayList<>();

    @Override
    public void handleCommandStatus(String status, long updateCount, long insertOid) {
        tags.add(status);
    }

    @Override
    public void handleResultRows(
            Query query, Field[] fields, List<Tuple> tuples, @Nullable ResultCursor cursor) {
        queries++;
    }

    @Override
    public void handleWarning(SQLWarning warning) {
        withheld |= WITHHELD.contains(String.valueOf(warning.getSQLState()));
        String message = warning.getMessage();
        if (notices.size() < MOST_NOTICES && message != null) {
            notices.add(message);
        }
    }

    List<String> tags() {
        return List.copyOf(tags);
    }

    /// How many statements have ended.
    int done() {
        return tags.size() + queries;
    }

    /// Whether a privilege was not given or taken away.
    boolean withheld() {
        return withheld;
    }

    List<String> notices() {
        return List.copyOf(notices);
    }
}
