package dev.backout.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.Majors;
import dev.backout.catalog.CatalogReader;
import dev.backout.diff.ChangeText;
import dev.backout.diff.SchemaDiff;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchDatabase;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.MessageOutcome;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Two databases of one platform, one of which its service has changed since.
@ParameterizedClass
@MethodSource("majors")
class BoundaryTest {
    private static final String APPLICATION =
            """
            CREATE TABLE public.note (id int PRIMARY KEY, owner uuid REFERENCES auth.users (id));
            CREATE FUNCTION public.welcome() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RETURN NEW; END $$;
            CREATE TRIGGER welcome AFTER INSERT ON auth.users
                FOR EACH ROW EXECUTE FUNCTION public.welcome();
            CREATE POLICY mine ON storage.objects USING (owner = auth.uid());
            ALTER PUBLICATION supabase_realtime ADD TABLE public.note;
            """;
    private static final String SERVICE =
            """
            SET ROLE supabase_auth_admin;
            ALTER TABLE auth.users ADD COLUMN added_later text;
            CREATE TABLE auth.clients (id uuid PRIMARY KEY);
            SET ROLE supabase_storage_admin;
            DROP FUNCTION storage.get_size_by_bucket();
            CREATE FUNCTION storage.touch() RETURNS trigger LANGUAGE plpgsql AS
                $$ BEGIN RETURN NEW; END $$;
            CREATE TRIGGER touch BEFORE UPDATE ON storage.objects
                FOR EACH ROW EXECUTE FUNCTION storage.touch();
            RESET ROLE;
            """;

    @Parameter int major;
    private ScratchServer server;
    private ScratchDatabase scratch;
    private ScratchDatabase live;

    static Stream<Integer> majors() {
        return Majors.all().stream();
    }

    @BeforeEach
    void open() {
        server =
                new ScratchServers(ScratchPlaces.standard())
                        .start(new ScratchRequest.Embedded(major));
        scratch = server.create(ScratchOptions.plain().on(Platforms.SUPABASE));
        live = server.create(ScratchOptions.plain().on(Platforms.SUPABASE));
        run(scratch, APPLICATION);
        run(live, APPLICATION + SERVICE);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void whatTheServiceDoesIsNoDifference() {
        Snapshot there = read(live);
        Snapshot here = read(scratch);
        assertThat(differences(here, there)).isNotEmpty();
        assertThat(differences(Boundary.application(here), Boundary.application(there))).isEmpty();
        assertThat(differences(here, Boundary.aligned(there, here))).isEmpty();
        Snapshot application = Boundary.application(there);
        assertThat(application.find(Address.of(ObjectKind.SCHEMA, "auth"))).isNull();
        assertThat(application.find(Address.of(ObjectKind.TABLE, "auth", "users"))).isNull();
        assertThat(application.find(Address.of(ObjectKind.POLICY, "storage", "objects", "mine")))
                .isNotNull();
    }

    @Test
    void whatMigrationsPutThereIsOne() {
        run(
                live,
                """
                DROP TRIGGER welcome ON auth.users;
                ALTER POLICY mine ON storage.objects USING (true);
                ALTER PUBLICATION supabase_realtime DROP TABLE public.note;
                """);
        Snapshot there = read(live);
        Snapshot here = read(scratch);
        assertThat(differences(Boundary.application(here), Boundary.application(there)))
                .hasSize(3)
                .isEqualTo(differences(here, Boundary.aligned(there, here)));
    }

    @Test
    void whereThereIsNoServiceEverythingIsTheApplications() {
        ScratchDatabase plain = server.create(ScratchOptions.plain());
        run(plain, "CREATE SCHEMA auth; CREATE TABLE auth.users (id int);");
        Snapshot all = read(plain);
        assertThat(Boundary.application(all)).isSameAs(all);
        assertThat(Boundary.aligned(all, read(scratch))).isSameAs(all);
    }

    private static List<String> differences(Snapshot one, Snapshot other) {
        return SchemaDiff.byName(one, other).stream()
                .map(change -> ChangeText.events(List.of(change)).toString())
                .sorted()
                .toList();
    }

    private static Snapshot read(ScratchDatabase database) {
        return CatalogReader.on(database.admin(), Duration.ZERO).read();
    }

    private static void run(ScratchDatabase database, String sql) {
        assertThat(database.run(sql)).isInstanceOf(MessageOutcome.Completed.class);
    }
}
