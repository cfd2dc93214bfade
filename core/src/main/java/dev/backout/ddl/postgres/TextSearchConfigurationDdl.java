package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Identifiers;
import dev.backout.schema.TextSearchConfiguration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Statements for text search configurations.
final class TextSearchConfigurationDdl implements KindDdl<TextSearchConfiguration> {
    @Override
    public List<Statement> create(TextSearchConfiguration configuration, List<DbObject> parts) {
        List<Statement> statements = new ArrayList<>();
        statements.add(
                Statement.of(
                        "CREATE %s (PARSER = %s)",
                        Designation.of(configuration), configuration.parser()));
        mappings(configuration)
                .forEach((token, dictionaries) ->
                        statements.add(map(configuration, "ADD", token, dictionaries)));
        return statements;
    }

    @Override
    public Statement drop(TextSearchConfiguration configuration) {
        return Statement.of("DROP " + Designation.of(configuration));
    }

    @Override
    public Alteration alter(TextSearchConfiguration from, TextSearchConfiguration to) {
        if (!from.parser().equals(to.parser())) {
            return new Alteration.Recreate();
        }
        Map<String, String> earlier = mappings(from);
        Map<String, String> later = mappings(to);
        List<Statement> statements = new ArrayList<>();
        earlier.keySet().stream()
                .filter(token -> !later.containsKey(token))
                .forEach(token ->
                        statements.add(
                                Statement.of(
                                        "ALTER %s DROP MAPPING FOR %s",
                                        Designation.of(to), Identifiers.quote(token))));
        later.forEach((token, dictionaries) -> {
            String now = earlier.get(token);
            if (!dictionaries.equals(now)) {
                statements.add(map(to, now == null ? "ADD" : "ALTER", token, dictionaries));
            }
        });
        return Alteration.InPlace.of(statements);
    }

    private static Statement map(
            TextSearchConfiguration configuration, String verb, String token, String dictionaries) {
        return Statement.of(
                "ALTER %s %s MAPPING FOR %s WITH %s",
                Designation.of(configuration), verb, Identifiers.quote(token), dictionaries);
    }

    private static Map<String, String> mappings(TextSearchConfiguration configuration) {
        Map<String, String> map = new LinkedHashMap<>();
        for (String mapping : configuration.mappings()) {
            int colon = mapping.indexOf(": ");
            map.put(mapping.substring(0, colon), mapping.substring(colon + 2));
        }
        return map;
    }

    @Override
    public List<Statement> rename(TextSearchConfiguration configuration, Address from, Address to) {
        return NewAddress.of("TEXT SEARCH CONFIGURATION", from, to);
    }
}
