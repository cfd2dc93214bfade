package dev.backout.vault;

import java.time.Duration;

/// What happens while columns are copied before a migration, for whoever watches.
public sealed interface WarmEvent {
    /// What is copied, `public.users.email`.
    String subject();

    /// A copy is begun, or gone on with.
    ///
    /// @param rows how many an earlier process has copied
    /// @param total about how many there are
    record Begins(String subject, long rows, long total) implements WarmEvent {}

    /// It goes on.
    record Continues(WarmProgress progress) implements WarmEvent {
        @Override
        public String subject() {
            return progress.subject();
        }
    }

    /// It is whole, and kept so until the migration takes it over.
    ///
    /// @param took of this process
    record Ready(String subject, long rows, Duration took) implements WarmEvent {}

    /// It was of no use any more, and is begun anew.
    record Anew(String subject, String reason) implements WarmEvent {}

    /// The column is copied while the migration holds its lock.
    record Cold(String subject, String reason) implements WarmEvent {}

    /// It is given up, triggers and all.
    record Dropped(String subject) implements WarmEvent {}
}
