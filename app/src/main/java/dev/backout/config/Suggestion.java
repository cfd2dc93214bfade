package dev.backout.config;

import org.jspecify.annotations.Nullable;

import java.util.Collection;
import java.util.Locale;

/// What a person may have meant.
public final class Suggestion {
    private Suggestion() {}

    /// The known word that is nearest to a typed one, or null when none is near: at most one letter
    /// in three may differ.
    public static @Nullable String nearest(String typed, Collection<String> known) {
        String nearest = null;
        int least = Math.max(1, typed.length() / 3) + 1;
        for (String word : known) {
            int distance = distance(typed.toLowerCase(Locale.ROOT), word.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = word;
            }
        }
        return nearest;
    }

    /// Levenshtein's distance, a swap of neighbours counted as one.
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int cheapest(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
