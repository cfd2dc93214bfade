package dev.backout.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.migration.HistoryAction.DeleteRows;
import dev.backout.migration.HistoryAction.MarkApplied;
import dev.backout.migration.HistoryAction.MarkRolledBack;
import dev.backout.plan.Casualty;
import dev.backout.plan.DatabaseIdentity;
import dev.backout.plan.Expectation;
import dev.backout.plan.FailureReport;
import dev.backout.plan.Forward;
import dev.backout.plan.FromBackup;
import dev.backout.plan.LoneStatement;
import dev.backout.plan.Obstacle;
import dev.backout.plan.OffendingRows;
import dev.backout.plan.Offer;
import dev.backout.plan.OnlineWork;
import dev.backout.plan.Order;
import dev.backout.plan.Plan;
import dev.backout.plan.PlanFile;
import dev.backout.plan.PlannedLock;
import dev.backout.plan.Progress;
import dev.backout.plan.Rehearsed;
import dev.backout.plan.Strategy;
import dev.backout.plan.UndoneMigration;
import dev.backout.plan.VaultWork;
import dev.backout.plan.Way;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.vault.ColumnRef;
import dev.backout.vault.KeepRules;
import dev.backout.vault.Kept;
import dev.backout.vault.TableRef;
import dev.backout.vault.merge.Fill;
import dev.backout.vault.taken.Taken;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

class PlanFilesTest {
    private static final Address EMAIL =
            Address.of(ObjectKind.COLUMN, "public", "users", "e\"mail \u00e4");
    private static final Address USERS = Address.of(ObjectKind.TABLE, "public", "users");
    private static final VaultWork VAULT =
            new VaultWork(
                    List.of(new Casualty(USERS, "rows", 3, true, false)),
                    List.of(new Casualty(EMAIL, "values", 2, false, false)),
                    List.of(7L),
                    List.of(new Casualty(EMAIL, "written anew since", 1, true, false)),
                    true,
                    new KeepRules(
                            Set.of("public.users.card"),
                            Set.of("public.users"),
                            Set.of("public.users")),
                    List.of(new Casualty(EMAIL, "values are mapped, A -> B", 2, true, false)),
                    List.of(new Casualty(USERS, "rows", 1, true, false)),
                    backup(),
                    List.of(new VaultWork.Moved(7, List.of("CREATE TABLE x ()"))));

    @TempDir private Path folder;
    private Path file;

    private static FromBackup backup() {
        TableRef users = new TableRef(16_400, USERS);
        ColumnRef email = new ColumnRef(2, "e\"mail", "character varying(40)");
        List<ColumnRef> columns =
                List.of(
                        new ColumnRef(1, "id", "integer"),
                        new ColumnRef(2, "backout_value", "text"));
        return new FromBackup(
                new FromBackup.Source(
                        "/backups/shop.dump",
                        FromBackup.Kind.DUMP,
                        "sha256:12",
                        Instant.parse("2026-11-21T02:00:00Z"),
                        4711),
                "2_bad",
                "ALTER TABLE users DROP email;",
                List.of(USERS),
                List.of(),
                List.of(
                        new Taken(
                                28,
                                new Kept.DroppedColumn(users, email, List.of("id"), "kept_28", 9),
                                columns,
                                List.of("id"),
                                true),
                        new Taken(
                                29,
                                new Kept.RetypedColumn(users, email, List.of("id"), "kept_29", 0),
                                columns,
                                List.of("id"),
                                true),
                        new Taken(
                                30,
                                new Kept.CopiedTable(users, List.of("id"), "kept_30", 3),
                                columns,
                                List.of(),
                                true),
                        new Taken(
                                31,
                                new Kept.WrittenRows(
                                        users, List.of("id"), List.of("id"), "kept_31", 3),
                                columns,
                                List.of(),
                                false)),
                List.of(new Casualty(USERS, "rows are in the backup", 3, true, true)),
                List.of("the backup is 3 h older than the migration"));
    }

    private static final OnlineWork ONLINE =
            new OnlineWork(
                    Duration.ofSeconds(5),
                    List.of("public.users.handle"),
                    List.of(
                            new Fill(
                                    EMAIL,
                                    17,
                                    3,
                                    "backout.kept_17_users",
                                    "backout.filling_17",
                                    "backout.filling_17_missed",
                                    List.of(new Fill.Key("id", "bigint")),
                                    List.of("UPDATE users t"),
                                    List.of("DROP TABLE backout.filling_17"))),
                    Duration.ofSeconds(181));

    @BeforeEach
    void name() {
        file = folder.resolve(PlanFiles.USUAL);
    }

