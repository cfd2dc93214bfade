package dev.backout.testkit.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What `backout check --format json` says of one migration.
///
/// @param proof `proved`, `refuted` or `unproved`
/// @param down the verdict on the hand-written way back
/// @param inverse its statements, in order
/// @param reason why there is no proof, when it says so
record Claim(String proof, String data, String down, List<String> inverse, String reason) {

    /// The claims of a file, by the migration's name.
    static Map<String, Claim> in(Path json) {
        try {
            Map<String, Claim> claims = new HashMap<>();
            for (JsonNode migration :
                    new ObjectMapper().readTree(json.toFile()).path("migrations")) {
                claims.put(migration.path("name").asText(), of(migration));
            }
            return claims;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Claim of(JsonNode migration) {
        List<String> inverse = new ArrayList<>();
        migration.path("inverse").forEach(statement -> inverse.add(statement.asText()));
        String reason = migration.path("reason").asText("");
        return new Claim(
                migration.path("proof").asText(""),
                migration.path("data").asText(""),
                migration.path("down").asText(""),
                inverse,
                reason.isEmpty() ? migration.path("reasons").toString() : reason);
    }
}
