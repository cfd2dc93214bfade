package dev.backout.ddl.postgres;

import dev.backout.schema.Constraint;
import dev.backout.schema.Identifiers;

import java.util.List;

/// A constraint as CREATE TABLE and ADD CONSTRAINT define it.
final class ConstraintText {
    private static final List<String> TIMING = List.of("DEFERRABLE", "INITIALLY", "NOT ENFORCED");

    private ConstraintText() {}

    /// `CONSTRAINT users_pkey PRIMARY KEY (id)`.
    static String definition(Constraint constraint) {
        return "CONSTRAINT "
                + Identifiers.quote(constraint.address().name())
                + " "
                + withIndexOptions(constraint);
    }

    /// The definition without what ALTER CONSTRAINT can change.
    static String withoutTiming(String definition) {
        return definition.substring(0, Clauses.firstOf(definition, TIMING));
    }

    /// ` DEFERRABLE INITIALLY DEFERRED`, and NOT before what is absent.
    static String timing(String definition) {
        if (Clauses.indexOf(definition, "DEFERRABLE") < 0) {
            return " NOT DEFERRABLE";
        }
        boolean deferred = Clauses.indexOf(definition, "INITIALLY DEFERRED") >= 0;
        return " DEFERRABLE INITIALLY " + (deferred ? "DEFERRED" : "IMMEDIATE");
    }

    /// The server puts the expression of a check into two pairs of parentheses.
    static String readable(String definition) {
        if (!definition.startsWith("CHECK ((")) {
            return definition;
        }
        String expression = definition.substring("CHECK ".length());
        int end = Clauses.endOfParentheses(expression);
        return "CHECK "
                + Clauses.parenthesized(expression.substring(1, end - 1))
                + expression.substring(end);
    }

    /// WITH and USING INDEX TABLESPACE stand before an exclusion's WHERE and before the timing.
    private static String withIndexOptions(Constraint constraint) {
        String tablespace = constraint.tablespace();
        String addition =
                Parameters.with(constraint.indexOptions())
                        + (tablespace == null
                                ? ""
                                : " USING INDEX TABLESPACE " + Identifiers.quote(tablespace));
        return Clauses.insertBefore(
                readable(constraint.definition()),
                List.of("WHERE", "DEFERRABLE", "INITIALLY"),
                addition);
    }
}
