package dev.backout.scratch;

import dev.backout.platform.Platforms;
import dev.backout.scratch.PrivilegedStatement.Meaning;
import dev.backout.sql.SqlStatement;
import dev.backout.sql.SqlToken;
import dev.backout.sql.SqlToken.Kind;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An index by an access method that is a stand-in, with parameters of that method's own: the
/// server's code behind the stand-in does not know them, so they are noted afterwards.
final class StandInIndex {
    private static final Set<String> METHODS = Set.of("hnsw", "ivfflat");
    private static final Pattern OPTION =
            Pattern.compile("(?i)\\s*\"?(lists|m|ef_construction)\"?\\s*=\\s*'?(\\d+)'?\\s*");

    private final String sql;
    private final List<SqlToken> tokens;

    private StandInIndex(String sql) {
        this.sql = sql;
        this.tokens = SqlStatement.tokens(sql);
    }

    /// What does it in the place of the statement, or null when it is another one.
    static @Nullable Meaning read(String sql, Function<String, ExtensionOffer> offers) {
        StandInIndex index = new StandInIndex(sql);
        return index.text(0).equals("create")
                        && index.text(1).equals("index")
                        && !index.text(2).equals("concurrently")
                        && offers.apply("vector") == ExtensionOffer.STAND_IN
                ? index.meaning()
                : null;
    }

    private @Nullable Meaning meaning() {
        int at = 2;
        while (at < tokens.size()
                && !(text(at).equals("using") && METHODS.contains(text(at + 1)))) {
            at++;
        }
        while (at < tokens.size() && !(text(at).equals("with") && text(at + 1).equals("("))) {
            at = behind(at);
        }
        return at < tokens.size() ? without(at, behind(at + 1)) : null;
    }

    /// @param with the place of the parameters
    /// @param behind the place behind them
    private @Nullable Meaning without(int with, int behind) {
        int end = tokens.get(behind - 1).end();
        List<String> options = new ArrayList<>();
        for (String option : sql.substring(tokens.get(with + 1).end(), end - 1).split(",", -1)) {
            Matcher known = OPTION.matcher(option);
            if (!known.matches()) {
                return null;
            }
            options.add("'" + known.group(1).toLowerCase(Locale.ROOT) + "=" + known.group(2) + "'");
        }
        String plain = sql.substring(0, tokens.get(with).start()) + sql.substring(end);
        return new Meaning.Call(
                "%s; SELECT %s.index_options(ARRAY[%s])"
                        .formatted(
                                plain.stripTrailing(),
                                Platforms.STAND_INS,
                                String.join(", ", options)),
                "");
    }

    /// The place behind a token, or behind the parenthesis that it opens.
    private int behind(int at) {
        int depth = 0;
        int next = at;
        do {
            Kind kind = tokens.get(next).kind();
            depth += kind == Kind.OPEN ? 1 : kind == Kind.CLOSE ? -1 : 0;
            next++;
        } while (depth > 0 && next < tokens.size());
        return next;
    }

    private String text(int at) {
        return at < tokens.size() ? tokens.get(at).in(sql).toLowerCase(Locale.ROOT) : "";
    }
}
