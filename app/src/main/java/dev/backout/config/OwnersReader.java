package dev.backout.config;

import dev.backout.owners.Owner;
import dev.backout.owners.Owners;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads `owners`: whose tables are whose.
final class OwnersReader {
    private OwnersReader() {}

    static Owners read(YamlBlock block) {
        Map<String, Owner> owners = new LinkedHashMap<>();
        for (String pattern : block.keys()) {
            if (!pattern.matches("[^.\\s]+(\\.[^.\\s]+)?")) {
                throw block.wrong(
                        pattern, "is no table SCHEMA.TABLE, no schema, and no pattern with *");
            }
            YamlBlock one = block.block(pattern).only("team", "contact", "service");
            owners.put(
                    pattern,
                    new Owner(one.required("team"), one.text("contact"), one.text("service")));
        }
        return new Owners(owners);
    }
}
