package dev.backout.proof;

import dev.backout.catalog.CatalogReader;
import dev.backout.catalog.Delta;
import dev.backout.catalog.Mark;
import dev.backout.catalog.Unmodelled;
import dev.backout.catalog.WholeCatalog;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;
import dev.backout.scratch.ScratchDatabase;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// What the catalog of a scratch database was when it was last read, without the schema that stands
/// for Backout's records. For one thread.
final class CatalogView {
    private final @Nullable RecordSchema records;
    private final Set<String> unmodelled = new TreeSet<>();
    private final Unmodelled fresh;
    private CatalogReader reader;
    private Mark mark;
    private Set<Address> revealed = Set.of();
    private Snapshot whole;
    private Snapshot visible;

    /// Reads everything.
    ///
    /// @param database as its template made it, or as far as it was kept
    /// @param records the schema that is left out, or null when there is none
    /// @param large whether there may be much to read
    CatalogView(ScratchDatabase database, @Nullable RecordSchema records, boolean large) {
        this.records = records;
        this.reader = reader(database);
        this.mark = reader.mark();
        this.fresh = mark.unmodelled();
        this.whole =
                large
                        ? new WholeCatalog(database::reading, Duration.ZERO, true)
                                .read(database.admin())
                        : reader.read();
        this.visible = visible(whole);
    }

    /// What a database has of kinds that no snapshot tells.
    static Unmodelled unmodelled(ScratchDatabase database) {
        return reader(database).unmodelled();
    }

    private static CatalogReader reader(ScratchDatabase database) {
        return CatalogReader.on(database.admin(), Duration.ZERO);
    }

    private Snapshot visible(Snapshot all) {
        if (records == null) {
            return all;
        }
        Snapshot hidden = records.hiddenFrom(all, revealed);
        return revealed.isEmpty() ? hidden : hidden.with(List.of(), all.tables(revealed));
    }

    /// As it was last read.
    Snapshot catalog() {
        return visible;
    }

    /// Tells of some tables that are left out, and of what is hidden in others, as long as they are
    /// there.
    ///
    /// @param objects all of them; none leaves everything out again
    Snapshot reveal(Set<Address> objects) {
        revealed = Set.copyOf(objects);
        visible = visible(whole);
        return visible;
    }

    /// Tables that are left out, with their sequences, and tables in which something is hidden,
    /// with that.
    ///
    /// @param objects the addresses of the tables, and of what is hidden
    List<Unit> hidden(Set<Address> objects) {
        List<Unit> units = new ArrayList<>(whole.tables(objects));
        if (records != null && objects.stream().anyMatch(RecordSchema::isHidden)) {
            records.hiddenFrom(whole, objects).units().values().stream()
                    .filter(unit ->
                            unit.entries().stream()
                                    .anyMatch(entry -> objects.contains(entry.address())))
                    .forEach(units::add);
        }
        return units;
    }

    /// What is left out.
    Snapshot ours() {
        return records == null ? Snapshot.EMPTY : records.of(whole);
    }

    /// Reads again what changed.
    ///
    /// @param reported whether the server's statistics tell all that was written
    Snapshot refresh(boolean reported) {
        Delta delta = reader.readSince(whole, mark, reported);
        mark = delta.mark();
        whole = delta.snapshot();
        visible = visible(whole);
        unmodelled.addAll(delta.unmodelled());
        return visible;
    }

    /// Goes on with the same database, whose connections were closed.
    void reopen(ScratchDatabase database) {
        reader = reader(database);
    }

    /// Goes on with another database in the place of this one.
    void replace(ScratchDatabase database) {
        reader = reader(database);
        mark = reader.mark();
        whole = reader.read();
        visible = visible(whole);
    }

    /// Whether nothing has come or gone that no snapshot tells since the first look.
    boolean tellsAll(ScratchDatabase database) {
        return unmodelled(database).differingFrom(fresh).isEmpty();
    }

    /// Kinds of objects that changed since this was last asked, and that a snapshot does not tell.
    Set<String> takeUnmodelled() {
        Set<String> kinds = Set.copyOf(unmodelled);
        unmodelled.clear();
        return kinds;
    }
}
