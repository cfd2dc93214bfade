package dev.backout.testkit.client;

import java.util.List;

/// One statement of an application.
///
/// @param verb what it does
/// @param object what it does that to, for people
/// @param sql the statement
/// @param reads what the application takes the columns of the answer for, in order; none when it
///   looks at no answer
record ClientCall(Verb verb, String object, String sql, List<Expected> reads) {
    /// What a statement does.
    enum Verb {
        /// Looks at rows that may not be its own.
        READ,
        /// Tells by a number what became of its own rows.
        COUNT,
        /// Writes, and looks at what it wrote.
        WRITE
    }

    ClientCall {
        reads = List.copyOf(reads);
    }

    static ClientCall read(String object, String sql, List<Expected> reads) {
        return new ClientCall(Verb.READ, object, sql, reads);
    }

    static ClientCall write(String object, String sql, List<Expected> reads) {
        return new ClientCall(Verb.WRITE, object, sql, reads);
    }
}
