package dev.backout.vault.merge;

import dev.backout.ddl.Statement;
import dev.backout.records.RecordSchema;
import dev.backout.schema.Column;
import dev.backout.schema.Identifiers;
import dev.backout.sql.Resource;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.Vault;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The statements by which the values of one column return in batches: a trigger notes the keys of
/// rows into which others write the column meanwhile, and those stay as they are.
///
/// @param pairing the rows of the vault with those that are live
/// @param column as it was
record FillSql(Vault vault, Pairing pairing, Column column) {
    private static final String FUNCTION = Resource.text(FillSql.class, "fill-write.sql");

    /// What stands there as long as values return, made before others can write the column.
    List<Statement> begin() {
        String types =
                IntStream.range(0, key().size())
                        .mapToObj(i -> "k%d %s".formatted(i + 1, key().get(i).type()))
                        .collect(Collectors.joining(", "));
        return List.of(
                new Statement(
                        "CREATE TABLE %s AS SELECT '{}'::text[] AS position, 0::bigint AS rows"
                                .formatted(progress())),
                new Statement("CREATE TABLE %s (%s, inserted boolean)".formatted(log(), types)),
                new Statement("CREATE INDEX ON %s (%s)".formatted(log(), logged())),
                new Statement("CREATE SEQUENCE " + missed()),
                new Statement(
                        """
                        CREATE FUNCTION %s() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
                        SET search_path = pg_catalog, pg_temp AS %s\
                        """
                                .formatted(progress(), Identifiers.literal(body()))),
                new Statement("REVOKE ALL ON FUNCTION %s() FROM PUBLIC".formatted(progress())),
                trigger("written", "UPDATE OF " + name()),
                trigger("inserted", "INSERT"),
                always("written"),
                always("inserted"));
    }

    /// What is run later.
    Fill fill(ValuesBack values) {
        Kept kept = holding().kept();
        return new Fill(
                column.address(),
                holding().capture().id(),
                kept.rows(),
                vault.sql(kept.place()),
                progress(),
                missed(),
                key(),
                texts(values.filled(column, batch(), noted())),
                texts(end(values)));
    }

    private static List<String> texts(List<Statement> statements) {
        return statements.stream().map(Statement::sql).toList();
    }

    /// Keys that were inserted meanwhile may lie where the batches have passed by.
    private List<Statement> end(ValuesBack values) {
        List<Statement> end = new ArrayList<>();
        end.add(Statement.of("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE", table()));
        end.add(values.inserted(column, inserted()));
        end.add(drop("written"));
        end.add(drop("inserted"));
        end.add(new Statement("DROP FUNCTION %s()".formatted(progress())));
        end.add(new Statement("DROP SEQUENCE " + missed()));
        end.add(new Statement("DROP TABLE " + log()));
        end.add(new Statement("DROP TABLE " + progress()));
        return end;
    }

    /// The rows of the vault between two keys.
    private String batch() {
        return "(SELECT * FROM %s b WHERE %s AND %s)"
                .formatted(
                        vault.sql(holding().kept().place()),
                        compared(">=", Fill.FROM),
                        compared("<=", Fill.UPTO));
    }

    private String compared(String operator, String setting) {
        String names =
                key().stream().map(one -> "b." + one.name()).collect(Collectors.joining(", "));
        String bounds =
                IntStream.range(0, key().size())
                        .mapToObj(i ->
                                "current_setting('%s%d', true)::%s"
                                        .formatted(setting, i + 1, key().get(i).type()))
                        .collect(Collectors.joining(", "));
        return "(%s) %s (%s)".formatted(names, operator, bounds);
    }

    /// The rows of the vault whose keys were inserted since.
    private String inserted() {
        return "(SELECT * FROM %s b WHERE EXISTS (SELECT FROM %s w WHERE %s AND w.inserted))"
                .formatted(
                        vault.sql(holding().kept().place()),
                        log(),
                        pairs("b", key().stream().map(Fill.Key::name).toList()));
    }

    /// Whether somebody wrote the column of a live row since it is there.
    private String noted() {
        List<String> live = pairing.key().stream().map(Identifiers::quote).toList();
        return "EXISTS (SELECT FROM %s w WHERE %s)".formatted(log(), pairs("t", live));
    }

    private static String pairs(String alias, List<String> names) {
        return IntStream.range(0, names.size())
                .mapToObj(i -> "w.k%d = %s.%s".formatted(i + 1, alias, names.get(i)))
                .collect(Collectors.joining(" AND "));
    }

    /// Whoever fills says so, and is not noted.
    private Statement trigger(String what, String event) {
        return new Statement(
                """
                CREATE TRIGGER %s AFTER %s ON %s FOR EACH ROW
                WHEN (current_setting('%s', true) IS DISTINCT FROM 'on') EXECUTE FUNCTION %s()\
                """
                        .formatted(triggerName(what), event, table(), Fill.FILLING, progress()));
    }

    /// What a replication brings is written, too.
    private Statement always(String what) {
        return Statement.of("ALTER TABLE %s ENABLE ALWAYS TRIGGER %s", table(), triggerName(what));
    }

    private Statement drop(String what) {
        return Statement.of("DROP TRIGGER %s ON %s", triggerName(what), table());
    }

    private String triggerName(String what) {
        return "%s_%d_%s".formatted(RecordSchema.FILL, holding().capture().id(), what);
    }

    private String body() {
        return FUNCTION.lines()
                .filter(line -> !line.startsWith("--"))
                .collect(Collectors.joining("\n"))
                .formatted(
                        log(),
                        logged(),
                        pairing.key().stream()
                                .map(name -> "new." + Identifiers.quote(name))
                                .collect(Collectors.joining(", ")),
                        vault.sql(holding().kept().place()),
                        IntStream.range(0, key().size())
                                .mapToObj(i ->
                                        "k.%s = new.%s"
                                                .formatted(
                                                        key().get(i).name(),
                                                        Identifiers.quote(pairing.key().get(i))))
                                .collect(Collectors.joining(" and ")),
                        Identifiers.literal(missed()));
    }

    private String logged() {
        return IntStream.rangeClosed(1, key().size())
                .mapToObj(i -> "k" + i)
                .collect(Collectors.joining(", "));
    }

    /// The key as the vault has it.
    private List<Fill.Key> key() {
        Kept.DroppedColumn kept = (Kept.DroppedColumn) holding().kept();
        return kept.key().stream()
                .map(name ->
                        new Fill.Key(Identifiers.quote(name), String.valueOf(holding().type(name))))
                .toList();
    }

    private Holding holding() {
        return pairing.holding();
    }

    private String table() {
        return Identifiers.dotted(pairing.table().path());
    }

    private String name() {
        return Identifiers.quote(column.address().name());
    }

    private String progress() {
        return vault.sql(filling());
    }

    private String log() {
        return vault.sql(filling() + "_log");
    }

    private String missed() {
        return vault.sql(filling() + "_missed");
    }

    private String filling() {
        return vault.filling(holding().capture().id());
    }
}
