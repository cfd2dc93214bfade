package dev.backout.plan;

import dev.backout.database.SqlFailure;
import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.proof.Replica;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Capture;
import dev.backout.vault.Holding;
import dev.backout.vault.Holdings;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;
import dev.backout.vault.merge.MergedInverse;
import dev.backout.vault.merge.Stored;
import dev.backout.vault.merge.StoredForms;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What the vault holds of the migrations that are undone. Immutable.
///
/// @param vault where it lies
/// @param holdings what may return, in the order of destruction
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
        List<Holding> holdings,
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
        holdings = List.copyOf(holdings);
        used = List.copyOf(used);
        givenUp = List.copyOf(givenUp);
        deployed = List.copyOf(deployed);
        missing = Map.copyOf(missing);
    }

    /// Of the vault itself.
    KeptData(
            Vault vault,
            List<Holding> holdings,
            List<Holding> used,
            List<Capture> givenUp,
            List<String> deployed) {
        this(vault, holdings, used, givenUp, deployed, null, Map.of(), Stored.NONE);
    }

    /// Nothing is kept.
    static KeptData none(String records) {
        return new KeptData(
                new Vault(new RecordSchema(records)), List.of(), List.of(), List.of(), List.of());
    }

    /// The same with the tables of the vault that can come back as they are.
    ///
    /// @param records what is live in the schema of the vault
    /// @param scratch makes databases without anything
    KeptData withStored(Snapshot records, TableSizes sizes, Ddl ddl, Supplier<Replica> scratch) {
        Map<Long, List<Statement>> forms = new HashMap<>(stored.forms());
        forms.putAll(new StoredForms(vault, records).of(holdings, ddl, scratch));
        Set<Long> large = new HashSet<>();
        for (Holding holding : holdings) {
            if (isLarge(holding, sizes)) {
                large.add(holding.capture().id());
            }
        }
        return with(new Stored(forms, large));
    }

    private KeptData with(Stored other) {
        return new KeptData(vault, holdings, used, givenUp, deployed, backup, missing, other);
    }

    /// The vault knows how many rows a table had when it was never analyzed, too.
    private boolean isLarge(Holding holding, TableSizes sizes) {
        TableSize size = sizes.of(place(holding));
        return size.rows() >= READ_AT_ONCE
                || holding.kept().rows() >= READ_AT_ONCE
                || size.bytes() >= READ_AT_ONCE_BYTES;
    }

    /// Tables that come back and are large, as they were called.
    Set<Address> large(TableSizes sizes) {
        Set<Address> large = new HashSet<>();
        for (Holding holding : holdings) {
            if (holding.kept() instanceof Kept.MovedTable moved && isLarge(holding, sizes)) {
                large.add(moved.table().address());
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
    MergedInverse merged(Merging merging, boolean moves) {
        return new MergedInverse(
                vault, holdings, merging.preferKept(), merging.bulkAbove(), stored, moves);
    }

    /// Makes the schema that stands for the vault.
    String filling() {
        return merged(Merging.USUAL, false).standIns(used);
    }

    /// Whether tables can leave the vault while something is tried.
    boolean leaves() {
        return !stored.forms().isEmpty();
    }

    /// What is kept of applied migrations.
    ///
    /// @param records the schema of Backout's records, unquoted
    /// @param undone oldest first
    /// @throws BackoutException `usage` when several are to be undone at once and something is
    ///   kept: what returns has to return layer by layer
    static KeptData read(Connection connection, String records, List<AppliedMigration> undone) {
        Vault vault = new Vault(new RecordSchema(records));
        Holdings holdings = new Holdings(vault);
        List<Holding> all = new ArrayList<>();
        List<Capture> givenUp = new ArrayList<>();
        List<String> deployed = new ArrayList<>();
        try {
            for (AppliedMigration migration : undone) {
                List<String> origins = origins(holdings, connection, migration);
                if (!origins.isEmpty()) {
                    deployed.add(migration.name());
                    // A run that brought it back destroyed anew whatever the deployment had.
                    givenUp.addAll(holdings.givenUp(connection, origins.getLast()));
                }
                for (String origin : origins) {
                    all.addAll(holdings.ofOrigin(connection, origin));
                }
            }
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the vault failed", e);
        }
        if (!all.isEmpty() && undone.size() > 1) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "the vault holds data of these migrations, which returns one migration at a"
                            + " time",
                    "back out the newest first: backout plan --last 1, backout run, and so on");
        }
        return new KeptData(vault, all, List.of(), givenUp, deployed);
    }

    /// Whoever applied it: a deployment, and runs that brought it back later.
    private static List<String> origins(
            Holdings holdings, Connection connection, AppliedMigration migration)
            throws SQLException {
        List<String> origins = new ArrayList<>();
        String deployment = holdings.deployment(connection, migration.rowIds());
        if (deployment != null) {
            origins.add(deployment);
        }
        origins.addAll(holdings.redos(connection, migration.name()));
        return origins;
    }

    /// What a run has put into the vault.
    ///
    /// @param done the plan that it carried out
    static KeptData ofRun(Connection connection, String records, String run, Plan done) {
        Vault vault = new Vault(new RecordSchema(records));
        Holdings holdings = new Holdings(vault);
        try {
            return new KeptData(
                            vault,
                            holdings.ofOrigin(connection, run),
                            holdings.numbered(connection, done.vault().captures()),
                            holdings.givenUp(connection, run),
                            List.of(run))
                    .with(new Stored(done.vault().forms(), Set.of()));
        } catch (SQLException e) {
            throw SqlFailure.of(ErrorCode.STEP_FAILED, "reading the vault failed", e);
        }
    }
}
