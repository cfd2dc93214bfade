package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.observe.DataVerdict;
import dev.backout.observe.Loss;
import dev.backout.observe.LossKind;
import dev.backout.observe.Observation;
import dev.backout.schema.Address;
import dev.backout.schema.Column;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.vault.Capture;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.KeepRules;
import dev.backout.vault.Kept;
import dev.backout.vault.Rebuilding;
import dev.backout.vault.TableRef;
import dev.backout.vault.merge.Returning;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// What is lost, counted on the live database: what the inverse itself drops, and what the
/// migrations destroyed when they were applied.
final class Casualties {
    private final LiveCounter counter;
    private final Set<Address> filled;
    private final KeptData kept;
    private final KeepRules rules;
    private final List<Returning> returning;
    private final boolean preferKept;
    private final List<Casualty> keeps = new ArrayList<>();
    private final List<Casualty> conflicts = new ArrayList<>();
    private final List<Casualty> mapped = new ArrayList<>();
    private final List<Casualty> setAside = new ArrayList<>();
    private final Set<Address> fitted = new HashSet<>();
    private final List<Casualty> casualties = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean unknown;
    private boolean lost;

    /// @param filled columns that the inverse fills where they are NULL, which loses nothing
    /// @param kept what the vault holds of the migrations
    /// @param returning what of it comes back
    /// @param merging how it and what is live become one
    /// @param rules what the run must not keep
    Casualties(
            LiveCounter counter,
            Set<Address> filled,
            KeptData kept,
            List<Returning> returning,
            Merging merging,
            KeepRules rules) {
        this.counter = counter;
        this.filled = filled;
        this.kept = kept;
        this.returning = returning;
        this.preferKept = merging.preferKept();
        this.rules = rules;
    }

    /// What was written anew since.
    void ofReturning() {
        for (Returning one : returning) {
            if (!one.conflicts().isEmpty() && kept.backup() == null) {
                Count count = counter.query(one.conflicts());
                if (count.value() < 0) {
                    notes.add(
                            "what was written anew since into %s could not be counted beforehand"
                                    .formatted(one.object().title()));
                } else if (count.value() > 0) {
                    conflicts.add(
                            new Casualty(one.object(), conflict(), count.value(), true, false));
                }
            }
        }
    }

    /// What is done about live rows that the old schema cannot hold.
    ///
    /// @param asides what of them is set aside
    void ofFits(Maps maps, List<Misfit> asides, Rehearsal rehearsal) {
        for (Mapped one : maps.mapped()) {
            for (Entry entry : rehearsal.start().entries()) {
                if (entry.object() instanceof Column column && isMapped(one, column, rehearsal)) {
                    Count count = one.count(counter, column);
                    fitted.add(column.address().table());
                    mapped.add(
                            new Casualty(
                                    column.address(),
                                    "values are mapped, " + one.text(),
                                    count.value(),
                                    count.exact(),
                                    false));
                }
            }
        }
        Referring referring = new Referring(counter, rehearsal.start());
        for (Misfit misfit : asides) {
            Count count = misfit.search().count(counter);
            fitted.add(misfit.table());
            setAside.add(
                    new Casualty(
                            misfit.object(), misfit.what(), count.value(), count.exact(), false));
            if (misfit.instead() == null) {
                Obstacles.children(referring, misfit)
                        .forEach((table, rows) -> {
                            fitted.add(table);
                            setAside.add(
                                    new Casualty(
                                            table,
                                            "rows refer to these",
                                            rows.value(),
                                            rows.exact(),
                                            false));
                        });
            }
        }
    }

    private static boolean isMapped(Mapped mapped, Column column, Rehearsal rehearsal) {
        Column then = Fits.then(column, rehearsal.end(), rehearsal.start());
        return !column.inherited()
                && then != null
                && (mapped.names(column.address()) || mapped.names(then.address()));
    }

    private boolean isFitted(Address object) {
        return fitted.stream().anyMatch(table -> isPart(object, table));
    }

    private String conflict() {
        return preferKept
                ? "written anew since; what was kept wins, what is live is set aside"
                : "written anew since; what is live stays, what was kept is set aside";
    }

