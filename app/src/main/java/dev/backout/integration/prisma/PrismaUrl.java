package dev.backout.integration.prisma;

import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;
import dev.backout.database.Tls;

import org.jspecify.annotations.Nullable;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A database address as a URL of the form that Prisma takes. It holds the password: for the
/// environment of a child only.
final class PrismaUrl {
    private PrismaUrl() {}

    static String of(DatabaseAddress address) {
        Secret password = address.password();
        String login =
                password == null
                        ? encoded(address.user())
                        : encoded(address.user()) + ":" + encoded(password.reveal());
        List<String> parameters = new ArrayList<>();
        add(parameters, "schema", address.schema());
        Path socket = address.socketFolder();
        if (socket == null) {
            addTls(parameters, address.tls());
        } else {
            add(parameters, "host", socket.toString());
        }
        String host = address.host().contains(":") ? "[" + address.host() + "]" : address.host();
        return "postgresql://%s@%s:%d/%s?%s"
                .formatted(
                        login,
                        host,
                        address.port(),
                        encoded(address.database()),
                        String.join("&", parameters));
    }

    /// Prisma knows three modes, and whether certificates are looked at.
    private static void addTls(List<String> parameters, Tls tls) {
        switch (tls.mode()) {
            case DISABLE -> add(parameters, "sslmode", "disable");
            case ALLOW, PREFER -> add(parameters, "sslmode", "prefer");
            case REQUIRE -> add(parameters, "sslmode", "require");
            case VERIFY_CA, VERIFY_FULL -> {
                add(parameters, "sslmode", "require");
                add(parameters, "sslaccept", "strict");
            }
        }
        add(parameters, "sslcert", text(tls.rootCertificate()));
        Path key = tls.clientKey();
        if (key != null && key.toString().toLowerCase(Locale.ROOT).matches(".*\\.(p12|pfx)")) {
            add(parameters, "sslidentity", key.toString());
            Secret password = tls.keyPassword();
            add(parameters, "sslpassword", password == null ? null : password.reveal());
        }
    }

    private static void add(List<String> parameters, String name, @Nullable String value) {
        if (value != null) {
            parameters.add(name + "=" + encoded(value));
        }
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
