package dev.backout.plan;

import dev.backout.ddl.Statement;
import dev.backout.vault.KeepRules;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a plan does with the vault.
///
/// @param returns what comes back from it, counted in the vault
/// @param keeps what the way back takes away and puts into it, counted on the live database
/// @param captures the numbers of the captures that return: they are restored when the run commits
/// @param conflicts what was both destroyed and written anew since, counted on the live database
/// @param preferKept whether what was destroyed wins there; else it is set aside
/// @param rules what must not be kept, and what is kept in place
/// @param mapped live values that the old schema cannot hold, and that become others
/// @param setAside live values and rows that it cannot hold, and that are set aside
/// @param backup the backup that they are taken out of first, or null when the vault has them
/// @param moves those of the captures that come back as they are
public record VaultWork(
        List<Casualty> returns,
        List<Casualty> keeps,
        List<Long> captures,
        List<Casualty> conflicts,
        boolean preferKept,
        KeepRules rules,
        List<Casualty> mapped,
        List<Casualty> setAside,
        @Nullable FromBackup backup,
        List<Moved> moves) {
    /// Nothing.
    public static final VaultWork NONE =
            new VaultWork(
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    false,
                    KeepRules.ALL,
                    List.of(),
                    List.of(),
                    null,
                    List.of());

    /// Copies the lists.
    public VaultWork {
        returns = List.copyOf(returns);
        keeps = List.copyOf(keeps);
        captures = List.copyOf(captures);
        conflicts = List.copyOf(conflicts);
        mapped = List.copyOf(mapped);
        setAside = List.copyOf(setAside);
        moves = List.copyOf(moves);
    }

    /// A table of the vault, or a column in its table, that comes back as it is, in the same time
    /// at any size.
    ///
    /// @param capture its number
    /// @param form statements that make an empty one of the same form where it lies, so that the
    ///   way forward again can be tried when it is no longer there
    public record Moved(long capture, List<String> form) {
        /// Copies the list.
        public Moved {
            form = List.copyOf(form);
        }
    }

    /// The forms of the tables that come back as they are, by the numbers of their captures.
    Map<Long, List<Statement>> forms() {
        Map<Long, List<Statement>> forms = new HashMap<>();
        moves.forEach(
                one -> forms.put(one.capture(), one.form().stream().map(Statement::new).toList()));
        return forms;
    }

    /// Whether the vault has nothing to do with it, as far as the plan knows.
    public boolean none() {
        return returns.isEmpty()
                && keeps.isEmpty()
                && captures.isEmpty()
                && mapped.isEmpty()
                && setAside.isEmpty()
                && backup == null;
    }
}
