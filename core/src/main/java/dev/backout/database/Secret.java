package dev.backout.database;

/// A password. Its text comes out by [#reveal] only, never by printing it or what holds it.
public final class Secret {
    private final String text;

    public Secret(String text) {
        this.text = text;
    }

    /// The password itself, for the driver.
    public String reveal() {
        return text;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
