package dev.backout.status;

import dev.backout.schema.Snapshot;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a history leads to, as bytes: the seal, which is all that is looked at in most cases, then
/// title and fingerprint of each object by turns. The form is Java's own for texts, since reading
/// the 30,000 objects of 2,000 tables as JSON takes ten times as long.
final class ExpectedSchema {
    private final String seal;
    private final byte[] content;

    private ExpectedSchema(String seal, byte[] content) {
        this.seal = seal;
        this.content = content;
    }

    static ExpectedSchema of(Snapshot snapshot) {
        String seal = Seal.of(snapshot);
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        Map<String, String> objects = Fingerprints.of(snapshot).objects();
        try (DataOutputStream out = new DataOutputStream(content)) {
            out.writeUTF(seal);
            out.writeInt(objects.size());
            for (Map.Entry<String, String> object : objects.entrySet()) {
                out.writeUTF(object.getKey());
                out.writeUTF(object.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a title is longer than 64 kB", e);
        }
        return new ExpectedSchema(seal, content.toByteArray());
    }

    /// @throws IOException when that is none
    static ExpectedSchema read(byte[] content) throws IOException {
        ExpectedSchema schema = new ExpectedSchema(open(content).readUTF(), content);
        if (schema.seal.length() != 64) {
            throw new IOException("not an expected schema");
        }
        return schema;
    }

    /// All of it; not to be changed.
    byte[] content() {
        return content;
    }

    /// What is different in a live schema, one line for each object.
    ///
    /// @throws IOException when the content is damaged
    List<String> differences(Snapshot live) throws IOException {
        return seal.equals(Seal.of(live))
                ? List.of()
                : fingerprints().differences(Fingerprints.of(live));
    }

    private Fingerprints fingerprints() throws IOException {
        DataInputStream in = open(content);
        in.readUTF();
        int count = in.readInt();
        Map<String, String> objects = new HashMap<>();
        for (int i = 0; i < count; i++) {
            objects.put(in.readUTF(), in.readUTF());
        }
        return new Fingerprints(objects);
    }

    private static DataInputStream open(byte[] content) {
        return new DataInputStream(new ByteArrayInputStream(content));
    }
}
