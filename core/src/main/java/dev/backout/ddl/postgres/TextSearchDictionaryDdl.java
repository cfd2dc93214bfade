package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.NameList;
import dev.backout.schema.TextSearchDictionary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Statements for text search dictionaries.
final class TextSearchDictionaryDdl implements KindDdl<TextSearchDictionary> {
    @Override
    public List<Statement> create(TextSearchDictionary dictionary, List<DbObject> parts) {
        return List.of(
                Statement.of(
                        "CREATE %s (TEMPLATE = %s%s)",
                        Designation.of(dictionary),
                        dictionary.template(),
                        dictionary.options() == null ? "" : ", " + dictionary.options()));
    }

    @Override
    public Statement drop(TextSearchDictionary dictionary) {
        return Statement.of("DROP " + Designation.of(dictionary));
    }

    @Override
    public Alteration alter(TextSearchDictionary from, TextSearchDictionary to) {
        if (!from.template().equals(to.template())) {
            return new Alteration.Recreate();
        }
        Map<String, String> earlier = options(from);
        Map<String, String> later = options(to);
        List<String> settings = new ArrayList<>();
        earlier.keySet().stream().filter(name -> !later.containsKey(name)).forEach(settings::add);
        later.forEach((name, setting) -> {
            if (!setting.equals(earlier.get(name))) {
                settings.add(setting);
            }
        });
        return Alteration.InPlace.of(
                settings.isEmpty()
                        ? List.of()
                        : List.of(
                                Statement.of(
                                        "ALTER %s (%s)",
                                        Designation.of(to), String.join(", ", settings))));
    }

    /// Names, quoted as the server has them, and whole settings: `language = 'english'`.
    private static Map<String, String> options(TextSearchDictionary dictionary) {
        Map<String, String> map = new LinkedHashMap<>();
        if (dictionary.options() != null) {
            for (String setting : NameList.split(dictionary.options())) {
                map.put(setting.substring(0, setting.indexOf(" = ")), setting);
            }
        }
        return map;
    }

    @Override
    public List<Statement> rename(TextSearchDictionary dictionary, Address from, Address to) {
        return NewAddress.of("TEXT SEARCH DICTIONARY", from, to);
    }
}
