package dev.backout.schema;

/// Every kind of object that a [Snapshot] models.
public enum ObjectKind {
    /// See [Schema].
    SCHEMA("schema"),
    /// See [Extension].
    EXTENSION("extension"),
    /// See [EnumType].
    ENUM_TYPE("enum"),
    /// See [DomainType].
    DOMAIN_TYPE("domain"),
    /// See [DomainConstraint].
    DOMAIN_CONSTRAINT("domain constraint"),
    /// See [CompositeType].
    COMPOSITE_TYPE("composite type"),
    /// See [RangeType].
    RANGE_TYPE("range type"),
    /// See [Sequence].
    SEQUENCE("sequence"),
    /// See [Table].
    TABLE("table"),
    /// See [Column].
    COLUMN("column"),
    /// See [Constraint].
    CONSTRAINT("constraint"),
    /// See [Index].
    INDEX("index"),
    /// See [View].
    VIEW("view"),
    /// See [MaterializedView].
    MATERIALIZED_VIEW("materialized view"),
    /// See [Routine].
    ROUTINE("routine"),
    /// See [Trigger].
    TRIGGER("trigger"),
    /// See [Rule].
    RULE("rule"),
    /// See [Policy].
    POLICY("policy"),
    /// See [EventTrigger].
    EVENT_TRIGGER("event trigger"),
    /// See [Publication].
    PUBLICATION("publication"),
    /// See [Statistics].
    STATISTICS("statistics"),
    /// See [Cast].
    CAST("cast"),
    /// See [Operator].
    OPERATOR("operator"),
    /// See [OperatorFamily].
    OPERATOR_FAMILY("operator family"),
    /// See [OperatorClass].
    OPERATOR_CLASS("operator class"),
    /// See [Collation].
    COLLATION("collation"),
    /// See [TextSearchConfiguration].
    TEXT_SEARCH_CONFIGURATION("text search configuration"),
    /// See [TextSearchDictionary].
    TEXT_SEARCH_DICTIONARY("text search dictionary"),
    /// See [ForeignDataWrapper].
    FOREIGN_DATA_WRAPPER("foreign-data wrapper"),
    /// See [ForeignServer].
    FOREIGN_SERVER("foreign server"),
    /// See [UserMapping].
    USER_MAPPING("user mapping"),
    /// See [DefaultPrivileges].
    DEFAULT_PRIVILEGES("default privileges");

    private final String word;

    ObjectKind(String word) {
        this.word = word;
    }

    /// The kind as people say it, lower case.
    public String word() {
        return word;
    }
}
