package dev.backout.run;

import dev.backout.sql.ServerFailure;

/// Something inside the transaction failed; whoever catches it undoes the transaction.
final class StepFailure extends Exception {
    private static final long serialVersionUID = 1L;

    private final String doing;
    private final transient ServerFailure failure;
    private final transient String sql;

    /// @param doing what was being done: `statement 2 of 5, drop table public.t`
    /// @param sql the text that was sent, in which the failure's position counts; may be empty
    StepFailure(String doing, String sql, ServerFailure failure) {
        super(doing + ": " + failure.message());
        this.doing = doing;
        this.sql = sql;
        this.failure = failure;
    }

    /// A failure of a query of ours.
    StepFailure(String doing, java.sql.SQLException cause) {
        this(doing, "", ServerFailure.of(cause));
        initCause(cause);
    }

    String doing() {
        return doing;
    }

    ServerFailure failure() {
        return failure;
    }

    /// SQLSTATE, place and constraint, for whoever looks into it.
    String facts() {
        String constraint =
                failure.constraint() == null ? "" : ", constraint " + failure.constraint();
        return "SQLSTATE %s, %s%s%s".formatted(failure.sqlState(), doing, place(), constraint);
    }

    /// The server's words with SQLSTATE and place, without values.
    String serverText() {
        return failure.withoutValue() + place();
    }

    private String place() {
        return failure.position() > 0 && !sql.isEmpty() ? " at " + failure.in(sql) : "";
    }
}
