package dev.backout.backup;

import java.nio.file.Path;
import java.util.List;

/// Whether a backup of some name was taken.
public sealed interface BackupProbe {
    /// It is there, and it is what was written down.
    record Complete(Backup backup) implements BackupProbe {}

    /// Something of that name is there that is no backup; taking it again removes it.
    ///
    /// @param files what is there
    /// @param why what is wrong with it
    record Partial(List<Path> files, String why) implements BackupProbe {
        /// Copies the list.
        public Partial {
            files = List.copyOf(files);
        }
    }

    /// Nothing of that name is there, in this folder on this machine.
    record Absent() implements BackupProbe {}
}
