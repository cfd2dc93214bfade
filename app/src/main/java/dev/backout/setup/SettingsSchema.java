package dev.backout.setup;

import dev.backout.sql.Resource;

/// The JSON schema of backout.yaml, for editors. A test holds it against what is read.
public final class SettingsSchema {
    private SettingsSchema() {}

    /// The schema as a file's text.
    public static String text() {
        return Resource.text(SettingsSchema.class, Draft.SCHEMA);
    }
}
