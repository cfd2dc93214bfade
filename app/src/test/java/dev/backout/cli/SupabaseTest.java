package dev.backout.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.error.ExitCode;
import dev.backout.testkit.pgdump.Dump;
import dev.backout.testkit.pgdump.DumpKey;
import dev.backout.testkit.pgdump.PgDumps;
import dev.backout.testkit.process.ProgramResult;
import dev.backout.testkit.supabase.SupabaseCli;
import dev.backout.testkit.supabase.SupabaseServer;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;

/// Migrations of Supabase from `check` to `redo`, with its own command line and `pg_dump` as the
/// judges.
class SupabaseTest {
    private static final String PROFILES =
            """
            create table public.profiles (
                id uuid primary key references auth.users (id) on delete cascade,
                name text not null default 'x;y' -- no ; here
            );
            alter table public.profiles enable row level security;
            create policy "own profile" on public.profiles to authenticated using (auth.uid() = id);
            create function public.handle_new_user() returns trigger language plpgsql as $$
            begin
                insert into public.profiles (id) values (new.id);
                return new;
            end $$;
            create trigger on_auth_user_created after insert on auth.users
                for each row execute function public.handle_new_user();
            alter publication supabase_realtime add table public.profiles;
            create policy "avatar read" on storage.objects for select using (bucket_id = 'a');
            """;
    private static final String BAD =
            """
            drop policy "own profile" on public.profiles;
            drop policy "avatar read" on storage.objects;
            alter publication supabase_realtime drop table public.profiles;
            revoke all on public.profiles from anon;
            drop trigger on_auth_user_created on auth.users;
            alter table public.profiles drop column name;
            create table vault_notes (id int primary key);
            """;
    private static final String FIRST = "supabase/migrations/20260101000000_profiles.sql";
    private static final String SECOND = "supabase/migrations/20260102000000_bad.sql";
    private static final String BAD_NAME = "20260102000000_bad";

    @TempDir Path folder;

    private final SupabaseServer server = SupabaseServer.shared(15);
    private Desk desk;

    @BeforeEach
    void open() throws SQLException, IOException {
        desk = Desk.supabase(server, folder);
        desk.write(FIRST, PROFILES);
    }

    @AfterEach
    void drop() throws SQLException {
        desk.drop();
    }

    @Test
    void checkAndGenerateKnowThePlatform() throws IOException {
        desk.write(SECOND, BAD);
        assertThat(desk.type("check").is(ExitCode.NO).out())
                .contains("tool: supabase (supabase/migrations)")
                .containsPattern("ok  20260101000000_profiles +proved +changing")
                .containsPattern("NO  20260102000000_bad +proved +destructive");
        desk.type("generate", BAD_NAME).is(ExitCode.DONE);
        assertThat(folder.resolve("supabase/migrations/rollback/" + BAD_NAME + ".sql"))
                .content()
                .contains("CREATE POLICY \"avatar read\" ON storage.objects")
                .contains("CREATE TRIGGER on_auth_user_created AFTER INSERT ON auth.users");
        desk.type("generate", BAD_NAME, "--as-migration").is(ExitCode.DONE);
        assertThat(desk.type("check").is(ExitCode.NO).out())
                .containsPattern("20260102000000_bad .*rollback file proved")
                .containsPattern("NO  \\d{14}_rollback_\\d{8}_bad +proved");
    }

    @Test
    void extensionsThatCannotBeHadAreStandIns() throws IOException {
        desk.write(
                "supabase/migrations/20260104000000_extensions.sql",
                """
                create extension if not exists pg_graphql;
                create extension if not exists pg_cron with schema pg_catalog;
                create extension vector with schema extensions;
                create table notes (id int primary key, embedding extensions.vector(3));
                create index near on notes using hnsw (embedding vector_cosine_ops)
                    with (m = 16, ef_construction = 64);
                select cron.schedule('nightly', '0 3 * * *', 'select 1');
                """);
        desk.write(
                "supabase/migrations/20260105000000_queue.sql",
                """
                create extension pgmq;
                select from pgmq.create('Jobs');
                alter table pgmq.q_jobs enable row level security;
                drop index near;
                set session_replication_role = replica;
                insert into notes values (1, '[1,2,3]');
                """);
        assertThat(desk.type("check", "--json").out())
                .contains("DROP EXTENSION vector", "DROP EXTENSION pg_cron", "DROP EXTENSION pgmq")
                .contains("extension pg_cron is a stand-in on the scratch server")
                .contains("vector_cosine_ops) WITH (m='16', ef_construction='64')")
                .contains("\"proved\" : 3");
    }

