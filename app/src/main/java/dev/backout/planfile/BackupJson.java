package dev.backout.planfile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.backout.plan.FromBackup;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.Kept;
import dev.backout.vault.TableRef;
import dev.backout.vault.taken.Taken;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/// What a plan takes out of a backup, to JSON and back: in the plan file, and in the step of a run.
public final class BackupJson {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final PlanReader reader;

    private BackupJson(PlanReader reader) {
        this.reader = reader;
    }

    /// As one text, for the step of a run.
    public static String text(FromBackup backup) {
        return write(backup).toString();
    }

    /// From that text.
    ///
    /// @throws dev.backout.error.BackoutException `plan-invalid`
    public static FromBackup parse(String text) {
        try {
            return read(new PlanReader("the step of the run"), MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw PlanFiles.invalid("the step of the run cannot be read");
        }
    }

    static ObjectNode write(FromBackup backup) {
        ObjectNode node = MAPPER.createObjectNode();
        FromBackup.Source source = backup.source();
        node.put("place", source.place());
        node.put("kind", source.kind().name().toLowerCase(Locale.ROOT));
        node.put("identity", source.identity());
        if (source.taken() != null) {
            node.put("taken", source.taken().toString());
        }
        node.put("bytes", source.bytes());
        node.put("migration", backup.migration());
        node.put("script", backup.script());
        node.set("tables", PlanWriter.array(backup.tables(), PlanWriter::object));
        node.set("writes", PlanWriter.array(backup.writes(), PlanWriter::object));
        node.set("captures", PlanWriter.array(backup.captures(), BackupJson::capture));
        node.set("unknown", PlanWriter.array(backup.unknown(), PlanWriter::casualty));
        node.set("lacking", PlanWriter.texts(backup.lacking()));
        return node;
    }

    private static ObjectNode capture(Taken taken) {
        Kept kept = taken.kept();
        ObjectNode node = PlanWriter.object(kept.table().address());
        node.put("id", taken.id());
        node.put("oid", kept.table().oid());
        node.put("place", kept.place());
        node.put("rows", kept.rows());
        node.put("returns", taken.returns());
        node.set("columns", PlanWriter.array(taken.columns(), BackupJson::column));
        node.set("primary", PlanWriter.texts(taken.primary()));
        switch (kept) {
            case Kept.MovedTable moved -> kind(node, "table", moved.columns(), List.of(), null);
            case Kept.CopiedTable copied -> kind(node, "table", copied.columns(), List.of(), null);
            case Kept.DroppedColumn one ->
                    kind(node, "dropped", List.of(), one.key(), one.column());
            case Kept.RetypedColumn one ->
                    kind(node, "retyped", List.of(), one.key(), one.column());
            case Kept.HiddenColumn one ->
                    throw new IllegalStateException("nothing hides in a copy: " + one.place());
            case Kept.WrittenRows one -> kind(node, "written", one.columns(), one.key(), null);
            case Kept.SequencePosition _ -> kind(node, "sequence", List.of(), List.of(), null);
        }
        return node;
    }

    private static void kind(
            ObjectNode node,
            String kind,
            List<String> names,
            List<String> key,
            @Nullable ColumnRef column) {
        node.put("kept", kind);
        node.set("names", PlanWriter.texts(names));
        node.set("key", PlanWriter.texts(key));
        if (column != null) {
            node.set("column", column(column));
        }
    }

    private static ObjectNode column(ColumnRef column) {
        return MAPPER.createObjectNode()
                .put("number", column.number())
                .put("name", column.name())
                .put("type", column.type());
    }

    static FromBackup read(PlanReader reader, JsonNode node) {
        return new BackupJson(reader).backup(node);
    }

    private FromBackup backup(JsonNode node) {
        return new FromBackup(
                new FromBackup.Source(
                        reader.text(node, "place"),
                        kind(node),
                        reader.text(node, "identity"),
                        node.has("taken") ? reader.instant(node, "taken") : null,
                        reader.number(node, "bytes")),
                reader.text(node, "migration"),
                reader.text(node, "script"),
                reader.list(node, "tables", reader::object),
                reader.list(node, "writes", reader::object),
                reader.list(node, "captures", this::taken),
                reader.list(node, "unknown", reader::casualty),
                reader.texts(node, "lacking"));
    }

    private FromBackup.Kind kind(JsonNode node) {
        String word = reader.text(node, "kind");
        for (FromBackup.Kind kind : FromBackup.Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        throw reader.odd("kind", "is unknown: " + word);
    }

    private Taken taken(JsonNode node) {
        return new Taken(
                reader.number(node, "id"),
                kept(node),
                reader.list(node, "columns", this::column),
                reader.texts(node, "primary"),
                reader.flag(node, "returns"));
    }

    private Kept kept(JsonNode node) {
        Address address = reader.object(node);
        String kind = reader.text(node, "kept");
        if (address.kind() != (kind.equals("sequence") ? ObjectKind.SEQUENCE : ObjectKind.TABLE)) {
            throw reader.odd("object", "cannot be kept as " + kind);
        }
        TableRef table = new TableRef(reader.number(node, "oid"), address);
        String place = reader.text(node, "place");
        long rows = reader.number(node, "rows");
        List<String> names = reader.texts(node, "names");
        List<String> key = reader.texts(node, "key");
        return switch (kind) {
            case "table" -> new Kept.CopiedTable(table, names, place, rows);
            case "dropped" -> new Kept.DroppedColumn(table, columnOf(node), key, place, rows);
            case "retyped" -> new Kept.RetypedColumn(table, columnOf(node), key, place, rows);
            case "written" -> new Kept.WrittenRows(table, key, names, place, rows);
            case "sequence" -> new Kept.SequencePosition(table, place, rows);
            default -> throw reader.odd("kept", "is unknown: " + kind);
        };
    }

    private ColumnRef columnOf(JsonNode node) {
        return column(reader.field(node, "column"));
    }

    private ColumnRef column(JsonNode node) {
        return new ColumnRef(
                (int) reader.number(node, "number"),
                reader.text(node, "name"),
                reader.text(node, "type"));
    }
}
