package dev.backout.catalog.postgres;

import java.util.List;

/// Everything that is no relation and no part of one.
final class OtherKinds {
    static final List<KindReader> ALL =
            List.of(
                    Schemas.SCHEMAS,
                    Schemas.EXTENSIONS,
                    Types.ENUMS,
                    Types.DOMAINS,
                    Types.DOMAIN_CONSTRAINTS,
                    Types.COMPOSITES,
                    Types.RANGES,
                    Routines.ROUTINES,
                    Routines.AGGREGATES,
                    EventTriggers.READER,
                    Publications.READER,
                    Operators.CASTS,
                    Operators.OPERATORS,
                    Operators.FAMILIES,
                    Operators.CLASSES,
                    Collations.READER,
                    TextSearch.CONFIGURATIONS,
                    TextSearch.DICTIONARIES,
                    ForeignAccess.WRAPPERS,
                    ForeignAccess.SERVERS,
                    ForeignAccess.USER_MAPPINGS,
                    DefaultGrants.READER);

    private OtherKinds() {}
}
