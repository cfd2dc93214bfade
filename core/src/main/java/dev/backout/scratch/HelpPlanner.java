package dev.backout.scratch;

import dev.backout.scratch.PrivilegedStatement.Meaning;
import dev.backout.sql.ServerFailure;
import dev.backout.sql.SqlStatement;
import dev.backout.sql.SqlStatement.Form;
import dev.backout.sql.StatementSplitter;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/// Decides what can be done for a file that an ordinary role cannot run. A pure function of the
/// file and of what the server offers.
public final class HelpPlanner {
    /// Missing rights, a missing role, a missing extension (its code differs by version), a
    /// parameter that only the access method itself knows.
    private static final Set<String> OURS =
            Set.of("42501", "42704", "0A000", "58P01", "42710", "22023");

    private final Function<String, ExtensionOffer> offers;
    private final StringBuilder sql = new StringBuilder();
    private final Set<String> roles = new LinkedHashSet<>();
    private final Set<String> created = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> unmodelled = new ArrayList<>();

    private HelpPlanner(Function<String, ExtensionOffer> offers) {
        this.offers = offers;
    }

    /// What can be done about a failure of a file.
    ///
    /// @param offers how the scratch server stands to an extension
    /// @param existing roles that are there already
    public static Help plan(
            String file,
            ServerFailure failure,
            Function<String, ExtensionOffer> offers,
            Set<String> existing) {
        return OURS.contains(failure.sqlState())
                ? new HelpPlanner(offers).plan(file, failure, existing)
                : new Help.NotNeeded();
    }

    private Help plan(String file, ServerFailure failure, Set<String> existing) {
        for (SqlStatement statement : StatementSplitter.split(file)) {
            Meaning meaning =
                    statement.form() == Form.STATEMENT
                            ? PrivilegedStatement.read(statement.sql(), offers)
                            : null;
            switch (meaning) {
                case null -> keep(statement);
                case Meaning.Call call -> replace(statement, call);
                case Meaning.Outside(String kind) -> {
                    unmodelled.add(kind);
                    replace(statement, new Meaning.Call("SELECT", ""));
                }
                case Meaning.Refusal refusal -> {
                    return new Help.Refused(
                            statement.sql(), statement.line(), refusal.reason(), refusal.hint());
                }
            }
        }
        roles.removeAll(created);
        roles.removeAll(existing);
        if (!sql.toString().equals(file) || !roles.isEmpty()) {
            return new Help.Rewritten(sql.toString(), List.copyOf(roles), notes, unmodelled);
        }
        return failure.sqlState().equals("42501")
                ? new Help.Refused("", 0, "needs superuser: " + failure.message(), "")
                : new Help.NotNeeded();
    }

    private void keep(SqlStatement statement) {
        sql.append(statement.text());
        if (statement.form() == Form.STATEMENT) {
            roles.addAll(RoleNames.in(statement.sql()));
        }
    }

    /// Newlines inside the replaced statement stay, so that lines keep their numbers.
    private void replace(SqlStatement statement, Meaning.Call call) {
        int begin = statement.start() - statement.offset();
        int end = begin + statement.sql().length();
        String text = statement.text();
        sql.append(text, 0, begin).append(call.sql());
        sql.repeat('\n', newlines(text.substring(begin, end)) - newlines(call.sql()));
        sql.append(text, end, text.length());
        if (statement.beginsWith("CREATE", "ROLE") || statement.beginsWith("CREATE", "USER")) {
            created.add(new WordReader(statement.sql()).third());
        }
        roles.addAll(RoleNames.in(statement.sql()));
        if (!call.note().isEmpty()) {
            notes.add(call.note());
        }
    }

    private static int newlines(String text) {
        return Math.toIntExact(text.chars().filter(c -> c == '\n').count());
    }
}
