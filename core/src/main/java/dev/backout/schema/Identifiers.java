package dev.backout.schema;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The one place where names and texts become SQL. Quotes as PostgreSQL's own `quote_ident` and
/// `quote_literal` do, with every keyword that is not unreserved quoted.
public final class Identifiers {
    private static final Pattern PLAIN = Pattern.compile("[a-z_][a-z0-9_$]*");

    /// Keywords that are reserved, or reserved except as type, function or column name, in any of
    /// PostgreSQL 14 to 18 (manual, appendix "SQL Key Words"); quote_ident quotes all of them.
    private static final Set<String> KEYWORDS =
            Set.of(
                    """
                    all analyse analyze and any array as asc asymmetric authorization between bigint
                    binary bit boolean both case cast char character check coalesce collate collation
                    column concurrently constraint create cross current_catalog current_date
                    current_role current_schema current_time current_timestamp current_user dec decimal
                    default deferrable desc distinct do else end except exists extract false fetch float
                    for foreign freeze from full grant greatest group grouping having ilike in initially
                    inner inout int integer intersect interval into is isnull join json json_array
                    json_arrayagg json_exists json_object json_objectagg json_query json_scalar
                    json_serialize json_table json_value lateral leading least left like limit localtime
                    localtimestamp merge_action national natural nchar none normalize not notnull null
                    nullif numeric offset on only or order out outer overlaps overlay placing position
                    precision primary real references returning right row select session_user setof
                    similar smallint some substring symmetric system_user table tablesample then time
                    timestamp to trailing treat trim true union unique user using values varchar
                    variadic verbose when where window with xmlattributes xmlconcat xmlelement xmlexists
                    xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
                    """
                            .strip()
                            .split("\\s+"));

    private Identifiers() {}

    /// One name as SQL.
    public static String quote(String name) {
        return PLAIN.matcher(name).matches() && !KEYWORDS.contains(name)
                ? name
                : '"' + name.replace("\"", "\"\"") + '"';
    }

    /// Names joined by dots, each quoted where needed.
    public static String dotted(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining("."));
    }

    /// Names joined by commas, each quoted where needed.
    public static String list(List<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    /// A text as a string constant, correct with `standard_conforming_strings` on or off.
    public static String literal(String text) {
        String doubled = text.replace("'", "''");
        return text.indexOf('\\') < 0
                ? "'" + doubled + "'"
                : "E'" + doubled.replace("\\", "\\\\") + "'";
    }

    /// A role as SQL; the empty name is PUBLIC.
    public static String role(String name) {
        return name.isEmpty() ? "PUBLIC" : quote(name);
    }
}
