package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.Identifiers;
import dev.backout.schema.ObjectKind;
import dev.backout.sql.Secrets;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Takes out of a plan what it must not hold: people pass plans around, and a run keeps its plan in
/// the database. Nothing depends on a user mapping, so one that comes back with a password is left
/// to a person; any other statement with a secret makes the plan impossible. Pure, for one plan.
final class SecretFree {
    private final Plan plan;
    private final List<String> notes;
    private final Set<Address> left = new HashSet<>();

    private SecretFree(Plan plan) {
        this.plan = plan;
        this.notes = new ArrayList<>(plan.notes());
    }

    /// The plan without secrets, with notes about what is missing because of it.
    ///
    /// @throws BackoutException `unproved` when it cannot do without
    static Plan of(Plan plan) {
        return new SecretFree(plan).plan();
    }

    /// A statement that a plan can neither hold nor leave out, for people, or null.
    static @Nullable String unfit(List<Statement> statements) {
        return statements.stream()
                .filter(one -> Secrets.in(one.sql()))
                .map(Statement::shown)
                .findFirst()
                .orElse(null);
    }

    private Plan plan() {
        List<String> kept = new ArrayList<>();
        for (String sql : plan.statements()) {
            if (Secrets.in(sql)) {
                leave(sql);
            } else {
                kept.add(sql);
            }
            if (Secrets.inCode(sql)) {
                notes.add(
                        "the body of a routine holds what looks like a password, and so does this"
                                + " plan: "
                                + firstLine(sql));
            }
        }
        Plan.Shapes shapes =
                new Plan.Shapes(plan.before(), unchanged(plan.between()), unchanged(plan.after()));
        return plan.with(
                new Plan.Work(kept, plan.afterwards(), plan.vault(), plan.online(), plan.order()),
                shapes,
                notes);
    }

    private void leave(String sql) {
        Address mapping = mapping(sql);
        if (mapping == null) {
            throw BackoutException.of(
                    ErrorCode.UNPROVED,
                    "the plan would hold a secret: " + firstLine(Secrets.masked(sql)),
                    "nothing was executed; a plan holds none, since it is passed around and kept:"
                            + " undo this by hand, where the secret is known");
        }
        left.add(mapping);
        notes.add(
                "NOT brought back, since no plan holds a secret; after the run, by hand and with"
                        + " the secret: "
                        + Secrets.masked(sql));
    }

    /// The user mapping that a statement makes or changes, or null.
    private @Nullable Address mapping(String sql) {
        return Stream.concat(plan.before().stream(), plan.after().stream())
                .map(Expectation::address)
                .filter(address -> address.kind() == ObjectKind.USER_MAPPING)
                .filter(address ->
                        sql.matches(
                                "(?s)(CREATE|ALTER) \\Q%s\\E OPTIONS .*".formatted(text(address))))
                .findFirst()
                .orElse(null);
    }

    private static String text(Address mapping) {
        return "USER MAPPING FOR %s SERVER %s"
                .formatted(
                        Identifiers.role(mapping.path().get(1)),
                        Identifiers.quote(mapping.first()));
    }

    /// What is left alone stays as it is when the run begins.
    private List<Expectation> unchanged(List<Expectation> expected) {
        Map<Address, Expectation> before = new HashMap<>();
        plan.before().forEach(one -> before.put(one.address(), one));
        List<Expectation> all = new ArrayList<>();
        for (Expectation one : expected) {
            Expectation kept = left.contains(one.address()) ? before.get(one.address()) : one;
            if (kept != null) {
                all.add(kept);
            }
        }
        return all;
    }

    private static String firstLine(String sql) {
        return sql.lines().findFirst().orElse("");
    }
}
