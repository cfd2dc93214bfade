package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Cast;
import dev.backout.schema.Catalogs;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Operator;
import dev.backout.schema.OperatorClass;
import dev.backout.schema.OperatorFamily;

import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;

/// Reads casts, operators, operator families and operator classes.
final class Operators {
    static final KindReader CASTS = KindReader.ofRoots("cast", Catalogs.CAST, Operators::cast);
    static final KindReader OPERATORS =
            KindReader.ofRoots("operator", Catalogs.OPERATOR, Operators::operator);
    static final KindReader FAMILIES =
            KindReader.ofRoots("operator_family", Catalogs.OPFAMILY, Operators::family);
    static final KindReader CLASSES =
            KindReader.ofRoots("operator_class", Catalogs.OPCLASS, Operators::operatorClass);

    private Operators() {}

    private static Cast cast(Row row) throws SQLException {
        return new Cast(
                Address.of(ObjectKind.CAST, row.text("source"), row.text("target")),
                row.text("method"),
                row.text("context"),
                row.comment());
    }

    private static Operator operator(Row row) throws SQLException {
        return new Operator(
                Address.of(
                        ObjectKind.OPERATOR,
                        row.text("schema"),
                        row.text("name"),
                        row.text("left_type"),
                        row.text("right_type")),
                row.text("function"),
                row.textOrNull("commutator"),
                row.textOrNull("negator"),
                row.textOrNull("restrict_function"),
                row.textOrNull("join_function"),
                row.flag("hashes"),
                row.flag("merges"),
                row.ownerAndComment());
    }

    private static OperatorFamily family(Row row) throws SQLException {
        return new OperatorFamily(
                address(ObjectKind.OPERATOR_FAMILY, row), members(row), row.ownerAndComment());
    }

    private static OperatorClass operatorClass(Row row) throws SQLException {
        return new OperatorClass(
                address(ObjectKind.OPERATOR_CLASS, row),
                row.text("type"),
                row.flag("default_class"),
                row.textOrNull("family"),
                row.textOrNull("storage"),
                members(row),
                row.ownerAndComment());
    }

    private static Address address(ObjectKind kind, Row row) throws SQLException {
        return Address.of(kind, row.text("schema"), row.text("name"), row.text("method"));
    }

    private static List<String> members(Row row) throws SQLException {
        return Stream.concat(row.texts("operators").stream(), row.texts("functions").stream())
                .sorted()
                .toList();
    }
}
