package dev.backout.plan;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.inverse.InverseFailure;
import dev.backout.observe.Observation;
import dev.backout.proof.Replica;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Collectors;

/// The way back for migrations whose scripts are not at hand: inverses that were proved when they
/// were, and that the database keeps. For one thread.
final class KeptUndo {
    private static final int MOST_NAMES = 5;

    private final ScratchServer server;
    private final ScratchOptions options;
    private final Ddl ddl;
    private final LiveSchema live;

    /// @param server where replicas are made
    /// @param options the owner and the roles of the live database
    /// @param ddl the statements of the database product
    KeptUndo(ScratchServer server, ScratchOptions options, Ddl ddl, LiveSchema live) {
        this.server = server;
        this.options = options;
        this.ddl = ddl;
        this.live = live;
    }

    /// Tries the inverses on a reproduction of the live schema. Each has to change there exactly
    /// what it changed when it was proved.
    ///
    /// @param inverses newest migration first
    Undo tryOut(List<KeptInverse> inverses) {
        try {
            String different = inverses.size() > 1 ? oneByOne(inverses) : null;
            return different == null ? together(inverses) : changed(different);
        } catch (InverseFailure failure) {
            return new Undo.NotProved(
                    List.of(
                            "the kept inverse does not run on today's schema: "
                                    + failure.getMessage()));
        }
    }

    /// @return what does not fit, or null
    private @Nullable String oneByOne(List<KeptInverse> inverses) {
        try (Replica replica = new Replica(server, options)) {
            if (!imitated(replica)) {
                return null;
            }
            for (KeptInverse inverse : inverses) {
                Snapshot with = replica.catalog();
                String different = misfit(inverse, replica.apply(inverse.statements()), with);
                if (different != null) {
                    return different;
                }
            }
            return null;
        }
    }

    private Undo together(List<KeptInverse> inverses) {
        List<Statement> statements =
                inverses.stream().flatMap(one -> one.statements().stream()).toList();
        try (Replica replica = new Replica(server, options)) {
            if (!imitated(replica)) {
                return new Undo.NotProved(
                        List.of("the live schema could not be reproduced on a scratch database"));
            }
            Snapshot start = replica.catalog();
            Observation way = replica.rehearse(statements);
            Snapshot end = replica.catalog();
            String different =
                    inverses.size() == 1 ? misfit(inverses.getFirst(), end, start) : null;
            return different == null
                    ? found(inverses, statements, Rehearsal.whole(start, end, way, statements))
                    : changed(different);
        }
    }

    private boolean imitated(Replica replica) {
        Snapshot empty = replica.catalog();
        return new InverseBuilder(ddl, replica)
                        .imitate(Surroundings.aligned(live.snapshot(), empty), empty)
                instanceof Inverse.Reversible;
    }

    private static Undo found(
            List<KeptInverse> inverses, List<Statement> statements, Rehearsal rehearsal) {
        return new Undo.Found(
                statements,
                SchemaDiff.byIdentity(rehearsal.end(), rehearsal.start()),
                List.of(),
                inverses,
                rehearsal,
                List.of(),
                List.of(
                        "the inverse is the one that the database keeps; it was proved when"
                                + " the migration was at hand, and tried on today's schema"),
                List.of());
    }

    /// @param without the schema that the inverse leads to
    /// @param with the schema that it starts from
    private static @Nullable String misfit(KeptInverse inverse, Snapshot without, Snapshot with) {
        if (Footprint.of(without, with).equals(inverse.kept().footprint())) {
            return null;
        }
        String touched =
                SchemaDiff.byName(without, with).stream()
                        .limit(MOST_NAMES)
                        .map(Change::address)
                        .map(address -> address.title())
                        .collect(Collectors.joining(", "));
        return "what %s made is not as it was when its inverse was stored (it touches %s)"
                .formatted(inverse.migration(), touched.isEmpty() ? "nothing now" : touched);
    }

    private static Undo changed(String different) {
        return new Undo.Drifted(List.of(different));
    }
}
