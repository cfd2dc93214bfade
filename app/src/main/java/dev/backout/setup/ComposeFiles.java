package dev.backout.setup;

import dev.backout.config.Document;
import dev.backout.setup.Survey.Server;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The PostgreSQL servers that compose files start.
final class ComposeFiles {
    private static final String NAMES = "(docker-)?compose[\\w.-]*\\.ya?ml";
    private static final Pattern IMAGE =
            Pattern.compile(
                    "(?:[\\w.:-]+/)*(?:postgres|postgresql|postgis|pgvector|timescaledb)(?::(?:pg)?(\\d{2}).*|[:@].*)?");
    private static final Pattern PUBLISHED =
            Pattern.compile("(?:[\\d.]+:)?(\\d{1,5}):5432(?:/tcp)?");
    private static final int LAST_PORT = 65_535;
    private static final String USUAL = "postgres";

    private ComposeFiles() {}

    static List<Server> servers(SourceTree tree) {
        List<Server> servers = new ArrayList<>();
        for (Path file : tree.named(NAMES)) {
            for (Document document : Document.yamls(SourceTree.text(file))) {
                if (document.at("services") instanceof Document.Fields services) {
                    services.fields()
                            .forEach((name, one) -> add(servers, name, one, tree.where(file)));
                }
            }
        }
        return servers;
    }

    private static void add(List<Server> servers, String name, Document service, String file) {
        if (!(service.at("image") instanceof Document.Text(String image))) {
            return;
        }
        Matcher matcher = IMAGE.matcher(image);
        String plain = Names.plain(name);
        if (!matcher.matches() || plain == null) {
            return;
        }
        String major = matcher.group(1);
        String user = variable(service, "POSTGRES_USER", USUAL);
        servers.add(
                new Server(
                        major == null ? null : Integer.valueOf(major),
                        port(service.at("ports")),
                        user,
                        variable(service, "POSTGRES_DB", user),
                        "%s, service %s".formatted(file, plain)));
    }

    private static @Nullable Integer port(Document ports) {
        if (!(ports instanceof Document.Items(List<Document> items))) {
            return null;
        }
        for (Document item : items) {
            String text =
                    switch (item) {
                        case Document.Text(String written) -> written;
                        case Document.Fields fields ->
                                text(fields.at("published")) + ":" + text(fields.at("target"));
                        case Document.Items _, Document.Flag _, Document.Nothing _ -> "";
                    };
            Matcher matcher = PUBLISHED.matcher(text);
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) <= LAST_PORT) {
                return Integer.valueOf(matcher.group(1));
            }
        }
        return null;
    }

    /// What is not written out as a name, such as `${DB}`, is as if it were not there.
    private static String variable(Document service, String name, String otherwise) {
        Document environment = service.at("environment");
        String text = null;
        if (environment instanceof Document.Fields(Map<String, Document> fields)) {
            text = text(fields.getOrDefault(name, new Document.Nothing()));
        }
        for (String line : environment.texts()) {
            if (line.startsWith(name + "=")) {
                text = line.substring(name.length() + 1);
            }
        }
        String plain = Names.plain(text);
        return plain == null ? otherwise : plain;
    }

    private static String text(Document document) {
        return document instanceof Document.Text(String text) ? text : "";
    }
}
