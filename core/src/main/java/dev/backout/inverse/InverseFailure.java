package dev.backout.inverse;

import dev.backout.ddl.Statement;

import org.jspecify.annotations.Nullable;

/// The server refused a statement of an inverse that was being tried.
public final class InverseFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Statement statement;
    private final String sqlState;

    /// @param statement the refused statement, or null when the commit was refused
    /// @param sqlState the server's five-letter code
    /// @param message the server's message
    public InverseFailure(@Nullable Statement statement, String sqlState, String message) {
        super(message);
        this.statement = statement;
        this.sqlState = sqlState;
    }

    /// The refused statement, or null when the commit was refused.
    public @Nullable Statement statement() {
        return statement;
    }

    /// The server's five-letter code.
    public String sqlState() {
        return sqlState;
    }
}
