package dev.backout.plan;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.vault.Kept;
import dev.backout.vault.merge.Fill;
import dev.backout.vault.merge.Online;
import dev.backout.vault.merge.Returning;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How long the locks of a plan may be held, as a person asked.
///
/// @param most null when nobody asked
/// @param above a column of which more values return gets them after the transaction, however long
///   that takes; null when the time decides
public record LockBudget(@Nullable Duration most, @Nullable Long above) {
    /// Nobody asked.
    public static final LockBudget NONE = new LockBudget(null, null);

    /// What is left to the transaction, several columns together, takes no more than this part.
    private static final int PARTS = 4;

    /// As a person asked, or did not.
    public static LockBudget of(@Nullable Duration most) {
        return most == null ? NONE : new LockBudget(most, null);
    }

    /// Tables whose constraints are validated after the transaction.
    Set<Address> large(KeptData kept) {
        Set<Address> large = new HashSet<>();
        if (most != null) {
            kept.holdings().stream()
                    .filter(one -> one.kept() instanceof Kept.DroppedColumn)
                    .filter(one -> one.kept().rows() > limit(most))
                    .forEach(one ->
                            large.add(
                                    one.now() == null ? one.kept().table().address() : one.now()));
        }
        return large;
    }

    private long limit(Duration budget) {
        return above == null ? LockForecast.updatedRows(budget) / PARTS : above;
    }

    private long copied(Duration budget) {
        return above == null ? LockForecast.keptValues(budget) / PARTS : above;
    }

    /// The same way within the budget, if it is not already.
    ///
    /// @param found the way in one transaction
    /// @param request by which it was found; null when no other can be, since no script is at hand
    /// @throws BackoutException `lock-budget` when it cannot be within
    Undo.Found within(
            Undo.Found found,
            @Nullable UndoRequest request,
            UndoSearch search,
            PlanDraft draft,
            TableSizes sizes,
            String records) {
        Duration budget = most;
        if (budget == null) {
            return found;
        }
        Duration whole = held(found, sizes, records, List.of());
        if (whole.compareTo(budget) <= 0 && !asked(found)) {
            return found;
        }
        if (request == null) {
            throw refused(
                    found,
                    whole,
                    budget,
                    sizes,
                    records,
                    List.of("the script of the migration is not at hand"));
        }
        Undo tried = search.find(request.online(limit(budget)));
        if (!(tried instanceof Undo.Found online)) {
            throw refused(found, whole, budget, sizes, records, reasons(tried));
        }
        List<String> byHand = byHand(online.rehearsal(), request.live());
        if (!byHand.isEmpty()) {
            throw refused(found, whole, budget, sizes, records, byHand);
        }
        List<String> copies =
                LockForecast.going(online.rehearsal()).stream()
                        .filter(one -> sizes.of(LockForecast.table(one)).rows() > copied(budget))
                        .map(Address::text)
                        .toList();
        Duration held = held(online, sizes, records, copies);
        if (held.compareTo(budget) > 0) {
            throw refused(
                    found,
                    whole,
                    budget,
                    sizes,
                    records,
                    List.of(
                            "what cannot be done outside of the transaction still takes about "
                                    + text(held)));
        }
        draft.online(new OnlineWork(budget, copies, online.rehearsal().fills(), whole));
        return online;
    }

    /// What the history does not know of.
    private static List<String> byHand(Rehearsal rehearsal, Snapshot live) {
        List<String> obstacles = new ArrayList<>();
        for (Fill fill : rehearsal.fills()) {
            Entry then = rehearsal.end().find(LockForecast.table(fill.column()));
            Entry now = then == null ? null : rehearsal.start().find(then.id());
            String obstacle = now == null ? null : Online.made(live, now.address());
            if (obstacle != null) {
                obstacles.add("%s: %s".formatted(fill.column().text(), obstacle));
            }
        }
        return obstacles;
    }

    private boolean asked(Undo.Found found) {
        Long limit = above;
        return limit != null
                && found.returning().stream()
                        .map(Returning::holding)
                        .anyMatch(one ->
                                one.kept() instanceof Kept.DroppedColumn
                                        && one.kept().rows() > limit);
    }

    private static Duration held(
            Undo.Found found, TableSizes sizes, String records, List<String> copies) {
        return LockForecast.expected(
                found,
                LockForecast.locks(found.rehearsal().way().measures(), sizes, records),
                sizes,
                copies);
    }

    private static List<String> reasons(Undo undo) {
        return switch (undo) {
            case Undo.NotProved(List<String> reasons) -> reasons;
            case Undo.Drifted(List<String> differences) -> differences;
            case Undo.NeededByLater needed -> needed.reasons();
            case Undo.Found _ -> List.of();
        };
    }

    private static BackoutException refused(
            Undo.Found found,
            Duration whole,
            Duration budget,
            TableSizes sizes,
            String records,
            List<String> reasons) {
        String lock =
                LockForecast.locks(found.rehearsal().way().measures(), sizes, records).stream()
                        .findFirst()
                        .map(one -> one.table().text() + " would be locked")
                        .orElse("its locks would be held");
        return new BackoutException(
                ErrorCode.LOCK_BUDGET,
                "%s for about %s in one transaction, --max-lock is %s, and it cannot be done online: %s"
                        .formatted(lock, text(whole), text(budget), String.join("; ", reasons)),
                List.of("nothing was planned; allow more, or leave --max-lock out"));
    }

    /// `250 ms`, `25 s`, `7 min`.
    public static String text(Duration time) {
        if (time.toMillis() < 1_000) {
            return time.toMillis() + " ms";
        }
        return time.toSeconds() < 120
                ? "%d s".formatted(Math.round(time.toMillis() / 1_000.0))
                : "%d min".formatted(Math.round(time.toSeconds() / 60.0));
    }
}
