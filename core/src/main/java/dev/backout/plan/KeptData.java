package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.proof.Replica;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Capture;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;
import dev.backout.vault.merge.MergedInverse;
import dev.backout.vault.merge.Stored;
import dev.backout.vault.merge.StoredForms;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What the vault holds of the migrations that are undone. Immutable.
///
/// @param vault where it lies
/// @param layers what may return: by migration, the oldest first, where they are undone one after
///   the other, otherwise all at once
/// @param used what the scripts of the history name besides
/// @param givenUp what was kept and given up again: nothing of it returns
/// @param deployed what Backout carried out itself: whatever that destroyed is in the vault, or was
///   given up
/// @param backup the backup that the holdings are taken out of, or null when they are in the vault
/// @param missing how many rows of its table are live and not in the backup, by the number of the
///   capture
/// @param stored tables of the vault that can come back as they are
record KeptData(
        Vault vault,
        List<KeptLayer> layers,
        List<Holding> used,
        List<Capture> givenUp,
        List<String> deployed,
        @Nullable FromBackup backup,
        Map<Long, Count> missing,
        Stored stored) {
    /// To read through so many rows twice, for what refers to nothing and for a foreign key, takes
    /// about a tenth of a second.
    private static final long READ_AT_ONCE = 100_000;

    private static final long READ_AT_ONCE_BYTES = 64L << 20;

    KeptData {
        layers = List.copyOf(layers);
        used = List.copyOf(used);
        givenUp = List.copyOf(givenUp);
        deployed = List.copyOf(deployed);
        missing = Map.copyOf(missing);
    }

    /// Of the vault itself.
    KeptData(
            Vault vault,
            List<KeptLayer> layers,
            List<Holding> used,
            List<Capture> givenUp,
            List<String> deployed) {
        this(vault, layers, used, givenUp, deployed, null, Map.of(), Stored.NONE);
    }

    /// Nothing is kept.
    static KeptData none(String records) {
        return new KeptData(
                new Vault(new RecordSchema(records)),
                List.of(new KeptLayer(null, List.of())),
                List.of(),
                List.of(),
                List.of());
    }

    /// Whether the migrations are undone one after the other. What returns is copied then.
    boolean layered() {
        return layers.size() > 1;
    }

    /// All that may return.
    List<Holding> holdings() {
        return layers.stream().flatMap(layer -> layer.holdings().stream()).toList();
    }

    /// The same with the tables of the vault that can come back as they are.
    ///
    /// @param records what is live in the schema of the vault
    /// @param scratch makes databases without anything
    KeptData withStored(Snapshot records, TableSizes sizes, Ddl ddl, Supplier<Replica> scratch) {
        if (layered()) {
            return this;
        }
        Map<Long, List<Statement>> forms = new HashMap<>(stored.forms());
        forms.putAll(new StoredForms(vault, records).of(holdings(), ddl, scratch));
        Set<Long> large = new HashSet<>();
        for (Holding holding : holdings()) {
            if (isLarge(holding, sizes)) {
                large.add(holding.capture().id());
            }
        }
        return with(new Stored(forms, large, hiding(records)));
    }

    private static Set<Address> hiding(Snapshot records) {
        Set<Address> tables = new HashSet<>();
        for (Entry entry : records.entries()) {
            if (entry.address().kind() == ObjectKind.COLUMN
                    && RecordSchema.isHidden(entry.address())) {
                tables.add(entry.address().table());
            }
        }
        return tables;
    }

    /// The same where these tables can come back as they are.
    KeptData with(Stored other) {
        return new KeptData(vault, layers, used, givenUp, deployed, backup, missing, other);
    }

    /// The vault knows how many rows a table had when it was never analyzed, too.
    private boolean isLarge(Holding holding, TableSizes sizes) {
        Address home = holding.kept() instanceof Kept.HiddenColumn ? holding.now() : null;
        TableSize size = sizes.of(home == null ? place(holding) : home);
        return size.rows() >= READ_AT_ONCE
                || holding.kept().rows() >= READ_AT_ONCE
                || size.bytes() >= READ_AT_ONCE_BYTES;
    }

    /// Tables that come back, or in which a column does, and that are large, as they were called.
    Set<Address> large(TableSizes sizes) {
        Set<Address> large = new HashSet<>();
        for (Holding holding : holdings()) {
            boolean there =
                    holding.kept() instanceof Kept.MovedTable
                            || holding.kept() instanceof Kept.HiddenColumn;
            if (there && isLarge(holding, sizes)) {
                large.add(holding.kept().table().address());
            }
        }
        return large;
    }

    /// Where it lies.
    Address place(Holding holding) {
        return Address.of(ObjectKind.TABLE, vault.records().name(), holding.kept().place());
    }

    /// Brings it back.
    ///
    /// @param moves whether tables of the vault may come back as they are; otherwise what they hold
    ///   is copied
    /// @param onlineAbove a column of which more values return gets them after the transaction
    /// @param filled columns for which a person said what rows get of which nothing is kept
    MergedInverse merged(Merging merging, boolean moves, long onlineAbove, Set<Address> filled) {
        return new MergedInverse(
                vault,
                holdings(),
                merging.preferKept(),
                merging.bulkAbove(),
                onlineAbove,
                filled,
                stored,
                moves);
    }

    /// Makes the schema that stands for the vault.
    String filling() {
        return merged(Merging.USUAL, false, Long.MAX_VALUE, Set.of()).standIns(used);
    }

    /// Makes columns that stand for those that lie hidden, once the migrations have dropped them.
    String hiding() {
        return merged(Merging.USUAL, true, Long.MAX_VALUE, Set.of()).hiding();
    }

    /// Whether tables can leave the vault while something is tried.
    boolean leaves() {
        return !stored.forms().isEmpty();
    }
}
