package dev.backout.scratch;

import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// What a data directory holds beside an empty server: one database after the beginning of a
/// history. It is written into the directory, in a file of its own.
///
/// @param prefix the name of that beginning, see [Prefixes]
/// @param options a name for how the database was made, see [#name]
/// @param run the mark of the roles that were made for it
/// @param owner the ordinary role that owns the database
record Replayed(String prefix, String options, String run, String owner) {
    /// Its database; others are counted from 1.
    static final String DATABASE = "scratch_0";

    private static final String FILE = "backout.replayed";

    /// A name for how a database is made.
    static String name(ScratchOptions options) {
        return Prefixes.shortName(options.texts());
    }

    /// The name under which it is kept.
    String name() {
        return prefix + "-" + options;
    }

    static Replayed read(Path data) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve(FILE))) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException("not a file of ours: " + data.resolve(FILE), e);
        }
        return new Replayed(
                properties.getProperty("prefix", ""),
                properties.getProperty("options", ""),
                properties.getProperty("run", ""),
                properties.getProperty("owner", ""));
    }

    void write(Path data) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("prefix", prefix);
        properties.setProperty("options", options);
        properties.setProperty("run", run);
        properties.setProperty("owner", owner);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        Files.writeString(data.resolve(FILE), text.toString());
    }
}
