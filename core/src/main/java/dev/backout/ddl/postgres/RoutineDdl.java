package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.NameList;
import dev.backout.schema.Routine;

import java.util.List;
import java.util.Objects;

/// Statements for functions, procedures, aggregates and window functions.
final class RoutineDdl implements KindDdl<Routine> {
    @Override
    public List<Statement> create(Routine routine, List<DbObject> parts) {
        return List.of(new Statement(routine.definition()));
    }

    @Override
    public Statement drop(Routine routine) {
        return Statement.of("DROP " + Designation.of(routine));
    }

    @Override
    public Alteration alter(Routine from, Routine to) {
        if (Definitions.equal(from, to)) {
            return Alteration.InPlace.of(List.of());
        }
        return replaceable(from, to)
                ? Alteration.InPlace.of(List.of(new Statement(to.definition())))
                : new Alteration.Recreate();
    }

    /// CREATE OR REPLACE keeps kind, result, and the names and modes of the arguments, and takes no
    /// default away (manual, "CREATE FUNCTION", Notes).
    private static boolean replaceable(Routine from, Routine to) {
        return from.routineKind() == to.routineKind()
                && Objects.equals(from.result(), to.result())
                && argumentsFit(NameList.split(from.arguments()), NameList.split(to.arguments()));
    }

    private static boolean argumentsFit(List<String> from, List<String> to) {
        if (from.size() != to.size()) {
            return false;
        }
        for (int i = 0; i < from.size(); i++) {
            String earlier = from.get(i);
            String later = to.get(i);
            if (!withoutDefault(earlier).equals(withoutDefault(later))
                    || (hasDefault(earlier) && !hasDefault(later))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasDefault(String argument) {
        return argument.contains(" DEFAULT ");
    }

    private static String withoutDefault(String argument) {
        int position = argument.indexOf(" DEFAULT ");
        return position < 0 ? argument : argument.substring(0, position);
    }

    @Override
    public List<Statement> rename(Routine routine, Address from, Address to) {
        return NewAddress.of(routine.routineKind().sql(), from, to);
    }
}
