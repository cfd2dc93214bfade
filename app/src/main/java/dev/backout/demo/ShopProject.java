package dev.backout.demo;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A Prisma project in a temporary folder. Closing it deletes the folder.
public final class ShopProject implements AutoCloseable {
    /// The migrations that are right, in their order.
    public static final List<String> GOOD =
            List.of(
                    "20260105090000_init",
                    "20260112143000_orders",
                    "20260126101500_order_items",
                    "20260209160000_order_totals",
                    "20260223083000_order_indexes",
                    "20260309120000_product_stock");

    /// The one that goes wrong.
    public static final String BAD = "20260406111500_tidy_up_orders";

    private final Path folder;

    private ShopProject(Path folder) {
        this.folder = folder;
    }

    /// Lays the project out, without the bad migration.
    ///
    /// @param url the database, as Prisma takes it
    public static ShopProject create(String url) {
        try {
            ShopProject project = new ShopProject(Files.createTempDirectory("backout-demo-"));
            project.write("package.json", "{ \"name\": \"shop\", \"private\": true }\n");
            project.write(".env", "DATABASE_URL=\"" + url + "\"\n");
            project.write("prisma/schema.prisma", DemoResources.text("schema.prisma"));
            for (String name : GOOD) {
                project.write(file(name), DemoResources.text("migrations/" + name + ".sql"));
            }
            return project;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /// Adds the bad migration.
    public void release(String sql) {
        write(file(BAD), sql);
    }

    /// The project's folder.
    public Path folder() {
        return folder;
    }

    /// What a migration's file holds.
    public byte[] migration(String name) {
        try {
            return Files.readAllBytes(folder.resolve(file(name)));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            throw failed(e);
        }
    }

    private static String file(String migration) {
        return "prisma/migrations/" + migration + "/migration.sql";
    }

    /// Writes a file of the project.
    public void write(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Path parent = file.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private static BackoutException failed(Exception e) {
        return new BackoutException(
                ErrorCode.FILE_INACCESSIBLE,
                "the demo's project cannot be written or deleted: " + e.getMessage(),
                List.of("the folder for temporary files has to be writable"),
                e);
    }
}
