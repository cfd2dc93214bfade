package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.ForeignDataWrapper;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Objects;

/// Statements for foreign-data wrappers.
final class ForeignDataWrapperDdl implements KindDdl<ForeignDataWrapper> {
    @Override
    public List<Statement> create(ForeignDataWrapper wrapper, List<DbObject> parts) {
        String handler = wrapper.handler() == null ? "" : " HANDLER " + wrapper.handler();
        String validator = wrapper.validator() == null ? "" : " VALIDATOR " + wrapper.validator();
        return List.of(
                new Statement(
                        "CREATE "
                                + Designation.of(wrapper)
                                + handler
                                + validator
                                + ForeignOptions.clause(wrapper.options())));
    }

    @Override
    public Statement drop(ForeignDataWrapper wrapper) {
        return Statement.of("DROP " + Designation.of(wrapper));
    }

    @Override
    public Alteration alter(ForeignDataWrapper from, ForeignDataWrapper to) {
        String changes =
                function("HANDLER", from.handler(), to.handler())
                        + function("VALIDATOR", from.validator(), to.validator())
                        + ForeignOptions.changes(from.options(), to.options());
        return Alteration.InPlace.of(
                changes.isEmpty()
                        ? List.of()
                        : List.of(new Statement("ALTER " + Designation.of(to) + changes)));
    }

    private static String function(String word, @Nullable String from, @Nullable String to) {
        if (Objects.equals(from, to)) {
            return "";
        }
        return to == null ? " NO " + word : " " + word + " " + to;
    }

    @Override
    public List<Statement> rename(ForeignDataWrapper wrapper, Address from, Address to) {
        return NewAddress.of("FOREIGN DATA WRAPPER", from, to);
    }
}
