package dev.backout.ddl.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.diff.Change;
import dev.backout.schema.Cast;
import dev.backout.schema.Collation;
import dev.backout.schema.CompositeType;
import dev.backout.schema.DbObject;
import dev.backout.schema.DefaultPrivileges;
import dev.backout.schema.DomainConstraint;
import dev.backout.schema.DomainType;
import dev.backout.schema.EnumType;
import dev.backout.schema.EventTrigger;
import dev.backout.schema.Extension;
import dev.backout.schema.ForeignDataWrapper;
import dev.backout.schema.ForeignServer;
import dev.backout.schema.Operator;
import dev.backout.schema.OperatorClass;
import dev.backout.schema.OperatorFamily;
import dev.backout.schema.Publication;
import dev.backout.schema.RangeType;
import dev.backout.schema.Routine;
import dev.backout.schema.Schema;
import dev.backout.schema.TextSearchConfiguration;
import dev.backout.schema.TextSearchDictionary;
import dev.backout.schema.UserMapping;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Which fields of which records have been led there and back.
final class ChangedFields {
    private static final List<Class<? extends DbObject>> KINDS =
            List.of(
                    Cast.class,
                    Collation.class,
                    CompositeType.class,
                    DefaultPrivileges.class,
                    DomainConstraint.class,
                    DomainType.class,
                    EnumType.class,
                    EventTrigger.class,
                    Extension.class,
                    ForeignDataWrapper.class,
                    ForeignServer.class,
                    Operator.class,
                    OperatorClass.class,
                    OperatorFamily.class,
                    Publication.class,
                    RangeType.class,
                    Routine.class,
                    Schema.class,
                    TextSearchConfiguration.class,
                    TextSearchDictionary.class,
                    UserMapping.class);

    /// What a case cannot change: an extension has scripts for one direction only, a canonical
    /// function has to be written in C, default privileges and user mappings have no other name or
    /// no standing, and an extension has only one name.
    private static final Set<String> EXEMPT =
            Set.of(
                    "Extension.version",
                    "Extension.address",
                    "RangeType.canonicalFunction",
                    "DefaultPrivileges.address",
                    "UserMapping.standing");

    private final Set<String> changed = new TreeSet<>();

    void add(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.Altered altered) {
                add(altered.before().object(), altered.after().object());
            }
        }
    }

    private void add(DbObject before, DbObject after) {
        for (RecordComponent field : before.getClass().getRecordComponents()) {
            if (!Objects.equals(value(field, before), value(field, after))) {
                changed.add(name(before.getClass(), field));
            }
        }
    }

    void assertComplete() {
        Set<String> wanted = new TreeSet<>();
        for (Class<? extends DbObject> kind : KINDS) {
            for (RecordComponent field : kind.getRecordComponents()) {
                wanted.add(name(kind, field));
            }
        }
        wanted.removeAll(EXEMPT);
        wanted.removeAll(changed);
        assertThat(wanted).as("fields that no case changes").isEmpty();
    }

    private static String name(Class<?> kind, RecordComponent field) {
        return kind.getSimpleName() + "." + field.getName();
    }

    private static Object value(RecordComponent field, DbObject object) {
        try {
            return field.getAccessor().invoke(object);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
