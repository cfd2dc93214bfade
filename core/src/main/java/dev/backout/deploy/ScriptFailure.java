package dev.backout.deploy;

import dev.backout.sql.ServerFailure;

import java.sql.SQLException;

/// Something failed between BEGIN and COMMIT; whoever catches it undoes the transaction.
final class ScriptFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private static final String REFUSES_TRANSACTION = "25001";
    private static final String COMMITS_INSIDE = "2D000";

    private final String doing;
    private final boolean ofScript;
    private final transient ServerFailure failure;

    /// @param doing what was being done: `statement 2 of 5, drop table public.t`
    /// @param ofScript whether a statement of the script failed; its position counts in the file
    ScriptFailure(String doing, boolean ofScript, ServerFailure failure) {
        super(doing + ": " + failure.message());
        this.doing = doing;
        this.ofScript = ofScript;
        this.failure = failure;
    }

    /// A failure of a query of ours.
    ScriptFailure(String doing, SQLException cause) {
        this(doing, false, ServerFailure.of(cause));
        initCause(cause);
    }

    String doing() {
        return doing;
    }

    ServerFailure failure() {
        return failure;
    }

    /// Whether it is the script that does not work, here and now.
    boolean ofScript() {
        return ofScript;
    }

    /// Whether the statement cannot run in any transaction.
    boolean refusesTransaction() {
        return ofScript && failure.sqlState().equals(REFUSES_TRANSACTION);
    }

    /// Whether code of the script, a procedure or a DO block, commits in its middle.
    boolean commitsInside() {
        return ofScript && failure.sqlState().equals(COMMITS_INSIDE);
    }
}
