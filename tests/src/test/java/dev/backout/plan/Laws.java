package dev.backout.plan;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The laws of nothing lost, held against what is there after a migration was backed out. It knows
/// nothing of how that is done, and of [RandomData#SCHEMA] what is unique and what refers to what.
///
/// | before | left by the migration | at the end of the writes | after it was backed out |
/// | --- | --- | --- | --- |
/// | there | there | there | there: written later as it was written, else as it was before |
/// | there | there | deleted | not there |
/// | there | deleted | not there | as it was before |
/// | there | deleted | inserted | as it was inserted |
/// | | inserted | as it was left | there only while others refer to it |
/// | | inserted | written | as it was written |
/// | | inserted | deleted | not there |
/// | | | inserted | as it was inserted |
///
/// A row of a table that the migration emptied, and that it inserted anew, may also be set aside
/// whole, where what it referred to before is gone.
///
/// Where a column was kept in place, its value is where its row is: a row that got another key
/// later has the value that was hidden in it, and one that was deleted and inserted anew has none.
///
/// What cannot be as it was before, since its place is taken or what it refers to is gone, is set
/// aside; so is what was both destroyed and written anew.
///
/// Several migrations are undone in reverse order, each with what is live by then: a row that a
/// later one took away comes back as that one found it, and a value whose place is taken stays as
/// it comes. A row that was inserted with a key that an earlier one had deleted has nothing in
/// columns that a later one dropped, by the time that its old values, which are all set aside, meet
/// it. One that a later migration inserted so, and that stays, is not the earlier one's: what that
/// one deleted is set aside.
///
/// So does a value that the migration itself had put there before it took the row away, where what
/// was there before has no place.
///
/// @param original the data before the migrations
/// @param steps the data that each of them left
/// @param states the data after each of their statements
/// @param written the data after the application went on writing
/// @param hidden what lay hidden in the tables when the migrations had ended
/// @param trail where rows went after that
record Laws(
        DataImage original,
        List<DataImage> steps,
        List<DataImage> states,
        DataImage written,
        DataImage hidden,
        Trail trail) {
    private static final String UNIQUE = "orders.note";
    private static final Map<String, String> REFERENCES =
            Map.of("orders.user_id", "users", "lines.order_id", "orders");

    /// What rows have in a column that they know nothing of.
    private static final Map<String, String> DEFAULTS = Map.of("users.score", "5");

    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");

    Laws {
        steps = List.copyOf(steps);
        states = List.copyOf(states);
    }

    /// What stood there in between is not known.
    Laws(
            DataImage original,
            List<DataImage> steps,
            DataImage written,
            DataImage hidden,
            Trail trail) {
        this(original, steps, steps, written, hidden, trail);
    }

    /// Nothing was kept in place.
    Laws(DataImage original, List<DataImage> steps, DataImage written) {
        this(original, steps, written, new DataImage(Map.of(), Map.of()), new Trail());
    }

    /// The same where it is known what stood there in between.
    Laws among(List<DataImage> between) {
        return new Laws(original, steps, between, written, hidden, trail);
    }

    private DataImage migrated() {
        return steps.getLast();
    }

    /// @param end the data after it was backed out
    /// @param aside what was set aside, as `table {key} {columns}`
    List<String> violations(DataImage end, String aside) {
        Held held = new Held(end, aside, new ArrayList<>());
        for (String table : original.tables().keySet()) {
            Set<String> keys = new TreeSet<>();
            for (DataImage image : List.of(original, migrated(), written, end)) {
                keys.addAll(image.rows(table).keySet());
            }
            keys.forEach(id -> held.row(table, id));
        }
        return held.violations;
    }

    private final class Held {
        private final DataImage end;
        private final String aside;
        private final List<String> violations;

        Held(DataImage end, String aside, List<String> violations) {
            this.end = end;
            this.aside = aside;
            this.violations = violations;
        }

        void row(String table, String id) {
            Map<String, String> before = original.rows(table).get(id);
            Map<String, String> left = migrated().rows(table).get(id);
            Map<String, String> later = written.rows(table).get(id);
            Map<String, String> now = end.rows(table).get(id);
            if (later == null) {
                if (before != null && left == null) {
                    whole(table, id, before, now);
                } else if (now != null) {
                    violations.add(
                            "%s %s is %s, which nobody left there".formatted(table, id, now));
                }
            } else if (before != null) {
                values(table, id, before, now);
            } else if (!later.equals(left) || now != null) {
                added(table, id, later, now);
                if (later.equals(left) && !referred(table, id)) {
                    violations.add(
                            "%s %s was inserted by the migration and stays".formatted(table, id));
                }
                if (left == null) {
                    defaults(table, id, later, now);
                }
            }
        }

        /// A row that the migration took away comes back, or is set aside with a reason.
        private void whole(
                String table,
                String id,
                Map<String, String> before,
                @Nullable Map<String, String> now) {
            boolean hindered =
                    before.entrySet().stream()
                            .anyMatch(one -> hindered(table, id, one.getKey(), one.getValue()));
            if (now == null
                    ? !hindered
                            || !before.keySet().stream().allMatch(one -> isAside(table, id, one))
                    : !now.keySet().equals(before.keySet())
                            || !before.entrySet().stream()
                                    .allMatch(one ->
                                            one.getValue().equals(now.get(one.getKey()))
                                                    || isStuck(
                                                            table,
                                                            id,
                                                            one.getKey(),
                                                            now.get(one.getKey())))) {
                violations.add("%s %s was %s and is %s".formatted(table, id, before, now));
            }
        }

        /// Whether a value has no place, and what a migration had made of it stands there.
        private boolean isStuck(String table, String id, String column, @Nullable String now) {
            String then = Objects.requireNonNull(original.value(table, id, column));
            return hindered(table, id, column, then)
                    && isAside(table, id, column)
                    && states.stream()
                            .map(state -> state.value(table, id, column))
                            .anyMatch(made -> made != null && made.equals(now));
        }

        private void values(
                String table,
                String id,
                Map<String, String> before,
                @Nullable Map<String, String> now) {
            if (now == null) {
                boolean placeless =
                        before.entrySet().stream()
                                .anyMatch(one -> hindered(table, id, one.getKey(), one.getValue()));
                if (!placeless
                        || !before.keySet().stream().allMatch(one -> isAside(table, id, one))) {
                    violations.add("%s %s is gone".formatted(table, id));
                }
                return;
            }
            for (String column : before.keySet()) {
                value(table, id, column, now.get(column));
            }
        }

        private void value(String table, String id, String column, @Nullable String now) {
            String then =
                    inPlace(
                            table,
                            id,
                            column,
                            Objects.requireNonNull(original.value(table, id, column)));
            String left = migrated().value(table, id, column);
            String later = written.value(table, id, column);
            boolean rewritten = later != null && !Objects.equals(left, later);
            boolean hindered =
                    !rewritten
                            && !then.equals(now)
                            && (hindered(table, id, column, then)
                                    || isMissed(table, id, column)
                                    || isOfAnother(table, id))
                            && same(now, later == null ? fallback(table, column) : later);
            if (rewritten ? !same(now, later) : !then.equals(now) && !hindered) {
                violations.add(
                        "%s %s.%s was %s, then %s, then %s, and is %s"
                                .formatted(table, id, column, then, left, later, now));
            }
            boolean conflict = rewritten && !then.equals(left) && !same(then, later);
            if ((conflict || hindered) && !isAside(table, id, column)) {
                violations.add("%s %s.%s was not set aside".formatted(table, id, column));
            }
        }

        /// Whether a row came anew that one migration had deleted, without a column that one after
        /// that had dropped.
        private boolean isMissed(String table, String id, String column) {
            return written.value(table, id, column) == null
                    && steps.stream()
                            .anyMatch(step ->
                                    !step.rows(table).containsKey(id)
                                            && step.columns(table).contains(column));
        }

        /// Whether one migration had deleted the row, and a later one inserted one with its key,
        /// which stays when that one is undone.
        private boolean isOfAnother(String table, String id) {
            boolean gone = false;
            for (DataImage step : steps) {
                boolean there = step.rows(table).containsKey(id);
                if (gone && there) {
                    return referred(table, id)
                            || !Objects.equals(
                                    migrated().rows(table).get(id), written.rows(table).get(id));
                }
                gone |= !there;
            }
            return false;
        }

        /// Rows that came later stay, in the columns that both shapes have.
        private void added(
                String table,
                String id,
                Map<String, String> later,
                @Nullable Map<String, String> now) {
            Map<String, String> kept = new TreeMap<>(later);
            kept.keySet().retainAll(original.columns(table));
            kept.forEach((column, value) -> {
                String found = now == null ? null : now.get(column);
                if (!same(found, value)) {
                    violations.add(
                            "later row %s %s.%s was %s and is %s"
                                    .formatted(table, id, column, value, found));
                }
            });
        }

        /// Columns that return have nothing else there than they would have had.
        private void defaults(
                String table,
                String id,
                Map<String, String> later,
                @Nullable Map<String, String> now) {
            for (String column : original.columns(table)) {
                String value = inPlace(table, id, column, fallback(table, column));
                if (!later.containsKey(column) && (now == null || !value.equals(now.get(column)))) {
                    violations.add(
                            "later row %s %s.%s is not %s in %s"
                                    .formatted(table, id, column, value, now));
                }
            }
        }

        /// Whether a value has no place: another row has it, or what it refers to is gone.
        private boolean hindered(String table, String id, String column, String value) {
            String name = table + "." + column;
            if (value.equals(DataImage.NULL)) {
                return false;
            }
            String parent = REFERENCES.get(name);
            if (parent != null) {
                return !end.rows(parent).containsKey(value);
            }
            return name.equals(UNIQUE)
                    && end.rows(table).entrySet().stream()
                            .anyMatch(one ->
                                    !one.getKey().equals(id)
                                            && value.equals(one.getValue().get(column)));
        }

        private boolean referred(String table, String id) {
            return REFERENCES.entrySet().stream()
                    .filter(one -> one.getValue().equals(table))
                    .map(one -> one.getKey().split("\\."))
                    .anyMatch(child ->
                            end.rows(child[0]).values().stream()
                                    .anyMatch(row -> id.equals(row.get(child[1]))));
        }

        /// Whether a value was set aside, alone or with its row.
        private boolean isAside(String table, String id, String column) {
            return Pattern.compile("%s \\{%s\\} \\{([^}]*)\\}".formatted(table, id))
                    .matcher(aside)
                    .results()
                    .anyMatch(one -> List.of(one.group(1).split(",")).contains(column));
        }
    }

    /// What a live row has in a column that returns.
    ///
    /// @param copied the same where the column was copied
    private String inPlace(String table, String id, String column, String copied) {
        if (!hidden.columns(table).contains(column)) {
            return copied;
        }
        String origin = trail.origin(table, id);
        if (origin == null) {
            return migrated().rows(table).containsKey(id) ? fallback(table, column) : copied;
        }
        return origin.equals(id)
                ? copied
                : Objects.requireNonNull(hidden.value(table, origin, column));
    }

    private static String fallback(String table, String column) {
        return DEFAULTS.getOrDefault(table + "." + column, DataImage.NULL);
    }

    /// A later value may get another text by the conversion back: 7 and 7.0, a day and its
    /// midnight.
    private static boolean same(@Nullable String now, @Nullable String later) {
        if (now == null || later == null || now.equals(later)) {
            return Objects.equals(now, later);
        }
        if (DAY.matcher(later).matches() && now.equals(later + " 00:00:00+00")) {
            return true;
        }
        try {
            return new BigDecimal(now).compareTo(new BigDecimal(later)) == 0;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
