package dev.backout.failure;

import java.util.Map;

/// What usually stands behind an error of the server, and what is to be done.
public enum Cause {
    DUPLICATE_KEY(
            "rows have the same value where it has to be unique: change or merge them, or make the"
                    + " index over more columns",
            true),
    MISSING_TARGET(
            "rows refer to rows that are not there: delete them, set them NULL, or bring back what"
                    + " they refer to",
            true),
    NULL_VALUES(
            "rows have no value where there has to be one: fill them first, or give the column a"
                    + " DEFAULT",
            true),
    CHECK_VIOLATED("rows do not meet the condition: change them, or add it NOT VALID", true),
    EXCLUDED("rows exclude each other: change them first", true),
    VALUE_DOES_NOT_CONVERT(
            "values do not fit into the new type: change them, or say in USING what becomes of"
                    + " them",
            true),
    NO_CAST("the server does not convert that type by itself: say how in USING", false),
    ALREADY_EXISTS(
            "it was made before: by hand, or by an earlier try that got half-way; see how far this"
                    + " one got",
            false),
    DOES_NOT_EXIST(
            "something that it needs is not there: dropped or renamed by hand, in another schema,"
                    + " or made by a migration that is not applied here",
            false),
    LOCKED("others were in the way: nothing is wrong with the file; deploy it again", false),
    RIGHTS("the role that deploys may not do this: give it the right, or another role", false),
    FULL("the disk is full: make room, then deploy again", false),
    NOT_IN_TRANSACTION(
            "CONCURRENTLY and a few others must be alone in their file, since several statements"
                    + " are one transaction",
            false),
    NEW_LABEL(
            "a new enum value can be used only after it is committed: put its use into the next"
                    + " migration",
            false),
    DEPENDENTS("other objects need what it drops: drop or change those first", false),
    SYNTAX("the file is not SQL that this server understands: nothing of it was run", false),
    CONNECTION("the connection ended: what was open then is undone; see how far it got", false),
    OTHER("", false);

    private static final Map<String, Cause> BY_STATE =
            Map.ofEntries(
                    Map.entry("23505", DUPLICATE_KEY),
                    Map.entry("23503", MISSING_TARGET),
                    Map.entry("23502", NULL_VALUES),
                    Map.entry("23514", CHECK_VIOLATED),
                    Map.entry("23P01", EXCLUDED),
                    Map.entry("42804", NO_CAST),
                    Map.entry("42P07", ALREADY_EXISTS),
                    Map.entry("42701", ALREADY_EXISTS),
                    Map.entry("42710", ALREADY_EXISTS),
                    Map.entry("42723", ALREADY_EXISTS),
                    Map.entry("42P06", ALREADY_EXISTS),
                    Map.entry("42P01", DOES_NOT_EXIST),
                    Map.entry("42703", DOES_NOT_EXIST),
                    Map.entry("42704", DOES_NOT_EXIST),
                    Map.entry("42883", DOES_NOT_EXIST),
                    Map.entry("3F000", DOES_NOT_EXIST),
                    Map.entry("55P03", LOCKED),
                    Map.entry("57014", LOCKED),
                    Map.entry("40P01", LOCKED),
                    Map.entry("40001", LOCKED),
                    Map.entry("42501", RIGHTS),
                    Map.entry("53100", FULL),
                    Map.entry("25001", NOT_IN_TRANSACTION),
                    Map.entry("55P04", NEW_LABEL),
                    Map.entry("2BP01", DEPENDENTS),
                    Map.entry("42601", SYNTAX));

    private final String text;
    private final boolean ofRows;

    Cause(String text, boolean ofRows) {
        this.text = text;
        this.ofRows = ofRows;
    }

    /// The cause by the server's code.
    ///
    /// @param sqlState five characters, or an empty text
    public static Cause of(String sqlState) {
        Cause exact = BY_STATE.get(sqlState);
        if (exact != null) {
            return exact;
        }
        if (sqlState.startsWith("22")) {
            return VALUE_DOES_NOT_CONVERT;
        }
        return sqlState.startsWith("08") || sqlState.startsWith("57P") ? CONNECTION : OTHER;
    }

    /// One sentence without a full stop; empty when nothing is known.
    public String text() {
        return text;
    }

    /// Whether rows of the live database are in the way, and can be listed.
    public boolean ofRows() {
        return ofRows;
    }
}
