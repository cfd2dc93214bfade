package dev.backout.approval;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.integration.process.ChildProcess;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The file of allowed signers. In a git work tree it has to be as it was committed: whoever
/// carries a plan out must not add a key of his own on the way.
///
/// @param path the file
/// @param environment of the program git
public record SignersFile(Path path, Map<String, String> environment) {
    /// @throws BackoutException `configuration-invalid` when there is none, `approval-refused` when
    ///   it was changed
    public void insist() {
        if (!Files.isRegularFile(path)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "there is no file of allowed signers %s".formatted(path),
                    "one line each: NAME KEY-TYPE KEY, as ssh-keygen(1) has it; approvals.signers"
                            + " of backout.yaml names it");
        }
        if (changed()) {
            throw BackoutException.of(
                    ErrorCode.APPROVAL_REFUSED,
                    "%s has changes that are not committed".formatted(path),
                    "nothing was executed; who may sign is what the repository says: commit it, and"
                            + " have it reviewed, or restore it");
        }
    }

    /// Without git, and outside of a work tree, the file is what it is.
    private boolean changed() {
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("GIT_OPTIONAL_LOCKS", "0");
        try {
            ChildProcess.Output output =
                    ChildProcess.output(
                            List.of(
                                    "git",
                                    "-C",
                                    String.valueOf(path.getParent()),
                                    "status",
                                    "--porcelain",
                                    "--ignored",
                                    "--",
                                    String.valueOf(path.getFileName())),
                            variables);
            return output.status() == 0 && !output.text().isBlank();
        } catch (BackoutException e) {
            if (e.code() != ErrorCode.PROGRAM_UNAVAILABLE) {
                throw e;
            }
            return false;
        }
    }
}
