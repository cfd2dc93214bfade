package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;

/// What must not be kept is not kept under another name either.
class KeepRulesTest {
    private static final KeepRules RULES = new KeepRules(Set.of("public.users.card"));
    private static final TableRef USERS = table("users");

    @Test
    void theColumnItself() {
        assertThat(RULES.allow(dropped(USERS, "card", "id"))).isFalse();
        assertThat(RULES.allow(dropped(USERS, "email", "id"))).isTrue();
    }

    @Test
    void wholeRowsHoldEveryColumn() {
        assertThat(RULES.allow(dropped(USERS, "email"))).isFalse();
        assertThat(RULES.allow(retyped("email"))).isFalse();
        assertThat(RULES.allow(dropped(table("users2"), "email"))).isTrue();
        assertThat(KeepRules.ALL.allow(dropped(USERS, "email"))).isTrue();
    }

    @Test
    void aKeyIsKeptWithTheValuesOfOthers() {
        assertThat(RULES.allow(dropped(USERS, "email", "id", "card"))).isFalse();
        assertThat(RULES.allow(retyped("email", "card"))).isFalse();
        assertThat(RULES.allow(retyped("email", "id"))).isTrue();
    }

    @Test
    void aTableWithAllOfIt() {
        KeepRules rules = new KeepRules(Set.of("public.users"));
        assertThat(rules.allow(new Kept.CopiedTable(USERS, List.of("id"), "kept_1", 1))).isFalse();
        assertThat(rules.allow(dropped(USERS, "email", "id"))).isFalse();
        assertThat(
                        RULES.allow(
                                new Kept.WrittenRows(
                                        USERS, List.of(), List.of("id", "card"), "kept_1", 1)))
                .isFalse();
    }

    private static TableRef table(String name) {
        return new TableRef(1, Address.of(ObjectKind.TABLE, "public", name));
    }

    private static Kept dropped(TableRef table, String column, String... key) {
        return new Kept.DroppedColumn(
                table, new ColumnRef(2, column, "text"), List.of(key), "kept_1", 1);
    }

    private static Kept retyped(String column, String... key) {
        return new Kept.RetypedColumn(
                USERS, new ColumnRef(2, column, "text"), List.of(key), "kept_1", 1);
    }
}
