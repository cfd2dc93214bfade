package dev.backout.cli;

import java.util.List;
import java.util.Map;

/// Colours the word at the beginning of a line when that word decides: red for what is wrong or
/// lost, green for what is fine, bold for the decision. The words alone say the same.
final class Paint {
    private static final String RESET = "\u001b[0m";
    private static final String RED = "\u001b[1;31m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String BOLD = "\u001b[1m";

    private static final List<Map.Entry<String, String>> WORDS =
            List.of(
                    Map.entry("NO  ", RED),
                    Map.entry("LOSES:", RED),
                    Map.entry("LOST:", RED),
                    Map.entry("IN THE WAY:", RED),
                    Map.entry("WRONG:", RED),
                    Map.entry("failed ", RED),
                    Map.entry("drift ", RED),
                    Map.entry("schema    DRIFT", RED),
                    Map.entry("policy: broken", RED),
                    Map.entry("barred ", YELLOW),
                    Map.entry("ok  ", GREEN),
                    Map.entry("policy: met", GREEN),
                    Map.entry("done:", GREEN),
                    Map.entry("verified:", GREEN),
                    Map.entry("decision:", BOLD),
                    Map.entry("next:", BOLD));

    private Paint() {}

    /// The line with its first word coloured, or as it is.
    static String line(String line) {
        for (Map.Entry<String, String> word : WORDS) {
            if (line.startsWith(word.getKey())) {
                return word.getValue()
                        + word.getKey()
                        + RESET
                        + line.substring(word.getKey().length());
            }
        }
        return line;
    }
}
