package dev.backout.testkit.client;

import dev.backout.rows.RowGenerator;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.Routine;
import dev.backout.schema.RoutineKind;
import dev.backout.schema.Sequence;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Table;
import dev.backout.schema.Unit;
import dev.backout.schema.View;
import dev.backout.schema.ViewColumn;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.Set;

/// An application whose models are the tables of one schema.
final class OrmClient {
    private final Snapshot schema;
    private final RowGenerator generator;

    OrmClient(Snapshot schema) {
        this.schema = schema;
        this.generator = new RowGenerator(schema);
    }

    /// What it does with these objects, each in a transaction of its own.
    List<Scene> scenes(Set<Address> objects) {
        List<Scene> scenes = new ArrayList<>();
        for (Unit unit : schema.units().values()) {
            DbObject object = unit.entries().getFirst().object();
            if (objects.contains(object.address())) {
                List<ClientCall> calls =
                        switch (object) {
                            case Table _ -> table(unit);
                            case View view -> view(view.address(), view.columns());
                            case MaterializedView view -> view(view.address(), view.columns());
                            case Routine routine -> routine(routine);
                            case Sequence sequence ->
                                    List.of(
                                            ClientCall.write(
                                                    "counts with " + sequence.address().text(),
                                                    "SELECT nextval(%s)"
                                                            .formatted(
                                                                    Identifiers.literal(
                                                                            sequence.address()
                                                                                    .text())),
                                                    List.of()));
                            default -> List.of();
                        };
                if (!calls.isEmpty()) {
                    scenes.add(new Scene(object.address(), calls));
                }
            }
        }
        return scenes;
    }

    /// A table after those that its rows cannot do without.
    private List<ClientCall> table(Unit unit) {
        Address address = unit.entries().getFirst().address();
        SequencedMap<Address, List<SequencedMap<String, String>>> rows =
                generator.values(List.of(address));
        List<ClientCall> calls = new ArrayList<>();
        rows.forEach((table, values) -> {
            if (!table.equals(address)) {
                TableScene parent = new TableScene(schema, unit(table), values);
                for (int row = 0; row < parent.size(); row++) {
                    calls.add(parent.seed(row));
                }
            }
        });
        calls.addAll(new TableScene(schema, unit, rows.getOrDefault(address, List.of())).calls());
        return calls;
    }

    private Unit unit(Address table) {
        return Objects.requireNonNull(
                schema.units().get(Objects.requireNonNull(schema.find(table)).id()));
    }

    private static List<ClientCall> view(Address address, List<ViewColumn> columns) {
        String sql =
                "SELECT %s FROM %s"
                        .formatted(
                                Identifiers.list(columns.stream().map(ViewColumn::name).toList()),
                                Identifiers.dotted(address.path()));
        return List.of(
                ClientCall.read(
                        "reads " + address.text(),
                        sql,
                        columns.stream().map(c -> Expected.anything(c.name())).toList()));
    }

    private static List<ClientCall> routine(Routine routine) {
        String result = routine.result();
        boolean callable =
                routine.routineKind() == RoutineKind.FUNCTION
                        && routine.arguments().isEmpty()
                        && result != null
                        && !result.endsWith("trigger")
                        && !result.equals("internal");
        return callable
                ? List.of(
                        ClientCall.write(
                                "calls " + routine.address().text(),
                                "SELECT * FROM %s()"
                                        .formatted(
                                                Identifiers.dotted(
                                                        routine.address().path().subList(0, 2))),
                                List.of()))
                : List.of();
    }
}
