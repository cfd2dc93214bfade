package dev.backout.testkit.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.proof.Subject;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.testkit.client.ClientJudgement.Version;
import dev.backout.testkit.client.Trouble.Kind;
import dev.backout.testkit.server.Majors;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

/// What the instrument meets, by what is known of it.
class OrmClientTest {
    private static final String BEFORE =
            """
            CREATE TYPE state AS ENUM ('new', 'paid');
            CREATE TABLE customer (id serial PRIMARY KEY, email text NOT NULL UNIQUE);
            CREATE TABLE orders (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                customer_id int NOT NULL REFERENCES customer,
                state state NOT NULL DEFAULT 'new',
                total numeric(10, 2) CHECK (total >= 0),
                note text
            );
            CREATE VIEW paid AS SELECT id, total FROM orders WHERE state = 'paid';
            """;

    private static ScratchServer server;

    @BeforeAll
    static void start() {
        server =
                new ScratchServers(ScratchPlaces.standard())
                        .start(new ScratchRequest.Embedded(Majors.newest().getFirst()));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- | - | CREATE INDEX ON orders (note)",
                "- | REFUSED 42703 | ALTER TABLE orders ADD COLUMN c text",
                "REFUSED 42703 | - | ALTER TABLE orders DROP COLUMN note",
                "REFUSED 23502 | REFUSED 42703 | ALTER TABLE orders ADD COLUMN c text NOT NULL",
                "REFUSED 42P01 | - | DROP VIEW paid",
                "REFUSED 42P10 | - | ALTER TABLE customer DROP CONSTRAINT customer_email_key",
                "REFUSED 23505 | REFUSED 42P10 | CREATE UNIQUE INDEX ON orders (note)",
                "REFUSED 23514 | - | ALTER TABLE orders ADD CHECK (note <> 'row1')",
                "UNREADABLE unknown label | REFUSED 22P02 | ALTER TYPE state ADD VALUE 'lost'",
                "REFUSED 22P02 | REFUSED 22P02 | ALTER TYPE state RENAME VALUE 'paid' TO 'done'",
                "UNREADABLE NULL | REFUSED 23502 | ALTER TABLE customer ALTER email DROP NOT NULL",
                "REFUSED 23502 | UNREADABLE NULL | ALTER TABLE orders ALTER note SET NOT NULL",
                "UNREADABLE jsonb | UNREADABLE text | ALTER TABLE orders ALTER note TYPE"
                        + " jsonb USING to_jsonb(note)",
                "DIFFERENT | DIFFERENT | ALTER TABLE orders ALTER note SET DEFAULT 'none'",
            })
    void meetsWhatAnApplicationMeets(String old, String current, String migration) {
        try (Versions versions = new Versions(server, ScratchOptions.plain())) {
            assertThat(versions.begin(new Subject("before", BEFORE, null))).isTrue();
            List<ClientJudgement> found =
                    versions.next(new Subject("migration", migration, null), true);
            assertMet(found, Version.OLD, old);
            assertMet(found, Version.NEW, current);
        }
    }

    private static void assertMet(List<ClientJudgement> found, Version version, String expected) {
        ClientJudgement judgement =
                found.stream().filter(j -> j.version() == version).findFirst().orElseThrow();
        assertThat(judgement.statements()).isGreaterThan(40);
        if (expected.equals("-")) {
            assertThat(judgement.troubles()).as("%s", version).isEmpty();
            return;
        }
        Kind kind = Kind.valueOf(expected.split(" ", 2)[0]);
        String words = expected.substring(kind.name().length()).strip();
        assertThat(judgement.troubles())
                .as("%s", version)
                .anyMatch(trouble -> trouble.kind() == kind && trouble.text().contains(words));
    }
}
