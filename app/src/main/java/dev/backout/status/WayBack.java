package dev.backout.status;

import dev.backout.proofs.KeptProof;
import dev.backout.run.StoredInverse;

import java.util.List;
import java.util.Locale;

/// How an applied migration could be backed out, as far as it was proved earlier.
///
/// @param proof `proved`, `refuted`, `unproved`, or `unknown` when nobody proved anything yet
/// @param data what becomes of data: `none`, `kept`, `lost` or `unknown`
/// @param losses the objects that lose data, as `public.users.email`
/// @param reasons why it is not proved; empty when it is
/// @param major the server's major version that it was proved on; 0 when that is not known
/// @param stored whether the database itself keeps the inverse
public record WayBack(
        String proof,
        String data,
        List<String> losses,
        List<String> reasons,
        int major,
        boolean stored) {
    private static final String PROVED = "proved";

    /// Nobody proved anything yet, or for another history.
    public static final WayBack UNKNOWN =
            new WayBack("unknown", "unknown", List.of(), List.of(), 0, false);

    /// Copies the lists.
    public WayBack {
        losses = List.copyOf(losses);
        reasons = List.copyOf(reasons);
    }

    /// What an earlier command found out.
    public static WayBack of(KeptProof kept) {
        return new WayBack(
                kept.proof().name().toLowerCase(Locale.ROOT),
                kept.data(),
                kept.losses().stream().map(KeptProof.KeptLoss::object).distinct().toList(),
                kept.reasons(),
                kept.major(),
                false);
    }

    /// What the database keeps.
    public static WayBack of(StoredInverse stored) {
        return new WayBack(PROVED, stored.data(), stored.losses(), List.of(), 0, true);
    }

    /// Whether somebody looked.
    public boolean known() {
        return !equals(UNKNOWN);
    }

    /// The same, also kept in the database.
    public WayBack alsoStored() {
        return new WayBack(proof, data, losses, reasons, major, true);
    }

    /// As it stands beside the migration.
    ///
    /// @param liveMajor the live server's major version
    public String text(int liveMajor) {
        if (!known()) {
            return "not proved yet";
        }
        if (!proof.equals(PROVED)) {
            return "not reversible: " + (reasons.isEmpty() ? proof : reasons.getFirst());
        }
        String version = major == 0 || major == liveMajor ? "" : " on PostgreSQL " + major;
        return "proved%s, %s%s".formatted(version, consequence(), stored ? ", stored" : "");
    }

    private String consequence() {
        return switch (data) {
            case "none", "kept" -> "no data lost";
            case "lost" -> "loses " + firstLoss();
            default -> "data not known";
        };
    }

    private String firstLoss() {
        return switch (losses.size()) {
            case 0 -> "data";
            case 1 -> losses.getFirst();
            default -> "%s and %d more".formatted(losses.getFirst(), losses.size() - 1);
        };
    }
}
