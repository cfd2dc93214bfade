package dev.backout.testkit.client;

import dev.backout.testkit.client.ClientJudgement.Version;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// How often `oldAppSafe` and `newAppSafe` were right, and each time that they were not.
record ClientReport(String title, List<ClientJudgement> judgements) {
    private static final int LONGEST = 300;
    private static final int MOST = 3;

    /// Whether nothing is called safe that does not work.
    boolean clean() {
        return judgements.stream().noneMatch(ClientJudgement::falseSafe);
    }

    void print(PrintStream out) {
        out.printf(
                "%s: %d migrations, %d statements%n",
                title,
                judgements.size() / Version.values().length,
                judgements.stream().mapToInt(ClientJudgement::statements).sum());
        for (Version version : Version.values()) {
            List<ClientJudgement> of =
                    judgements.stream().filter(j -> j.version() == version).toList();
            out.printf(
                    "  %s: safe and works %d, safe but gets something else %d, SAFE AND FAILS %d,"
                            + " unsafe and fails %d, unsafe but gets something else %d, unsafe and"
                            + " works %d%n",
                    version,
                    count(of, j -> j.said().safe() && j.troubles().isEmpty()),
                    count(of, j -> j.said().safe() && j.differs()),
                    count(of, ClientJudgement::falseSafe),
                    count(of, j -> !j.said().safe() && j.breaks()),
                    count(of, j -> !j.said().safe() && j.differs()),
                    count(of, j -> !j.said().safe() && j.troubles().isEmpty()));
            of.stream()
                    .filter(j -> j.said().safe() && !j.troubles().isEmpty())
                    .forEach(j -> printTroubles(out, j));
            printCautions(out, of);
        }
    }

    private static void printTroubles(PrintStream out, ClientJudgement judgement) {
        out.printf(
                "    %s %s%n",
                judgement.falseSafe() ? "FALSE SAFE" : "something else", judgement.migration());
        judgement.troubles().stream()
                .sorted(Comparator.comparing(Trouble::kind))
                .limit(MOST)
                .forEach(trouble ->
                        out.printf("      %s %s%n", trouble.kind(), shortened(trouble.text())));
    }

    private static String shortened(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + " ..." : text;
    }

    /// Why what works was called unsafe, the commonest first; names are left out.
    private static void printCautions(PrintStream out, List<ClientJudgement> of) {
        Map<String, Integer> reasons = new TreeMap<>();
        of.stream()
                .filter(j -> !j.said().safe() && j.troubles().isEmpty())
                .forEach(j ->
                        j.said().reasons().stream()
                                .map(reason -> Cautions.word(reason))
                                .distinct()
                                .forEach(word -> reasons.merge(word, 1, Integer::sum)));
        reasons.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(e -> out.printf("    works although: %4d %s%n", e.getValue(), e.getKey()));
    }

    private static long count(List<ClientJudgement> of, Predicate<ClientJudgement> which) {
        return of.stream().filter(which).count();
    }
}
