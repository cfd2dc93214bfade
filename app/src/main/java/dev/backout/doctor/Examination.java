package dev.backout.doctor;

import java.sql.SQLException;
import java.util.List;

/// One examination. It changes nothing.
///
/// A new one is a class that implements this, a [Topic] for each thing that it can find, a line in
/// `LiveExaminations` or `MachineExaminations`, and a section of `docs/doctor.md` for each topic.
public interface Examination {
    /// What it is about when it cannot be done.
    Topic topic();

    /// What was found; never empty, unless there is nothing to tell.
    ///
    /// @throws SQLException becomes a finding that it could not be examined; so does a
    ///   `BackoutException`
    List<Finding> examine() throws SQLException;
}
