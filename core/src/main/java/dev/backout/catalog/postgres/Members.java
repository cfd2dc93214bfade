package dev.backout.catalog.postgres;

import dev.backout.schema.Member;
import dev.backout.schema.MemberGrants;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Reads the privileges on what belongs to an extension, as far as they are not those that the
/// extension left.
final class Members {
    private Members() {}

    static List<MemberGrants> grants(Row row) throws SQLException {
        List<MemberGrants> members = new ArrayList<>();
        for (List<@Nullable String> texts : row.table("members")) {
            MemberGrants grants = grants(row, texts);
            if (!grants.none()) {
                members.add(grants);
            }
        }
        return members;
    }

    /// In the order in which the query selects them.
    private static MemberGrants grants(Row row, List<@Nullable String> texts) {
        List<String> path = Stream.of(texts.get(1), texts.get(2)).filter(Objects::nonNull).toList();
        String owner = Objects.requireNonNull(texts.get(5));
        return MemberGrants.of(
                new Member(Objects.requireNonNull(texts.get(0)), path, texts.get(3), texts.get(4)),
                row.parseGrants(Row.parts(texts.get(6)), owner),
                row.parseGrants(Row.parts(texts.get(7)), owner));
    }
}
