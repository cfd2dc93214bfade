package dev.backout.deploy;

import dev.backout.schema.Address;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What is known of a migration before it is applied.
///
/// @param way the way back
/// @param data the data verdict: `none`, `kept`, `lost` or `unknown`
/// @param losses what it destroys, a phrase each
/// @param objects the objects that lose data, as `public.users.email`
/// @param drops the columns that it drops, and that may hold something, among the objects
/// @param writes the tables whose rows it writes, as far as that was seen
public record Forecast(
        Way way,
        String data,
        List<String> losses,
        List<String> objects,
        Set<String> drops,
        Set<Address> writes) {
    /// Copies.
    public Forecast {
        losses = List.copyOf(losses);
        objects = List.copyOf(objects);
        drops = Set.copyOf(drops);
        writes = Set.copyOf(writes);
    }

    /// Nothing is known.
    ///
    /// @param reason why
    public static Forecast unknown(String reason) {
        return new Forecast(
                new Way.NotProved(List.of(reason)),
                "unknown",
                List.of(),
                List.of(),
                Set.of(),
                Set.of());
    }

    /// The way back.
    public sealed interface Way {
        /// It is proved.
        ///
        /// @param sql the inverse as a script
        /// @param engine the version of Backout that proved it
        /// @param provedAt when
        /// @param provedOn the scratch server, for people
        /// @param footprint of what the migration changes, see [dev.backout.plan.Footprint]
        record Proved(
                String sql, String engine, Instant provedAt, String provedOn, String footprint)
                implements Way {}

        /// It is not.
        ///
        /// @param reasons why, a phrase each
        record NotProved(List<String> reasons) implements Way {
            /// Copies the list.
            public NotProved {
                reasons = List.copyOf(reasons);
            }
        }
    }
}