    /// What the inverse does to data that is there now.
    ///
    /// @param rehearsal the inverse on the reproduction of the live schema
    void ofInverse(Rehearsal rehearsal) {
        Keeping keeping = new Keeping(rules, rehearsal.start());
        DataVerdict data = DataVerdict.of(rehearsal.way());
        for (Loss loss : data.losses()) {
            switch (loss.kind()) {
                case DROPPED_TABLE ->
                        keep(
                                keeping,
                                loss,
                                "rows of a table that goes",
                                counter.rows(loss.object()));
                case DROPPED_COLUMN ->
                        keep(
                                keeping,
                                loss,
                                "values of a column that goes",
                                counter.values(loss.object()));
                case CONVERTED_VALUES ->
                        keep(
                                keeping,
                                loss,
                                "values that change, " + loss.why(),
                                counter.values(loss.object()));
                case UPDATED_VALUES -> {
                    if (!filled.contains(loss.object())
                            && !returns(loss.object())
                            && !isFitted(loss.object())) {
                        add(loss, "values, " + loss.why(), counter.values(loss.object()));
                    }
                }
                case DELETED_ROWS, TRUNCATED_ROWS -> {
                    if (!rebuilds(rehearsal, loss.object()) && !isFitted(loss.object())) {
                        add(loss, "rows, " + loss.why(), counter.rows(loss.object()));
                    }
                }
                case DROPPED_SEQUENCE_STATE ->
                        keep(keeping, loss, "position of a sequence", new Count(1, true));
                case INSERTED_ROWS_REMAIN -> {}
            }
        }
        for (String line : data.unknown()) {
            unknown = true;
            notes.add("what the inverse does to data is not known: " + line);
        }
    }

    /// Whether all rows of a table return at once from a copy.
    private static boolean rebuilds(Rehearsal rehearsal, Address table) {
        return rehearsal.statements().stream()
                .anyMatch(one -> one.sql().equals(Rebuilding.truncate(table)));
    }

    /// What a migration did to data when it was applied, and what does not come back.
    void ofMigration(String name, Observation observation) {
        DataVerdict data = DataVerdict.of(observation);
        boolean deployed = kept.deployed().contains(name);
        boolean taken = kept.backup() != null;
        for (Loss loss : data.losses()) {
            boolean stays = taken && loss.kind() == LossKind.INSERTED_ROWS_REMAIN;
            if (deployed && !stays && isKept(loss)) {
                continue;
            }
            switch (loss.kind()) {
                case DROPPED_TABLE, TRUNCATED_ROWS, DELETED_ROWS ->
                        gone(loss.object(), "rows were lost when " + name + " was applied");
                case DROPPED_COLUMN, CONVERTED_VALUES, UPDATED_VALUES ->
                        gone(loss.object(), "values were lost when " + name + " was applied");
                case DROPPED_SEQUENCE_STATE ->
                        casualties.add(
                                new Casualty(
                                        loss.object(),
                                        "position of a sequence was lost when "
                                                + name
                                                + " was applied",
                                        1,
                                        true,
                                        true));
                case INSERTED_ROWS_REMAIN ->
                        notes.add(
                                "rows that %s inserted into %s stay"
                                        .formatted(name, loss.object().text()));
            }
        }
        unknown |= taken && !Objects.requireNonNull(kept.backup()).unknown().isEmpty();
        for (String line : deployed ? List.<String>of() : data.unknown()) {
            unknown = true;
            notes.add(
                    "what %s did to data depends on rows, and is not known: %s"
                            .formatted(name, line));
        }
    }

    /// What was kept of the migrations, and given up before it could return.
    void ofGivenUp() {
        for (Capture capture : kept.givenUp()) {
            Kept gone = capture.kept();
            casualties.add(
                    new Casualty(
                            object(gone),
                            what(gone)
                                    + (gone instanceof Kept.SequencePosition
                                            ? ", given up"
                                            : " were given up"),
                            gone.rows(),
                            gone.counted(),
                            true));
        }
    }

    private static Address object(Kept kept) {
        return switch (kept) {
            case Kept.DroppedColumn dropped -> column(dropped.table(), dropped.column());
            case Kept.HiddenColumn hidden -> column(hidden.table(), hidden.column());
            case Kept.RetypedColumn retyped -> column(retyped.table(), retyped.column());
            case Kept.MovedTable _,
                    Kept.CopiedTable _,
                    Kept.WrittenRows _,
                    Kept.SequencePosition _ ->
                    kept.table().address();
        };
    }

    private static Address column(TableRef table, ColumnRef column) {
        return Address.of(
                ObjectKind.COLUMN, table.address().first(), table.address().name(), column.name());
    }

    /// Of a migration that is not at hand: what was known when its inverse was kept.
    void ofKept(KeptInverse inverse) {
        String name = inverse.migration();
        KeptInverses.Kept kept = inverse.kept();
        for (String object : kept.losses()) {
            lost = true;
            notes.add("data of %s was lost when %s was applied".formatted(object, name));
        }
        if (kept.data().equals("unknown")) {
            unknown = true;
            notes.add("what %s did to data depends on rows, and is not known".formatted(name));
        }
    }

