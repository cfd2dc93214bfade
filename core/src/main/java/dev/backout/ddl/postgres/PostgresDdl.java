package dev.backout.ddl.postgres;

import dev.backout.ddl.Ddl;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.StandingDdl;
import dev.backout.ddl.Statement;
import dev.backout.ddl.TypeRebuild;
import dev.backout.schema.Address;
import dev.backout.schema.Cast;
import dev.backout.schema.Collation;
import dev.backout.schema.Column;
import dev.backout.schema.CompositeType;
import dev.backout.schema.Constraint;
import dev.backout.schema.DbObject;
import dev.backout.schema.DefaultPrivileges;
import dev.backout.schema.DomainConstraint;
import dev.backout.schema.DomainType;
import dev.backout.schema.Entry;
import dev.backout.schema.EnumType;
import dev.backout.schema.EventTrigger;
import dev.backout.schema.Extension;
import dev.backout.schema.ForeignDataWrapper;
import dev.backout.schema.ForeignServer;
import dev.backout.schema.Index;
import dev.backout.schema.MaterializedView;
import dev.backout.schema.Operator;
import dev.backout.schema.OperatorClass;
import dev.backout.schema.OperatorFamily;
import dev.backout.schema.Policy;
import dev.backout.schema.Publication;
import dev.backout.schema.RangeType;
import dev.backout.schema.Routine;
import dev.backout.schema.Rule;
import dev.backout.schema.Schema;
import dev.backout.schema.Sequence;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Statistics;
import dev.backout.schema.Table;
import dev.backout.schema.TextSearchConfiguration;
import dev.backout.schema.TextSearchDictionary;
import dev.backout.schema.Trigger;
import dev.backout.schema.UserMapping;
import dev.backout.schema.View;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/// The statements of PostgreSQL 14 to 18.
public final class PostgresDdl implements Ddl {
    /// unsafe_new_enum_value_usage: a label is used in the transaction that added it.
    private static final String NEW_LABEL = "55P04";

    private static final String NO_RIGHT = "42501";

    private final DdlOptions options;
    private final StandingDdl standing = new PostgresStanding();

    /// @param options what the statements take into account
    public PostgresDdl(DdlOptions options) {
        this.options = options;
    }

    @Override
    @SuppressWarnings("unchecked") // each branch answers with the statements of the matched kind
    public <T extends DbObject> KindDdl<T> of(T object) {
        return (KindDdl<T>) kind(object);
    }

    private KindDdl<?> kind(DbObject object) {
        return switch (object) {
            case Table _ -> new TableDdl(options);
            case Column _ -> new ColumnDdl(options);
            case Constraint _ -> new ConstraintDdl(options);
            case Index _ -> new IndexDdl();
            case Sequence _ -> new SequenceDdl();
            case View _ -> new ViewDdl();
            case MaterializedView _ -> new MaterializedViewDdl(options);
            case Trigger _ -> new TriggerDdl();
            case Rule _ -> new RuleDdl();
            case Policy _ -> new PolicyDdl();
            case Statistics _ -> new StatisticsDdl();
            case Cast _ -> new CastDdl();
            case Collation _ -> new CollationDdl();
            case CompositeType _ -> new CompositeTypeDdl();
            case DefaultPrivileges _ -> new DefaultPrivilegesDdl();
            case DomainConstraint _ -> new DomainConstraintDdl();
            case DomainType _ -> new DomainTypeDdl();
            case EnumType _ -> new EnumTypeDdl(options);
            case EventTrigger _ -> new EventTriggerDdl();
            case Extension _ -> new ExtensionDdl(options);
            case ForeignDataWrapper _ -> new ForeignDataWrapperDdl();
            case ForeignServer _ -> new ForeignServerDdl();
            case Operator _ -> new OperatorDdl();
            case OperatorClass _ -> new OperatorClassDdl();
            case OperatorFamily _ -> new OperatorFamilyDdl();
            case Publication _ -> new PublicationDdl();
            case RangeType _ -> new RangeTypeDdl();
            case Routine _ -> new RoutineDdl();
            case Schema _ -> new SchemaDdl();
            case TextSearchConfiguration _ -> new TextSearchConfigurationDdl();
            case TextSearchDictionary _ -> new TextSearchDictionaryDdl();
            case UserMapping _ -> new UserMappingDdl();
        };
    }

    @Override
    public StandingDdl standing() {
        return standing;
    }

    @Override
    public boolean isSerial(Column column, Sequence sequence) {
        return Serials.absorbs(column, sequence);
    }

    @Override
    public TypeRebuild rebuild(Entry from, DbObject to, Snapshot current, Snapshot target) {
        return TypeMove.plan(from, to, current, target, this, options.texts());
    }

    @Override
    public Ddl taking(Map<Address, String> texts) {
        return new PostgresDdl(options.withTexts(texts));
    }

    @Override
    public @Nullable Ddl avoiding(String sqlState) {
        return switch (sqlState) {
            case NEW_LABEL ->
                    options.enumLabelsInPlace() ? new PostgresDdl(options.rebuildingEnums()) : null;
            // What belongs to an extension belongs to a superuser.
            case NO_RIGHT ->
                    options.extensionsInPlace()
                            ? new PostgresDdl(options.remakingExtensions())
                            : null;
            default -> null;
        };
    }

    @Override
    public List<Statement> withoutBodyChecks(List<Statement> statements, String sqlState) {
        return BodyChecks.without(statements, sqlState);
    }
}
