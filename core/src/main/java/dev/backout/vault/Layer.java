package dev.backout.vault;

import dev.backout.schema.Identifiers;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The part of a run that is about one of its migrations, where several are undone one after the
/// other: a statement of its own says that it begins. What it destroys is kept for itself, so that
/// each of the migrations can be undone alone later on. Immutable.
///
/// @param migration its name
public record Layer(String migration) {
    private static final String BEGINNING = "SET LOCAL backout.layer = ";

    /// The statement that it begins with, without a semicolon.
    public String sql() {
        return BEGINNING + Identifiers.literal(migration);
    }

    /// The origin of what it destroys, on the vault's list.
    public String origin(String run) {
        return run + "/" + migration;
    }

    /// The layer that begins with a statement, or null when none does.
    ///
    /// @param migrations of the run
    public static @Nullable Layer begunBy(String sql, List<String> migrations) {
        return sql.startsWith(BEGINNING)
                ? migrations.stream()
                        .map(Layer::new)
                        .filter(layer -> layer.sql().equals(sql))
                        .findFirst()
                        .orElse(null)
                : null;
    }

    /// Some statements, and the layer that they belong to.
    ///
    /// @param layer null when they belong to none
    public record Part(@Nullable Layer layer, List<String> statements) {
        /// Copies the list.
        public Part {
            statements = List.copyOf(statements);
        }
    }

    /// Statements by their layers, in order; as few parts as possible, and none is empty.
    ///
    /// @param migrations of the run
    public static List<Part> parts(List<String> statements, List<String> migrations) {
        List<Part> parts = new ArrayList<>();
        Layer layer = null;
        List<String> some = new ArrayList<>();
        for (String sql : statements) {
            Layer begun = begunBy(sql, migrations);
            if (begun != null && !some.isEmpty()) {
                parts.add(new Part(layer, some));
                some = new ArrayList<>();
            }
            layer = begun == null ? layer : begun;
            some.add(sql);
        }
        if (!some.isEmpty()) {
            parts.add(new Part(layer, some));
        }
        return parts;
    }
}
