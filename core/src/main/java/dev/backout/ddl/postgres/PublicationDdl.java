package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Publication;
import dev.backout.schema.PublishedTable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Statements for publications.
final class PublicationDdl implements KindDdl<Publication> {
    /// What a publication has when nothing is said.
    private static final List<String> USUAL =
            List.of(
                    "publish=insert, update, delete, truncate",
                    "publish_via_partition_root=false",
                    "publish_generated_columns=none");

    @Override
    public List<Statement> create(Publication publication, List<DbObject> parts) {
        String what = publication.allTables() ? " FOR ALL TABLES" : "";
        if (hasMembers(publication)) {
            what = " FOR " + members(publication);
        }
        String settings = settings(publication.options(), USUAL);
        return List.of(
                Statement.of(
                        "CREATE %s%s%s",
                        Designation.of(publication),
                        what,
                        settings.isEmpty() ? "" : " WITH (" + settings + ")"));
    }

    @Override
    public Statement drop(Publication publication) {
        return Statement.of("DROP " + Designation.of(publication));
    }

    @Override
    public Alteration alter(Publication from, Publication to) {
        if (from.allTables() != to.allTables()) {
            return new Alteration.Recreate();
        }
        List<Statement> statements = new ArrayList<>();
        if (!from.options().equals(to.options())) {
            statements.add(
                    Statement.of(
                            "ALTER %s SET (%s)",
                            Designation.of(to), settings(to.options(), from.options())));
        }
        if (!from.tables().equals(to.tables()) || !from.schemas().equals(to.schemas())) {
            statements.addAll(hasMembers(to) ? List.of(setMembers(to)) : withoutMembers(from));
        }
        return Alteration.InPlace.of(statements);
    }

    /// SET names all members: those that are not named leave.
    private static Statement setMembers(Publication to) {
        return Statement.of("ALTER %s SET %s", Designation.of(to), members(to));
    }

    private static List<Statement> withoutMembers(Publication from) {
        List<String> lists = new ArrayList<>();
        if (!from.tables().isEmpty()) {
            lists.add(
                    from.tables().stream()
                            .map(table -> Designation.name(table.table()))
                            .collect(Collectors.joining(", ", "TABLE ", "")));
        }
        if (!from.schemas().isEmpty()) {
            lists.add("TABLES IN SCHEMA " + Identifiers.list(from.schemas()));
        }
        return lists.stream()
                .map(list -> Statement.of("ALTER %s DROP %s", Designation.of(from), list))
                .toList();
    }

    private static boolean hasMembers(Publication publication) {
        return !publication.tables().isEmpty() || !publication.schemas().isEmpty();
    }

    private static String members(Publication publication) {
        Stream<String> tables =
                publication.tables().isEmpty()
                        ? Stream.of()
                        : Stream.of(
                                publication.tables().stream()
                                        .map(PublicationDdl::table)
                                        .collect(Collectors.joining(", ", "TABLE ", "")));
        Stream<String> schemas =
                publication.schemas().isEmpty()
                        ? Stream.of()
                        : Stream.of("TABLES IN SCHEMA " + Identifiers.list(publication.schemas()));
        return Stream.concat(tables, schemas).collect(Collectors.joining(", "));
    }

    /// ONLY, as children that are members too are listed themselves.
    private static String table(PublishedTable table) {
        return "ONLY "
                + Designation.name(table.table())
                + (table.columns().isEmpty() ? "" : " (" + Identifiers.list(table.columns()) + ")")
                + (table.filter() == null ? "" : " WHERE (" + table.filter() + ")");
    }

    /// The options that are not known anyway.
    private static String settings(List<String> options, List<String> known) {
        return options.stream()
                .filter(option -> !known.contains(option))
                .map(option -> {
                    int equals = option.indexOf('=');
                    return option.substring(0, equals)
                            + " = "
                            + Identifiers.literal(option.substring(equals + 1));
                })
                .collect(Collectors.joining(", "));
    }

    @Override
    public List<Statement> rename(Publication publication, Address from, Address to) {
        return NewAddress.of("PUBLICATION", from, to);
    }
}
