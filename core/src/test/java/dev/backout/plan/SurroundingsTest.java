package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.Catalogs;
import dev.backout.schema.DbObject;
import dev.backout.schema.Entry;
import dev.backout.schema.Extension;
import dev.backout.schema.Grant;
import dev.backout.schema.Member;
import dev.backout.schema.MemberGrants;
import dev.backout.schema.ObjectKind;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Standing;
import dev.backout.schema.Unit;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Objects;

class SurroundingsTest {
    private static final Address CITEXT = Address.of(ObjectKind.EXTENSION, "citext");
    private static final Member QUEUE = new Member("TABLE", List.of("public", "q"), null, null);
    private static final Member TYPE = new Member("TYPE", List.of("public", "citext"), null, null);

    @Test
    void anExtensionIsAsTheHistoryHasItButForPrivilegesThatTheHistoryGave() {
        Snapshot history = database("1.8", List.of(granted(QUEUE, "reader")));
        Snapshot live =
                database("1.6", List.of(granted(QUEUE, "writer"), granted(TYPE, "by_hand")));

        assertThat(found(Surroundings.aligned(live, history)))
                .isEqualTo(extension("1.8", List.of(granted(QUEUE, "writer"))));
    }

    @Test
    void whatTheHistoryGaveAndIsGoneIsMissing() {
        Snapshot history = database("1.8", List.of(granted(QUEUE, "reader")));
        Snapshot live = database("1.8", List.of());

        assertThat(found(Surroundings.aligned(live, history)))
                .isEqualTo(extension("1.8", List.of()));
    }

    private static Snapshot database(String version, List<MemberGrants> members) {
        CatalogId id = CatalogId.of(Catalogs.EXTENSION, 20000);
        Entry entry = new Entry(id, extension(version, members));
        return Snapshot.of(List.of(new Unit(id, List.of(entry), List.of())));
    }

    private static DbObject found(Snapshot snapshot) {
        return Objects.requireNonNull(snapshot.find(CITEXT)).object();
    }

    private static Extension extension(String version, List<MemberGrants> members) {
        return new Extension(CITEXT, "public", version, members, Standing.NONE);
    }

    private static MemberGrants granted(Member member, String role) {
        return MemberGrants.of(member, List.of(), List.of(new Grant(role, "SELECT", false, "")));
    }
}
