package dev.backout.ddl.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.diff.Change;
import dev.backout.diff.SchemaDiff;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Leads each kind of object there and back on real servers: from nothing to the object, from each
/// changed form to the object, and the other way round. The file of a kind is in `kinds/`.
class KindsTest {
    private static final List<String> KINDS =
            List.of(
                    "cast",
                    "collation",
                    "composite_type",
                    "default_privileges",
                    "domain_type",
                    "enum_rebuild",
                    "enum_type",
                    "event_trigger",
                    "extension",
                    "foreign_access",
                    "operator",
                    "operator_class",
                    "publication",
                    "range_type",
                    "routine",
                    "schema",
                    "text_search");

    private final ChangedFields changedFields = new ChangedFields();
    private final Ddl ddl = new PostgresDdl(DdlOptions.PLAIN);

    @TestFactory
    Stream<DynamicTest> onNewestServer() {
        return Stream.concat(
                on(18), Stream.of(dynamicTest("every field", changedFields::assertComplete)));
    }

    @TestFactory
    Stream<DynamicTest> onOldestServer() {
        return on(14);
    }

    private Stream<DynamicTest> on(int major) {
        ScratchServer server =
                new ScratchServers(ScratchPlaces.standard())
                        .start(new ScratchRequest.Embedded(major));
        return KINDS.stream()
                .map(kind -> dynamicTest(kind, () -> play(server, kind, major)))
                .onClose(server::close);
    }

    private void play(ScratchServer server, String kind, int major) throws SQLException {
        KindCase kindCase = KindCase.load(kind, major);
        try (KindBench bench = new KindBench(server)) {
            Snapshot nothing = bench.run(kindCase.setup());
            Snapshot object = bench.run(kindCase.object());
            lead(bench, object, nothing, kind + ": dropped");
            lead(bench, bench.catalog(), object, kind + ": created");
            for (KindCase.Variant variant : kindCase.variants()) {
                vary(bench, variant, kind + ", " + variant.title());
            }
        }
    }

    private void vary(KindBench bench, KindCase.Variant variant, String title) {
        Snapshot object = bench.catalog();
        Snapshot varied = bench.run(variant.sql());
        List<Change> changes = SchemaDiff.byIdentity(object, varied);
        assertThat(changes).as(title + ": is a change").isNotEmpty();
        changedFields.add(changes);
        String back = lead(bench, varied, object, title + ": back");
        if (!variant.back().isBlank()) {
            assertThat(back).as(title).isEqualTo(variant.back());
        }
        if (!variant.once()) {
            lead(bench, bench.catalog(), varied, title + ": forward");
            lead(bench, bench.catalog(), object, title + ": back again");
        }
    }

    /// @return the statements, one or several lines each
    private String lead(KindBench bench, Snapshot from, Snapshot to, String title) {
        List<Statement> applied = new ArrayList<>();
        InverseBuilder builder =
                new InverseBuilder(
                        ddl,
                        statements -> {
                            applied.addAll(statements);
                            return bench.apply(statements);
                        });
        Inverse inverse = builder.build(to, from);
        String text = applied.stream().map(s -> s.text() + "\n").collect(Collectors.joining());
        assertThat(inverse).as(title + "\n" + text).isInstanceOf(Inverse.Reversible.class);
        assertThat(SchemaDiff.byName(bench.catalog(), to)).as(title + "\n" + text).isEmpty();
        return text;
    }
}
