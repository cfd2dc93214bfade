package dev.backout.observe;

import dev.backout.diff.Change;
import dev.backout.schema.DbObject;
import dev.backout.schema.ObjectKind;

/// Changes that only follow from another one: a renamed column changes the text of indexes,
/// constraints, views and functions that use it.
final class Consequences {
    private Consequences() {}

    /// Whether only texts and references differ while something was renamed in this migration.
    static boolean followsRename(Observation observation, Change.Altered altered) {
        if (altered.renamed() || !isPrintedFromOthers(altered.before().object())) {
            return false;
        }
        return observation.changes().stream()
                        .anyMatch(change ->
                                change instanceof Change.Altered other
                                        && other.renamed()
                                        && names(other))
                && Alterations.differing(altered).stream()
                        .allMatch(name ->
                                switch (name) {
                                    case "definition",
                                            "columns",
                                            "references",
                                            "table",
                                            "using",
                                            "with check",
                                            "default",
                                            "owned by",
                                            "partition of",
                                            "inherits",
                                            "tables" ->
                                            true;
                                    default -> false;
                                });
    }

    private static boolean names(Change.Altered renamed) {
        return switch (renamed.before().address().kind()) {
            case TABLE,
                    COLUMN,
                    ROUTINE,
                    VIEW,
                    MATERIALIZED_VIEW,
                    SEQUENCE,
                    SCHEMA,
                    ENUM_TYPE,
                    DOMAIN_TYPE,
                    COMPOSITE_TYPE ->
                    true;
            default -> false;
        };
    }

    private static boolean isPrintedFromOthers(DbObject object) {
        ObjectKind kind = object.kind();
        return kind != ObjectKind.ROUTINE && kind != ObjectKind.ENUM_TYPE;
    }
}