    static Plan plan(Strategy strategy) {
        return new Plan(
                new Plan.Origin(
                        "0.1.0",
                        Instant.parse("2026-11-21T12:00:00.123Z"),
                        new DatabaseIdentity("7301234567890123456", 16384, "shop"),
                        "Prisma",
                        "public._prisma_migrations"),
                List.of(
                        new UndoneMigration(
                                "2_bad",
                                List.of("id-2"),
                                List.of("aa", "bb"),
                                new DeleteRows(),
                                new Forward("ALTER TABLE x", List.of("rows"))),
                        new UndoneMigration("3", List.of(), List.of(), new MarkRolledBack()),
                        new UndoneMigration("4", List.of(), List.of(), new MarkApplied("cc"))),
                strategy,
                "it dropped a column",
                new Plan.Work(
                        List.of("ALTER TABLE public.users\n  ADD COLUMN \"e\"\"mail \u00e4\" text"),
                        List.of(),
                        VAULT,
                        ONLINE,
                        new Order(true, false, "the new release needs the column")),
                new Plan.Shapes(
                        List.of(Expectation.of(table())),
                        List.of(new Expectation(EMAIL, "f")),
                        List.of(new Expectation(EMAIL, "f"))),
                new Plan.Cost(
                        List.of(new Casualty(EMAIL, "values", 3, true, false)),
                        List.of(
                                new Obstacle(
                                        EMAIL,
                                        "rows have none",
                                        2,
                                        false,
                                        "--fill x",
                                        "SELECT 1",
                                        "they leave")),
                        List.of(
                                new PlannedLock(
                                        USERS, "AccessExclusiveLock", -1, 8192, true, false)),
                        Duration.ofMillis(1500),
                        "lost"),
                List.of("a note"));
    }

    private static dev.backout.schema.DbObject table() {
        return new dev.backout.schema.Schema(
                Address.of(ObjectKind.SCHEMA, "public"), dev.backout.schema.Standing.NONE);
    }

    @Test
    void whatIsWrittenIsRead() {
        for (Strategy strategy :
                List.of(
                        new Strategy.Inverse(),
                        new Strategy.Finish(),
                        new Strategy.Mark(),
                        new Strategy.RevertCommit(),
                        new Strategy.LeaveInPlace(List.of("DROP TABLE x")))) {
            PlanFile written = PlanFiles.write(plan(strategy), file);
            assertThat(PlanFiles.read(file)).isEqualTo(written);
            assertThat(written.plan()).isEqualTo(plan(strategy));
            assertThat(written.hash()).hasSize(64);
        }
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
    }

    @Test
    void whatIsKnownOfAFailureIsRead() {
        for (Progress progress :
                List.of(
                        new Progress.Nothing(List.of("line 1: INSERT")),
                        new Progress.Upto(1, 3, List.of(USERS), List.of("line 2")),
                        new Progress.Whole(),
                        new Progress.Unknown(2, 3, List.of("it differs")))) {
            Plan plan = failed(progress);
            PlanFiles.write(plan, file);
            assertThat(PlanFiles.read(file).plan()).isEqualTo(plan);
        }
    }

    private static Plan failed(Progress progress) {
        Plan plan = plan(new Strategy.Mark());
        return new Plan(
                plan.origin(),
                plan.migrations(),
                plan.strategy(),
                plan.reason(),
                new Plan.Work(
                        plan.statements(),
                        List.of(
                                new LoneStatement(
                                        "CREATE INDEX CONCURRENTLY i ON t (a)",
                                        LoneStatement.Goal.INDEX_VALID,
                                        USERS,
                                        "",
                                        "")),
                        plan.vault(),
                        plan.online(),
                        plan.order()),
                plan.shapes(),
                plan.cost(),
                plan.notes(),
                new FailureReport(
                        "2_bad",
                        Instant.EPOCH,
                        "23505",
                        "could not create unique index",
                        List.of("rows have the same value"),
                        List.of(new OffendingRows("index i", 3, "SELECT 1")),
                        progress,
                        List.of(
                                new Offer(Way.UNDO, true, true, "drops it"),
                                new Offer(Way.MARK, false, false, "part of it is there"))),
                List.of(
                        new Rehearsed(
                                "shop_copy on localhost",
                                "18.6",
                                Instant.EPOCH,
                                Duration.ofMillis(12),
                                List.of(new Rehearsed.Step("back out", Duration.ZERO, "1 row")),
                                List.of("WRONG"),
                                List.of("extension postgis"))));
    }

    @Test
    void aFormatterMayPassOverIt() throws IOException {
        PlanFile written = PlanFiles.write(plan(new Strategy.Inverse()), file);
        JsonNode tree = new JsonMapper().readTree(Files.readString(file));
        Files.writeString(file, tree.toString());
        assertThat(PlanFiles.read(file).hash()).isEqualTo(written.hash());
    }

