package dev.backout.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Entry;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Schema;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Standing;
import dev.backout.schema.Unit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What is kept of a schema tells whether another one is the same, and in what it is not.
class ExpectedSchemasTest {
    private static final Snapshot EXPECTED = schemas("a", "b", "c");

    @TempDir private Path folder;

    @Test
    void theSameSchemaIsKnownAgainWhateverItsIdentities() throws IOException {
        assertThat(kept().differences(schemas("c", "b", "a"))).isEmpty();
    }

    @Test
    void everyDifferenceIsTold() throws IOException {
        assertThat(kept().differences(schemas("a", "c", "d")))
                .containsExactly("schema b is missing", "schema d was not made by a migration");
        Snapshot owned =
                Snapshot.of(
                        List.of(
                                unit(1, "a", Standing.NONE),
                                unit(2, "b", new Standing("me", List.of(), null)),
                                unit(3, "c", Standing.NONE)));
        assertThat(kept().differences(owned))
                .containsExactly("schema b is not as the migrations make it");
    }

    @Test
    void whatIsDamagedIsNotKept() throws IOException {
        ExpectedSchemas schemas = new ExpectedSchemas(folder);
        schemas.put("key", ExpectedSchema.of(EXPECTED));
        Files.writeString(folder.resolve("key.schema"), "something else");
        assertThat(schemas.find("key")).isNull();
        assertThat(schemas.find("other")).isNull();
    }

    private ExpectedSchema kept() {
        ExpectedSchemas schemas = new ExpectedSchemas(folder);
        assertThat(schemas.put("key", ExpectedSchema.of(EXPECTED))).isTrue();
        ExpectedSchema found = schemas.find("key");
        assertThat(found).isNotNull();
        return found;
    }

    private static Snapshot schemas(String... names) {
        List<Unit> units = new ArrayList<>();
        for (String name : names) {
            units.add(unit(units.size(), name, Standing.NONE));
        }
        return Snapshot.of(units);
    }

    private static Unit unit(long oid, String name, Standing standing) {
        CatalogId id = CatalogId.of(2615, oid);
        Schema schema = new Schema(Address.of(ObjectKind.SCHEMA, name), standing);
        return new Unit(id, List.of(new Entry(id, schema)), List.of());
    }
}