    /// Of a migration whose script is another one now.
    void ofEdited(String name) {
        unknown = true;
        notes.add(
                "%s was edited after it was applied: what the script that ran did to data is not known"
                        .formatted(name));
    }

    /// Whether whatever a deployment destroyed of it returns, or was given up.
    private boolean isKept(Loss loss) {
        return !isHeldBack(loss.object());
    }

    /// Whether the vault brings something of it back.
    private boolean returns(Address object) {
        return returning.stream().anyMatch(one -> isPart(object, one.object()));
    }

    /// Whether the vault holds something of it that does not come back by itself.
    private boolean isHeldBack(Address object) {
        return kept.holdings().stream()
                .filter(holding -> isPart(object, holding.kept().table().address()))
                .anyMatch(holding ->
                        returning.stream()
                                .noneMatch(
                                        one -> one.holding().capture().equals(holding.capture())));
    }

    private static boolean isPart(Address object, Address whole) {
        return object.equals(whole)
                || object.path().size() > whole.path().size()
                        && object.path().subList(0, whole.path().size()).equals(whole.path());
    }

    /// What comes out of the vault, and what goes into it.
    VaultWork vault() {
        return new VaultWork(
                returning.stream()
                        .filter(one -> one.holding().kept().rows() != 0)
                        .map(one ->
                                new Casualty(
                                        one.object(),
                                        returned(one) + from(),
                                        one.holding().kept().rows(),
                                        true,
                                        false))
                        .toList(),
                keeps,
                returning.stream().map(one -> one.holding().capture().id()).toList(),
                conflicts,
                preferKept,
                rules,
                mapped,
                setAside,
                kept.backup(),
                returning.stream().filter(Returning::moves).map(this::moved).toList());
    }

    private static String returned(Returning one) {
        String what = what(one.holding().kept());
        if (one.moves()) {
            return one.holding().kept() instanceof Kept.HiddenColumn
                    ? what + ", in place: it gets its name back"
                    : what + "; it moves back as it is";
        }
        return one.holding().kept() instanceof Kept.MovedTable ? what + ", copied back" : what;
    }

    private VaultWork.Moved moved(Returning one) {
        long capture = one.holding().capture().id();
        return new VaultWork.Moved(
                capture,
                kept.stored().forms().getOrDefault(capture, List.of()).stream()
                        .map(Statement::sql)
                        .toList());
    }

    private String from() {
        FromBackup backup = kept.backup();
        return backup == null ? "" : ", from " + backup.source().text();
    }

    private static String what(Kept kept) {
        return switch (kept) {
            case Kept.MovedTable _ -> "rows of a table that was dropped";
            case Kept.CopiedTable _ -> "rows of a table that was dropped or emptied";
            case Kept.DroppedColumn _, Kept.HiddenColumn _ -> "values of a column that was dropped";
            case Kept.RetypedColumn _ -> "values that were converted";
            case Kept.WrittenRows _ -> "rows that were written";
            case Kept.SequencePosition _ -> "position of a sequence";
        };
    }

    List<Casualty> list() {
        return List.copyOf(casualties);
    }

    /// What a person should know about data and what is no loss.
    List<String> notes() {
        return List.copyOf(notes);
    }

    /// The data verdict in a word, as far as counting settles it.
    String verdict() {
        if (lost || !casualties.isEmpty()) {
            return "lost";
        }
        if (unknown) {
            return "unknown";
        }
        return vault().none() ? "none" : "kept";
    }

    private void add(Loss loss, String what, Count count) {
        add(loss, what, count, casualties);
    }

    /// The run puts it into the vault before it takes it away, if it may.
    private void keep(Keeping keeping, Loss loss, String what, Count count) {
        if (keeping.allowed(loss)) {
            add(loss, what, count, keeps);
        } else {
            add(loss, what + ", which must not be kept", count, casualties);
        }
    }

    private void add(Loss loss, String what, Count count, List<Casualty> list) {
        if (count.none()) {
            notes.add(
                    loss.object().title()
                            + (loss.kind() == LossKind.DROPPED_TABLE
                                    ? " goes, and is empty"
                                    : loss.kind() == LossKind.DROPPED_COLUMN
                                            ? " goes, and holds no value"
                                            : ": nothing is there that could change"));
        } else {
            list.add(new Casualty(loss.object(), what, count.value(), count.exact(), false));
        }
    }

    private void gone(Address object, String what) {
        casualties.add(new Casualty(object, what, -1, false, true));
    }
}