    @Test
    void aChangeOfAnyValueIsNoticed() throws IOException {
        PlanFiles.write(plan(new Strategy.Inverse()), file);
        String text = Files.readString(file);
        for (String part :
                List.of(
                        "\"shop\"",
                        "ADD COLUMN",
                        "16384",
                        "7301234567890123456",
                        "2_bad",
                        "1500")) {
            assertThat(text).contains(part);
            Files.writeString(file, text.replace(part, part.replaceFirst("[a-zA-Z0-9]", "9")));
            if (!Files.readString(file).equals(text)) {
                assertInvalid("backout-plan.json was edited");
            }
        }
        Files.writeString(file, text.replaceFirst("\\{", "{\"more\": 1,"));
        assertInvalid("was edited");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.3, 0.6, 0.95})
    void aFileThatIsCutShort(double part) throws IOException {
        PlanFiles.write(plan(new Strategy.Inverse()), file);
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, (int) (text.length() * part)));
        assertInvalid("is cut short: it ends in line");
    }

    @Test
    void whatIsNoPlan() throws IOException {
        Files.writeString(file, "");
        assertInvalid("backout-plan.json is empty");
        Files.writeString(file, "DROP TABLE users;");
        assertInvalid("is no JSON in line 1");
        Files.writeString(file, "[1, 2]");
        assertInvalid("is not a plan of Backout");
        Files.writeString(file, "{\"kind\": \"something\"}");
        assertInvalid("is not a plan of Backout");
        Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        assertInvalid("is not a plan of Backout");
        Files.writeString(file, "{\"kind\": \"backout-plan\", \"kind\": \"backout-plan\"}");
        assertInvalid("is no JSON");
    }

    @Test
    void aPlanOfANewerBackout() throws IOException {
        Files.writeString(file, "{\"kind\": \"backout-plan\", \"format\": 3}");
        assertInvalid("was written by a newer Backout: it has format 3, this one reads 2");
        Files.writeString(file, "{\"kind\": \"backout-plan\", \"format\": 1}");
        assertInvalid("was written by an older Backout: it has format 1, this one reads 2");
    }

    @Test
    void aFileThatIsNotThere() {
        assertThatThrownBy(() -> PlanFiles.read(file))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_INACCESSIBLE))
                .hasMessageContaining("there is no plan file");
    }

    @Test
    void aFolderThatIsNotThereLeavesNothingBehind() throws IOException {
        Path nowhere = folder.resolve("none").resolve("plan.json");
        assertThatThrownBy(() -> PlanFiles.write(plan(new Strategy.Inverse()), nowhere))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE_INACCESSIBLE));
        Files.createDirectories(file);
        Files.writeString(file.resolve("x"), "");
        assertThatThrownBy(() -> PlanFiles.write(plan(new Strategy.Inverse()), file))
                .hasMessageContaining("cannot be written");
        try (var left = Files.list(folder)) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void theSchemaOfTheFileNamesEveryField() throws IOException {
        Path path = Path.of(System.getProperty("backout.root", ".."), "docs", "plan.schema.json");
        JsonNode schema = new JsonMapper().readTree(Files.readString(path));
        JsonNode plan = PlanFiles.json(failed(new Progress.Whole()));
        assertFields(schema, plan);
        assertFields(schema.at("/properties/database"), plan.get("database"));
        JsonNode strategy = PlanFiles.json(plan(new Strategy.LeaveInPlace(List.of())));
        assertFields(schema.at("/properties/strategy"), strategy.get("strategy"));
        JsonNode failure = plan.get("failure");
        assertFields(schema.at("/properties/failure"), failure);
        for (String list : List.of("rows", "ways")) {
            assertFields(
                    schema.at("/properties/failure/properties/" + list + "/items"),
                    failure.get(list).get(0));
        }
        for (String list : List.of("migrations", "obstacles", "locks", "afterwards")) {
            assertFields(schema.at("/properties/" + list + "/items"), plan.get(list).get(0));
        }
        assertFields(schema.at("/$defs/amount"), plan.get("losses").get(0));
        JsonNode vault = plan.get("vault");
        assertFields(schema.at("/properties/vault"), vault);
        assertFields(
                schema.at("/properties/vault/properties/moves/items"), vault.get("moves").get(0));
        assertFields(schema.at("/$defs/expectation"), plan.get("before").get(0));
    }

    private static void assertFields(JsonNode schema, JsonNode object) {
        assertThat(names(schema.get("properties"))).isEqualTo(names(object));
        assertThat(schema.get("additionalProperties").asBoolean(true)).isFalse();
    }

    private static TreeSet<String> names(JsonNode object) {
        TreeSet<String> names = new TreeSet<>();
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        return names;
    }

    private void assertInvalid(String message) {
        assertThatThrownBy(() -> PlanFiles.read(file))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PLAN_INVALID))
                .hasMessageContaining(message);
    }
}
