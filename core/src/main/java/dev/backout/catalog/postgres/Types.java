package dev.backout.catalog.postgres;

import dev.backout.schema.Address;
import dev.backout.schema.Catalogs;
import dev.backout.schema.CompositeField;
import dev.backout.schema.CompositeType;
import dev.backout.schema.DomainConstraint;
import dev.backout.schema.DomainType;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.RangeType;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads enum, domain, composite and range types. Array, multirange and row types come with what
/// they belong to and are no objects.
final class Types {
    static final KindReader ENUMS = KindReader.ofRoots("enum_type", Catalogs.TYPE, Types::enumType);
    static final KindReader DOMAINS =
            KindReader.ofRoots("domain_type", Catalogs.TYPE, Types::domain);
    static final KindReader DOMAIN_CONSTRAINTS =
            KindReader.ofParts(
                    "domain_constraint",
                    Catalogs.TYPE,
                    Catalogs.CONSTRAINT,
                    Types::domainConstraint);
    static final KindReader COMPOSITES =
            KindReader.ofRoots("composite_type", Catalogs.TYPE, Types::composite);
    static final KindReader RANGES = KindReader.ofRoots("range_type", Catalogs.TYPE, Types::range);

    private Types() {}

    private static Address address(ObjectKind kind, Row row) throws SQLException {
        return Address.of(kind, row.text("schema"), row.text("name"));
    }

    private static EnumType enumType(Row row) throws SQLException {
        List<String> oids = row.texts("label_oids");
        List<String> texts = row.texts("labels");
        List<EnumLabel> labels = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            labels.add(new EnumLabel(Long.parseLong(oids.get(i)), texts.get(i)));
        }
        return new EnumType(address(ObjectKind.ENUM_TYPE, row), labels, row.standing());
    }

    private static DomainType domain(Row row) throws SQLException {
        return new DomainType(
                address(ObjectKind.DOMAIN_TYPE, row),
                row.text("base_type"),
                row.textOrNull("collation"),
                row.textOrNull("default_expression"),
                row.flag("not_null"),
                row.standing());
    }

    private static DomainConstraint domainConstraint(Row row) throws SQLException {
        return new DomainConstraint(
                Address.of(
                        ObjectKind.DOMAIN_CONSTRAINT,
                        row.text("schema"),
                        row.text("domain"),
                        row.text("name")),
                row.text("definition"),
                row.flag("validated"),
                row.comment());
    }

    private static CompositeType composite(Row row) throws SQLException {
        List<String> numbers = row.texts("numbers");
        List<String> names = row.texts("field_names");
        List<String> types = row.texts("types");
        List<@Nullable String> collations = row.nullableTexts("collations");
        List<@Nullable String> comments = row.nullableTexts("comments");
        List<CompositeField> fields = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            fields.add(
                    new CompositeField(
                            Integer.parseInt(numbers.get(i)),
                            names.get(i),
                            types.get(i),
                            collations.get(i),
                            comments.get(i)));
        }
        return new CompositeType(address(ObjectKind.COMPOSITE_TYPE, row), fields, row.standing());
    }

    private static RangeType range(Row row) throws SQLException {
        return new RangeType(
                address(ObjectKind.RANGE_TYPE, row),
                row.text("subtype"),
                row.textOrNull("operator_class"),
                row.textOrNull("collation"),
                row.textOrNull("canonical"),
                row.textOrNull("difference"),
                row.text("multirange"),
                row.standing());
    }
}
