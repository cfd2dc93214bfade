package dev.backout.observe.hazard;

import dev.backout.observe.CodeUse;
import dev.backout.observe.Operation;
import dev.backout.observe.TableWrite;

import java.util.List;

/// Something that is done to rows.
final class RowHazards {
    private RowHazards() {}

    static void deletes(Subject subject, Findings out) {
        for (TableWrite write : writes(subject)) {
            if (write.does(Operation.DELETE)) {
                out.add(
                        write.table(),
                        "rows of %s are deleted".formatted(write.table().text()),
                        write.line());
            }
        }
    }

    static void updates(Subject subject, Findings out) {
        for (TableWrite write : writes(subject)) {
            if (write.does(Operation.UPDATE)) {
                out.add(write.table(), update(write), write.line());
            }
        }
    }

    private static String update(TableWrite write) {
        String table = write.table().text();
        if (!write.columns().isEmpty()) {
            return "%s of %s is overwritten".formatted(String.join(", ", write.columns()), table);
        }
        return write.otherColumns()
                ? "rows of %s are updated in older columns".formatted(table)
                : "rows of %s are updated, in new columns only".formatted(table);
    }

    static void truncates(Subject subject, Findings out) {
        for (TableWrite write : writes(subject)) {
            if (write.does(Operation.TRUNCATE)) {
                out.add(
                        write.table(),
                        "every row of %s is removed".formatted(write.table().text()),
                        write.line());
            }
        }
    }

    static void inserts(Subject subject, Findings out) {
        for (TableWrite write : writes(subject)) {
            if (write.does(Operation.INSERT)) {
                out.add(
                        write.table(),
                        "rows are inserted into %s, and stay when the schema goes back"
                                .formatted(write.table().text()),
                        write.line());
            }
        }
    }

    static void code(Subject subject, Findings out) {
        for (CodeUse use : subject.observation().measures().code()) {
            if (use.dependsOnRows()) {
                out.add("what %s does depends on live rows".formatted(article(use)), use.line());
            }
        }
        for (TableWrite write : writes(subject)) {
            if (!write.triggers().isEmpty()) {
                out.add(
                        write.table(),
                        "trigger %s runs for the rows that are written"
                                .formatted(String.join(", ", write.triggers())),
                        write.line());
            } else if (!write.told()) {
                out.add(
                        write.table(),
                        "what is done to the rows of %s could not be told"
                                .formatted(write.table().text()),
                        write.line());
            }
        }
    }

    private static String article(CodeUse use) {
        return use.what().startsWith("function") ? use.what() : "the " + use.what();
    }

    private static List<TableWrite> writes(Subject subject) {
        return subject.observation().measures().writes();
    }
}
