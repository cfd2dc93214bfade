package dev.backout.plan;

import java.util.ArrayList;
import java.util.List;

/// What happens in a trial of the laws. Immutable.
///
/// @param seed of which it was made; the same seed makes the same
/// @param rows statements that put rows into [RandomData#SCHEMA]
/// @param migrations one after the other, each by its parts
/// @param writes what an application writes afterwards; what the schema of then does not take is
///   not written
record Story(long seed, List<String> rows, List<List<String>> migrations, List<String> writes) {
    Story {
        rows = List.copyOf(rows);
        migrations = migrations.stream().map(List::copyOf).toList();
        writes = List.copyOf(writes);
    }

    /// The files of the migrations.
    List<String> files() {
        return migrations.stream().map(parts -> String.join("\n", parts)).toList();
    }

    /// All that are smaller by one: a write, a migration, a part of one, a row.
    List<Story> smaller() {
        List<Story> all = new ArrayList<>();
        for (int i = 0; i < writes.size(); i++) {
            all.add(new Story(seed, rows, migrations, without(writes, i)));
        }
        for (int i = 0; i < migrations.size() && migrations.size() > 1; i++) {
            all.add(new Story(seed, rows, without(migrations, i), writes));
        }
        for (int i = 0; i < migrations.size(); i++) {
            for (int part = 0;
                    part < migrations.get(i).size() && migrations.get(i).size() > 1;
                    part++) {
                List<List<String>> fewer = new ArrayList<>(migrations);
                fewer.set(i, without(migrations.get(i), part));
                all.add(new Story(seed, rows, fewer, writes));
            }
        }
        for (int i = rows.size() - 1; i >= 0; i--) {
            all.add(new Story(seed, without(rows, i), migrations, writes));
        }
        return all;
    }

    private static <T> List<T> without(List<T> all, int index) {
        List<T> rest = new ArrayList<>(all);
        rest.remove(index);
        return rest;
    }

    @Override
    public String toString() {
        return "seed %d%n%s%n-- migrations%n%s%n-- written later%n%s"
                .formatted(
                        seed,
                        String.join("\n", rows),
                        String.join("\n-- and\n", files()),
                        String.join("\n", writes));
    }
}
