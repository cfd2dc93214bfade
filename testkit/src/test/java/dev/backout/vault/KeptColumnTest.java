package dev.backout.vault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;
import java.util.List;

/// Columns that a migration drops.
@ParameterizedClass(name = "on PostgreSQL {0}")
@MethodSource("dev.backout.testkit.server.Majors#all")
class KeptColumnTest {
    private final int major;
    private KeeperScene scene;

    KeptColumnTest(int major) {
        this.major = major;
    }

    @BeforeEach
    void fill() throws SQLException {
        scene = KeeperScene.on(major);
        scene.execute(
                """
                create table users (id int primary key, email text unique, age numeric(6, 2));
                insert into users values (1, 'a@x', 1.10), (2, null, null), (3, 'c@x', 'NaN')
                """);
    }

    @AfterEach
    void drop() throws SQLException {
        scene.close();
    }

    @Test
    void isKeptByKeyInItsOwnType() throws SQLException {
        Kept kept = scene.keepOne("alter table users drop column age");

        assertThat(kept)
                .isInstanceOfSatisfying(
                        Kept.DroppedColumn.class,
                        column -> {
                            assertThat(column.table().address().text()).isEqualTo("public.users");
                            assertThat(column.column())
                                    .isEqualTo(new ColumnRef(3, "age", "numeric(6,2)"));
                            assertThat(column.key()).containsExactly("id");
                            assertThat(column.rows()).isEqualTo(3);
                        });
        assertThat(scene.rows(kept)).containsExactly("(1,1.10)", "(2,)", "(3,NaN)");
        assertThat(
                        scene.texts(
                                """
                                select pg_get_constraintdef(oid) from pg_constraint
                                where conrelid = '%s'::regclass and contype = 'p'\
                                """
                                        .formatted(scene.table(kept))))
                .isEqualTo(List.of("PRIMARY KEY (id)"));
    }
}
