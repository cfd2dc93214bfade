package dev.backout.gate;

import dev.backout.database.SqlFailure;
import dev.backout.error.BackoutException;
import dev.backout.verify.Outcome;
import dev.backout.verify.SmokeQueries;
import dev.backout.verify.SmokeQuery;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Asks a query of a gate once, in a session of its own. What it finds is journalled, so that no
/// value of a row may stand in it: a number or a truth is none.
///
/// @param site where
/// @param query what is asked
record SqlLook(GateSite site, SmokeQuery query) {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Pattern FOUND =
            Pattern.compile("(?s), found (?!(-?[\\d.]+|true|false|NULL)$).*");

    GateResult look() {
        try (Connection connection = site.connections().get()) {
            return result(
                    new SmokeQueries(connection, site.schema(), PATIENCE).ask(query).outcome());
        } catch (BackoutException e) {
            return new GateResult.Inconclusive(String.valueOf(e.getMessage()));
        } catch (SQLException e) {
            return new GateResult.Inconclusive(SqlFailure.text(e));
        }
    }

    private static GateResult result(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Good _ -> new GateResult.Successful("the answer is as it has to be");
            case Outcome.Wrong(String text, List<String> _) ->
                    new GateResult.Failed(FOUND.matcher(text).replaceAll(", found something else"));
            case Outcome.NotCompared(String why) -> new GateResult.Inconclusive(why);
            case Outcome.Fact(String text) -> new GateResult.Inconclusive(text);
        };
    }
}
