package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.EnumLabel;
import dev.backout.schema.EnumType;
import dev.backout.schema.Identifiers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Statements for enum types.
final class EnumTypeDdl implements KindDdl<EnumType> {
    private final DdlOptions options;

    EnumTypeDdl(DdlOptions options) {
        this.options = options;
    }

    @Override
    public List<Statement> create(EnumType type, List<DbObject> parts) {
        String labels =
                texts(type).stream().map(Identifiers::literal).collect(Collectors.joining(", "));
        return List.of(Statement.of("CREATE %s AS ENUM (%s)", Designation.of(type), labels));
    }

    @Override
    public Statement drop(EnumType type) {
        return Statement.of("DROP " + Designation.of(type));
    }

    /// Labels can only be added; one that has to go, or to stand elsewhere, takes a new type.
    @Override
    public Alteration alter(EnumType from, EnumType to) {
        List<String> later = texts(to);
        List<String> kept = later.stream().filter(texts(from)::contains).toList();
        if (!kept.equals(texts(from))) {
            return new Alteration.Rebuild();
        }
        if (kept.size() < later.size() && !options.enumLabelsInPlace()) {
            return new Alteration.Rebuild();
        }
        return Alteration.InPlace.of(additions(to, kept));
    }

    /// Front to back, so that the label before a new one is always there already.
    private static List<Statement> additions(EnumType to, List<String> kept) {
        List<String> labels = texts(to);
        List<Statement> statements = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            if (!kept.contains(labels.get(i))) {
                statements.add(
                        Statement.of(
                                "ALTER %s ADD VALUE %s%s",
                                Designation.of(to),
                                Identifiers.literal(labels.get(i)),
                                position(labels, i, kept)));
            }
        }
        return statements;
    }

    private static String position(List<String> labels, int index, List<String> kept) {
        boolean last = kept.stream().allMatch(k -> labels.indexOf(k) < index);
        if (last) {
            return "";
        }
        return index == 0
                ? " BEFORE " + Identifiers.literal(kept.getFirst())
                : " AFTER " + Identifiers.literal(labels.get(index - 1));
    }

    @Override
    public List<Statement> rename(EnumType type, Address from, Address to) {
        return NewAddress.of("TYPE", from, to);
    }

    @Override
    public List<Statement> renameParts(EnumType from, EnumType to) {
        Map<Long, String> wanted =
                to.labels().stream().collect(Collectors.toMap(EnumLabel::oid, EnumLabel::text));
        Map<String, String> renames = new LinkedHashMap<>();
        for (EnumLabel label : from.labels()) {
            String text = wanted.get(label.oid());
            if (text != null && !text.equals(label.text())) {
                renames.put(label.text(), text);
            }
        }
        return PartNames.steps(renames, texts(from)).stream()
                .map(step ->
                        Statement.of(
                                "ALTER %s RENAME VALUE %s TO %s",
                                Designation.of(from),
                                Identifiers.literal(step.from()),
                                Identifiers.literal(step.to())))
                .toList();
    }

    private static List<String> texts(EnumType type) {
        return type.labels().stream().map(EnumLabel::text).toList();
    }
}