    @Test
    void settingsOfARoleAreToldAndStopNobody() throws IOException {
        desk.write(
                "supabase/migrations/20260104000000_aggregates.sql",
                """
                alter role authenticator set pgrst.db_aggregates_enabled = 'true';
                create table counted (id int);
                """);
        desk.write("supabase/migrations/20260105000000_more.sql", "alter table counted add n int;");
        assertThat(desk.type("check").is(ExitCode.NO).out())
                .containsPattern("20260104000000_aggregates +unproved")
                .contains("a kind that is not modelled: setting of a database or role")
                .containsPattern("20260105000000_more +proved");
    }

    @Test
    void itsOwnPushGoesOnWhereARunStopped() throws SQLException, IOException {
        SupabaseCli cli = SupabaseCli.required();
        push(cli);
        desk.execute("INSERT INTO auth.users (id) VALUES (gen_random_uuid())");
        Map<DumpKey, String> before = dump();
        desk.write(SECOND, BAD);
        assertThat(desk.type("deploy").is(ExitCode.DONE).out())
                .contains("kept 1 value of public.profiles.name");
        assertThat(push(cli).output() + push(cli).errors()).contains("up to date");
        assertThat(desk.type("status").is(ExitCode.DONE).out())
                .contains("2 applied", "as the history says");
        String pushed = rows();
        desk.type("plan").is(ExitCode.DONE);
        desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(dump()).isEqualTo(before);
        assertThat(desk.value("SELECT name FROM public.profiles")).isEqualTo("x;y");
        assertThat(rows()).isEqualTo("20260101000000/profiles/7");
        ProgramResult refused = cli.run(folder, desk.url(), "db", "push");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.output() + refused.errors())
                .contains("Backout barred migration " + BAD_NAME);
        desk.type("redo", "--yes").is(ExitCode.DONE);
        assertThat(rows()).isEqualTo(pushed);
        assertThat(push(cli).output() + push(cli).errors()).contains("up to date");
        assertThat(desk.type("verify").is(ExitCode.DONE).out()).contains("whole:     ok");
    }

    /// What the tool pushed and what we deploy leaves the same row.
    @Test
    void rowsAreThoseOfThePush() throws SQLException, IOException {
        SupabaseCli cli = SupabaseCli.required();
        String odd =
                "select E'a\\\\b', \"version\"\nfrom (values ('\t;')) as v (\"version\") ;;\n--;";
        desk.write("supabase/migrations/20260103000000_a_b.sql", odd);
        desk.type("deploy").is(ExitCode.DONE);
        String ours = desk.value("SELECT string_agg(h::text, '') FROM " + history());
        desk.execute("DELETE FROM supabase_migrations.schema_migrations");
        desk.execute(
                "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"
                        + " DROP POLICY \"avatar read\" ON storage.objects");
        push(cli);
        assertThat(desk.value("SELECT string_agg(h::text, '') FROM " + history())).isEqualTo(ours);
        assertThat(desk.type("status", "--no-drift").is(ExitCode.DONE).out())
                .contains("2 applied")
                .doesNotContain("edited");
        desk.write("supabase/migrations/20260103000000_a_b.sql", odd.replace("a", "b"));
        assertThat(desk.type("status", "--no-drift").is(ExitCode.NO).out()).contains("edited");
    }

    @Test
    void rowsWithoutFilesAndFilesWithoutRows() throws SQLException, IOException {
        desk.write(SECOND, BAD);
        desk.type("deploy").is(ExitCode.DONE);
        desk.execute(
                """
                ALTER TABLE supabase_migrations.schema_migrations ADD created_by text,
                    ADD rollback text[];
                UPDATE supabase_migrations.schema_migrations SET name = NULL, statements = NULL,
                    created_by = 'ann';
                INSERT INTO supabase_migrations.schema_migrations VALUES ('20260101120000')
                """);
        desk.write("supabase/migrations/20260101000500_late.sql", "create table late (id int);");
        Desk.Answer status = desk.type("status", "--all", "--no-drift").is(ExitCode.NO);
        assertThat(status.out())
                .contains("20260102000000_bad", "20260101000500_late")
                .containsPattern("20260101120000 +MISSING on disk");
        assertThat(desk.type("deploy").is(ExitCode.NO).err())
                .contains("Remote migration versions not found in local migrations directory");
        desk.execute(
                "DELETE FROM supabase_migrations.schema_migrations WHERE version ="
                        + " '20260101120000'");
        assertThat(desk.type("deploy").is(ExitCode.NO).err())
                .contains("to be inserted before the last migration on remote database")
                .contains("20260101000500");
        Files.delete(folder.resolve("supabase/migrations/20260101000500_late.sql"));
        desk.type("plan", "--strategy", "inverse").is(ExitCode.DONE);
        desk.type("run", "backout-plan.json", "--yes", "--backup", "none:test").is(ExitCode.DONE);
        assertThat(desk.value("SELECT string_agg(created_by, ',') FROM " + history()))
                .isEqualTo("ann");
        desk.type("redo", "--yes", "--backup", "none:test").is(ExitCode.DONE);
        assertThat(desk.value("SELECT string_agg(created_by, ',') FROM " + history()))
                .isEqualTo("ann,ann");
    }

    @Test
    void aPrismaProjectGetsThePlatformToo() throws SQLException, IOException {
        Files.delete(folder.resolve(FIRST));
        desk.project();
        desk.execute(Desk.HISTORY);
        desk.deploy("1_profiles", PROFILES);
        desk.deploy("2_bad", BAD);
        assertThat(desk.type("status").is(ExitCode.DONE).out()).contains("as the history says");
        assertThat(desk.type("plan").is(ExitCode.DONE).out())
                .contains("CREATE POLICY \"avatar read\" ON storage.objects");
        desk.type("run", "backout-plan.json", "--yes", "--backup", "none:test").is(ExitCode.DONE);
        assertThat(desk.type("status").is(ExitCode.DONE).out())
                .contains("1 barred", "as the history says");
        desk.write("backout.yaml", "platform: supabase\n");
        assertThat(desk.type("check").out()).containsPattern("1_profiles +proved");
    }

    @Test
    void namesThatNeedQuotesComeBackAndThePushAgrees() throws SQLException, IOException {
        SupabaseCli cli = SupabaseCli.required();
        desk.write(
                FIRST,
                """
                create schema "Odd ""s"".x";
                create table "Odd ""s"".x"."T.able-1" ("Id.x" int primary key, "Col ""c"" 'd" text);
                insert into "Odd ""s"".x"."T.able-1" values (1, 'a');
                create policy "Po'l ""p"".x" on "Odd ""s"".x"."T.able-1" using (true);
                alter publication supabase_realtime add table "Odd ""s"".x"."T.able-1";
                """);
        push(cli);
        Map<DumpKey, String> before = dump();
        String second = "20260102000000_Odd 'name\" .x";
        desk.write(
                "supabase/migrations/" + second + ".sql",
                """
                drop policy "Po'l ""p"".x" on "Odd ""s"".x"."T.able-1";
                alter publication supabase_realtime drop table "Odd ""s"".x"."T.able-1";
                alter table "Odd ""s"".x"."T.able-1" drop "Col ""c"" 'd";
                """);
        desk.type("deploy").is(ExitCode.DONE);
        assertThat(push(cli).output() + push(cli).errors()).contains("up to date");
        desk.type("plan", second).is(ExitCode.DONE);
        desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(dump()).isEqualTo(before);
        assertThat(
                        desk.value(
                                "select max(\"Col \"\"c\"\" 'd\") from \"Odd"
                                        + " \"\"s\"\".x\".\"T.able-1\""))
                .isEqualTo("a");
        assertThat(desk.type("status").is(ExitCode.DONE).out()).contains("1 applied", "1 barred");
        desk.type("redo", "--yes").is(ExitCode.DONE);
        assertThat(push(cli).output() + push(cli).errors()).contains("up to date");
    }

    /// The server commits such a statement at once where the file begins with it.
    @Test
    void whatRefusesATransactionIsCommittedBeforeTheRest() throws SQLException, IOException {
        SupabaseCli cli = SupabaseCli.required();
        desk.write(FIRST, "create table t (id int, n int);");
        push(cli);
        desk.execute("insert into t values (1, 1), (2, 1)");
        Map<DumpKey, String> before = dump();
        desk.write(
                SECOND,
                "create index concurrently t_n on t (n);\n\n-- and\ncreate table more ();\n"
                        + "alter table t add constraint u unique (n);\n");
        assertThat(cli.run(folder, desk.url(), "db", "push").exit()).isNotZero();
        assertThat(desk.type("status").is(ExitCode.NO).out())
                .contains("index public.t_n was not made by a migration");
        assertThat(desk.type("plan", BAD_NAME).is(ExitCode.DONE).out())
                .contains("got to:     1 of 3 statements are in place");
        desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(dump()).isEqualTo(before);
        desk.execute("delete from t where id = 2");
        desk.type("unbar", BAD_NAME, "--yes").is(ExitCode.DONE);
        assertThat(desk.type("deploy").is(ExitCode.NO).err())
                .contains("script-unfit", "supabase db push applies it as it is");
        push(cli);
        assertThat(desk.type("status").is(ExitCode.DONE).out())
                .contains("2 applied", "as the history says");
        desk.type("plan", "--strategy", "inverse").is(ExitCode.DONE);
        desk.type("run", "backout-plan.json", "--yes").is(ExitCode.DONE);
        assertThat(dump()).isEqualTo(before);
    }

    /// A pod has the plan and no project: there the row says what the file was called.
    @Test
    void aPlanOfARenamedFileIsCarriedOutWithoutTheProject() throws SQLException, IOException {
        desk.write(SECOND, "create table more ();");
        desk.type("deploy").is(ExitCode.DONE);
        Files.move(folder.resolve(SECOND), folder.resolve(SECOND.replace("_bad", "_better")));
        desk.type("plan", "--strategy", "inverse").is(ExitCode.DONE);
        Path pod = Files.createDirectories(folder.resolve("pod"));
        Files.move(folder.resolve("backout-plan.json"), pod.resolve("plan.json"));
        desk.typeIn(pod, "run", "plan.json", "--yes", "--tool", "supabase").is(ExitCode.DONE);
        assertThat(desk.typeIn(pod, "verify", "--tool", "supabase").is(ExitCode.DONE).out())
                .contains("history:   ok");
        assertThat(rows()).isEqualTo("20260101000000/profiles/7");
        assertThat(desk.type("status").is(ExitCode.DONE).out())
                .contains("1 applied, 1 barred", "20260102000000_better");
    }

    @Test
    void doctorTellsThePlatformAndItsPoolers() {
        assertThat(desk.type("doctor").out())
                .contains("Supabase: what it puts into every database")
                .doesNotContain("GRANT supabase_auth_admin", "DISABLE;  -- when");
        desk.set("DATABASE_URL", "postgresql://postgres.x:p@aws-0-eu.pooler.supabase.com:6543/d");
        assertThat(desk.type("deploy").is(ExitCode.USAGE).err())
                .contains("transaction pooler")
                .contains("set DIRECT_URL to the same URL with port 5432");
    }

    private ProgramResult push(SupabaseCli cli) {
        ProgramResult pushed = cli.run(folder, desk.url(), "db", "push");
        assertThat(pushed.exit()).as(pushed.output() + pushed.errors()).isZero();
        return pushed;
    }

    private static String history() {
        return "(SELECT * FROM supabase_migrations.schema_migrations ORDER BY version) h";
    }

    private @Nullable String rows() throws SQLException {
        return desk.value(
                "SELECT string_agg(version || '/' || name || '/' || cardinality(statements), ',')"
                        + " FROM "
                        + history());
    }

    /// Without our records and the bar, which stay.
    private Map<DumpKey, String> dump() {
        Dump dump = PgDumps.required(15).schema(server.administratorUrl(desk.database()));
        Map<DumpKey, String> entries = new TreeMap<>(dump.withoutColumnOrder().entries());
        entries.keySet().removeIf(key -> key.toString().contains("backout"));
        return entries;
    }
}
