package dev.backout.triage;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/// A migration that may be behind the trouble.
///
/// @param name its name
/// @param how why it is suspected, half a sentence
/// @param failed whether its tool says that it failed
/// @param since when it was applied or begun, or null when the history does not say
/// @param wayBack how it could be backed out, as far as that is known
/// @param proved whether a way back was proved
/// @param data what becomes of data on that way: `none`, `kept`, `lost` or `unknown`
/// @param losses what it destroyed, as `public.users.email`
/// @param kept what the vault holds of it, a phrase each
/// @param notes what the tool recorded, and what is odd, a sentence each
public record Suspect(
        String name,
        String how,
        boolean failed,
        @Nullable Instant since,
        String wayBack,
        boolean proved,
        String data,
        List<String> losses,
        List<String> kept,
        List<String> notes) {
    /// Copies the lists.
    public Suspect {
        losses = List.copyOf(losses);
        kept = List.copyOf(kept);
        notes = List.copyOf(notes);
    }

    /// Whether what it did can be undone without loss: `yes`, `no`, or `unknown`.
    public String reversible() {
        if (!proved) {
            return "unknown";
        }
        return switch (data) {
            case "none", "kept" -> "yes";
            case "lost" -> kept.isEmpty() ? "no" : covered() ? "yes" : "unknown";
            default -> "unknown";
        };
    }

    /// Why that is the answer.
    String reason() {
        return data.equals("lost") && covered()
                ? "its way back is proved, and the vault holds what it destroyed"
                : wayBack;
    }

    /// Whether the vault names everything that it destroyed.
    private boolean covered() {
        return !kept.isEmpty()
                && losses.stream()
                        .allMatch(loss -> kept.stream().anyMatch(one -> names(one, loss)));
    }

    /// `public.users.email_old` does not name `public.users.email`.
    private static boolean names(String text, String name) {
        return Pattern.compile("(?<![\\w$.\"])" + Pattern.quote(name) + "(?![\\w$.\"])")
                .matcher(text)
                .find();
    }
}
