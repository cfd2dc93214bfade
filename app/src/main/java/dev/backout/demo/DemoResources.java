package dev.backout.demo;

import dev.backout.sql.Resource;

/// The files of the shop, beside this package.
public final class DemoResources {
    private DemoResources() {}

    /// What a file holds.
    public static String text(String name) {
        return Resource.text(DemoResources.class, name);
    }
}
