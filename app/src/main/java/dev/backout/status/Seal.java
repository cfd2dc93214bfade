package dev.backout.status;

import dev.backout.schema.Entry;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Unit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/// One number for a whole schema: where two are equal, so are the schemas. Where they differ, only
/// [Fingerprints] tell in what, and whether it matters: the seal also knows the order of columns.
final class Seal {
    private Seal() {}

    private record OfUnit(String title, String digest) {}

    /// SHA-256 in hexadecimal. A large schema is sealed by several processors.
    static String of(Snapshot snapshot) {
        List<OfUnit> units =
                snapshot.units().values().parallelStream()
                        .map(Seal::unit)
                        .sorted(Comparator.comparing(OfUnit::title))
                        .toList();
        MessageDigest digest = sha256();
        units.forEach(unit -> digest.update(unit.digest.getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static OfUnit unit(Unit unit) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : unit.entries()) {
            text.append(entry.address().kind())
                    .append(entry.address().path())
                    .append(entry.object().attributes())
                    .append('\n');
        }
        return new OfUnit(
                unit.entries().getFirst().address().title(),
                HexFormat.of()
                        .formatHex(
                                sha256().digest(text.toString().getBytes(StandardCharsets.UTF_8))));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
