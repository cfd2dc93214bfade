package dev.backout.config;

import dev.backout.config.Settings.Environment;
import dev.backout.database.DatabaseAddress;
import dev.backout.database.Secret;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.reference.References;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Finds the database: `--url`, `--env`, the variables that the project reads its URL from (in the
/// environment, then in `.env`), a URL written into the project, the only environment of
/// `backout.yaml`.
final class TargetFinder {
    private static final String DIRECT = "DIRECT_URL";

    /// As in libpq, for a URL without a password. The driver reads the file of passwords itself.
    private static final String PASSWORD = "PGPASSWORD";

    private static final List<String> USUAL = List.of("DATABASE_URL", DIRECT);

    private final Choices choices;
    private final Settings settings;
    private final @Nullable Project project;
    private final Variables variables;
    private final Path base;

    TargetFinder(
            Choices choices, Settings settings, @Nullable Project project, Variables variables) {
        this.choices = choices;
        this.settings = settings;
        this.project = project;
        this.variables = variables;
        this.base = project == null ? choices.folder() : project.schemaFolder();
    }

    /// The database, or null when nobody names one.
    @Nullable Target find() {
        if (choices.url() != null) {
            return target(parse(choices.url(), "--url"), "--url");
        }
        if (choices.environmentName() != null) {
            return of(environment(choices.environmentName()));
        }
        Target target = ofVariables();
        if (target == null) {
            target = ofLiteral();
        }
        return target == null ? ofOnlyEnvironment() : target;
    }

    /// The database.
    ///
    /// @throws BackoutException `configuration-invalid` when nobody names one
    Target required() {
        Target target = find();
        if (target != null) {
            return target;
        }
        if (declared().stream().anyMatch(source -> source instanceof UrlSource.Unclear)) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the project's code for the database URL cannot be understood without running"
                            + " it",
                    "set DATABASE_URL, or give the URL with --url");
        }
        if (!settings.environments().isEmpty()) {
            throw BackoutException.of(
                    ErrorCode.CONFIGURATION_INVALID,
                    "it is not said which database is meant; backout.yaml names %s"
                            .formatted(names()),
                    "choose one with --env NAME");
        }
        throw BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                "no database is named: %s is not set in the environment or in .env"
                        .formatted(String.join(" or ", declaredNames())),
                "set it to postgresql://USER:PASSWORD@HOST:PORT/DATABASE, or give --url or --env");
    }

    private @Nullable Target ofVariables() {
        for (Variables.Layer layer : variables.layers()) {
            String name = chosen(layer);
            if (name != null) {
                String origin = name + " of " + shown(layer);
                return target(parse(layer.value(name), origin), origin);
            }
        }
        return null;
    }

    /// The project's own variable; `DIRECT_URL` in its place when that one leads to a pooler.
    private @Nullable String chosen(Variables.Layer layer) {
        for (String name : declaredNames()) {
            String value = layer.value(name);
            if (value != null) {
                boolean other = !name.equals(DIRECT) && layer.value(DIRECT) != null;
                return other && leadsToPooler(value) ? DIRECT : name;
            }
        }
        return null;
    }

    private boolean leadsToPooler(String url) {
        return url.startsWith("prisma") || DatabaseAddress.parse(url, base).pooled();
    }

    private @Nullable Target ofLiteral() {
        for (UrlSource source : declared()) {
            if (source instanceof UrlSource.Literal literal) {
                String origin = "written in the project";
                return target(parse(literal.text(), origin), origin);
            }
        }
        return null;
    }

    private @Nullable Target ofOnlyEnvironment() {
        List<Environment> all = List.copyOf(settings.environments().values());
        return all.size() == 1 ? of(all.getFirst()) : null;
    }

    private Environment environment(String name) {
        return environment(settings, name);
    }

    static Environment environment(Settings settings, String name) {
        Environment environment = settings.environments().get(name);
        if (environment != null) {
            return environment;
        }
        String near = Suggestion.nearest(name, settings.environments().keySet());
        throw BackoutException.of(
                ErrorCode.CONFIGURATION_INVALID,
                "there is no environment %s in %s"
                        .formatted(
                                name,
                                settings.file() == null
                                        ? "backout.yaml"
                                        : settings.file().toString()),
                settings.environments().isEmpty()
                        ? "it names no environment at all"
                        : near == null
                                ? "it names "
                                        + String.join(
                                                ", ",
                                                settings.environments().keySet().stream()
                                                        .sorted()
                                                        .toList())
                                : "did you mean " + near + "?");
    }

    private Target of(Environment environment) {
        return target(address(environment), environment, "environments." + environment.name());
    }

    private DatabaseAddress address(Environment environment) {
        DatabaseAddress address =
                address(environment.url(), "environments." + environment.name() + ".url");
        return environment.schema() == null ? address : address.inSchema(environment.schema());
    }

    /// A URL of `backout.yaml`.
    ///
    /// @param where the setting, for messages
    DatabaseAddress address(String written, String where) {
        Path file = settings.file();
        Path folder = file == null ? choices.folder() : file.resolveSibling("");
        return parse(new References(variables::value, folder).url(written, where).text(), where);
    }

    /// A URL from elsewhere may still be that of an environment; of several, that of production.
    private Target target(DatabaseAddress address, String origin) {
        List<Environment> order =
                settings.environments().values().stream()
                        .sorted(
                                Comparator.comparing(Environment::production)
                                        .reversed()
                                        .thenComparing(Environment::name))
                        .toList();
        for (Environment environment : order) {
            if (means(environment, address)) {
                return target(address, environment, origin);
            }
        }
        return new Target(
                withPassword(address),
                origin,
                null,
                true,
                settings.lockTimeout(),
                settings.recordSchema(),
                settings.publishing(),
                settings.maxLock());
    }

    /// The environments for production that mean this database as well, by their names.
    List<String> productionsOf(DatabaseAddress address) {
        return settings.environments().values().stream()
                .filter(one -> one.production() && means(one, address))
                .map(Environment::name)
                .sorted()
                .toList();
    }

    private boolean means(Environment environment, DatabaseAddress address) {
        try {
            return address(environment).sameDatabase(address);
        } catch (BackoutException e) {
            // Its variables are not set here, as those of production on a laptop: it is not this
            // one.
            return false;
        }
    }

    private Target target(DatabaseAddress address, Environment environment, String origin) {
        return new Target(
                withPassword(address),
                origin,
                environment.name(),
                environment.production(),
                environment.lockTimeout() == null
                        ? settings.lockTimeout()
                        : environment.lockTimeout(),
                settings.recordSchema(),
                settings.publishing(),
                settings.maxLock());
    }

    /// Only that of the process counts: a `.env` is for the project's own URL.
    private DatabaseAddress withPassword(DatabaseAddress address) {
        String password = choices.environment().getOrDefault(PASSWORD, "");
        return address.password() != null || password.isEmpty()
                ? address
                : address.withPassword(new Secret(password));
    }

    private DatabaseAddress parse(@Nullable String url, String origin) {
        try {
            return DatabaseAddress.parse(url == null ? "" : url, base);
        } catch (BackoutException e) {
            throw new BackoutException(
                    e.code(), "%s (%s)".formatted(e.getMessage(), origin), e.hints(), e);
        }
    }

    private List<UrlSource> declared() {
        return project == null ? List.of() : project.urls();
    }

    /// The variables that the project reads its URL from.
    List<String> declaredNames() {
        List<String> names = new ArrayList<>();
        for (UrlSource source : declared()) {
            if (source instanceof UrlSource.Variable variable) {
                names.add(variable.name());
            }
        }
        return names.isEmpty() ? USUAL : names;
    }

    private String names() {
        return String.join(", ", settings.environments().keySet().stream().sorted().toList());
    }

    private String shown(Variables.Layer layer) {
        Path folder = choices.folder();
        Path path = Path.of(layer.origin());
        return path.startsWith(folder) ? folder.relativize(path).toString() : layer.origin();
    }
}
