package dev.backout.demo;

import java.util.ArrayList;
import java.util.List;

/// The end of the demo for people.
final class DemoText {
    private static final String ROW = "  %-12s %8s %18s %18s %8s";

    private DemoText() {}

    static List<String> lines(DemoEnd end) {
        List<String> lines = new ArrayList<>();
        lines.add(
                ROW.formatted(
                        "table", "before", "by the new release", "by the old release", "now"));
        for (int i = 0; i < Counts.TABLES.size(); i++) {
            boolean written = i >= 2;
            lines.add(
                    ROW.formatted(
                            Counts.TABLES.get(i),
                            end.before().all().get(i),
                            written ? "+ " + end.during() : "",
                            written ? "+ " + end.after() : "",
                            end.now().all().get(i)));
        }
        boolean sum = end.now().equals(end.before().withOrders(end.during() + end.after()));
        lines.add(line(sum, "rows before and rows written since are the rows now"));
        lines.add(line(end.sameValues(), "every value of the rows before is what it was"));
        lines.add(line(end.differences().isEmpty(), "the schema is the one before the release"));
        end.differences().forEach(difference -> lines.add("         " + difference));
        lines.add(line(end.historyRows() == 0, "the history has no row of the migration"));
        lines.add(line(end.refusal() != null, "the same file is refused when it comes again"));
        return lines;
    }

    private static String line(boolean holds, String what) {
        return "  %-4s %s".formatted(holds ? "yes" : "NO", what);
    }
}
