package dev.backout.demo.incident;

import dev.backout.database.Sql;
import dev.backout.demo.Commands;
import dev.backout.demo.Deployment;
import dev.backout.demo.ShopDatabase;
import dev.backout.demo.ShopProject;
import dev.backout.demo.shop.Fleet;
import dev.backout.demo.shop.Order;
import dev.backout.demo.shop.Release;
import dev.backout.demo.shop.Visitors;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.error.ExitCode;
import dev.backout.records.RecordSchema;
import dev.backout.run.ShutDoors;
import dev.backout.schema.Snapshot;

import java.io.PrintStream;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The evening: a shop that people order in, a release that brings a bad migration, and the way
/// back by the commands that somebody on call would type. Nothing is staged: requests go over HTTP
/// to processes of their own, and what fails is counted.
public final class Incident {
    private static final RecordSchema RECORDS = new RecordSchema(RecordSchema.USUAL);
    private static final Duration REST = Duration.ofMillis(40);
    private static final String NAME = "shop";
    private static final int TROUBLES = 3;
    private static final List<String> NAMES =
            List.of(
                    "the old release",
                    "while it is deployed",
                    "the bad release",
                    "writes are paused",
                    "the old release again");
    private static final int SHORT_ID = 12;

    private final PrintStream out;
    private final Commands commands;
    private final ShopDatabase database;
    private final ShopProject project;
    private final IncidentSettings settings;
    private final String path;

    /// @param out where it is told
    /// @param commands runs what is typed; what they print has to go to `out` too
    /// @param path where programs are found
    public Incident(
            PrintStream out,
            Commands commands,
            ShopDatabase database,
            ShopProject project,
            IncidentSettings settings,
            String path) {
        this.out = out;
        this.commands = commands;
        this.database = database;
        this.project = project;
        this.settings = settings;
        this.path = path;
    }

    /// Tells it from the first order to the last count.
    public IncidentEnd tell() {
        try (Connection connection = database.connect()) {
            return tell(connection);
        } catch (SQLException e) {
            throw new BackoutException(
                    ErrorCode.INTERNAL, "the demo's database: " + e.getMessage(), List.of(), e);
        }
    }

    private IncidentEnd tell(Connection connection) throws SQLException {
        new Deployment(connection).open(project);
        if (settings.orders() > 0) {
            ShopDatabase.must(
                    connection,
                    IncidentProject.text("many-orders.sql")
                            .replace("@orders@", Long.toString(settings.orders())));
        }
        Snapshot schema = database.snapshot();
        IncidentProject.scripts(project);
        boolean signed = People.sign(project);
        try (Fleet fleet =
                        new Fleet(
                                project.folder().resolve("ops"),
                                database.url(),
                                settings.instances());
                Inbox inbox = new Inbox(out::println)) {
            IncidentProject.settings(project, fleet.addresses(), signed, settings.watch());
            fleet.start(Release.OLD);
            return tell(connection, schema, fleet, inbox, signed);
        }
    }

    private IncidentEnd tell(
            Connection connection, Snapshot schema, Fleet fleet, Inbox inbox, boolean signed)
            throws SQLException {
        Prompt prompt =
                new Prompt(
                        out,
                        commands,
                        project,
                        Map.of(
                                "PATH",
                                path,
                                "DATABASE_URL",
                                database.url(),
                                "INCIDENT_CHANNEL",
                                inbox.address(),
                                "XDG_STATE_HOME",
                                project.folder().resolve(".state").toString()));
        Visitors visitors = new Visitors(fleet.addresses(), REST);
        Instant began = Instant.now();
        Instant deployed;
        Instant bad;
        String run;
        try (visitors) {
            visitors.start(settings.visitors());
            open(fleet);
            deployed = Instant.now();
            deploy(prompt);
            bad = Instant.now();
            watch(visitors, bad);
            prompt.startCounting();
            backOut(prompt, signed);
            run = newest(connection);
            after(prompt, run);
        }
        List<Order> orders = visitors.orders();
        Paused paused = Paused.of(connection, run, orders);
        IncidentEnd end =
                new IncidentEnd(
                        Phase.all(
                                NAMES,
                                List.of(
                                        began,
                                        deployed,
                                        bad,
                                        paused.from(),
                                        paused.to(),
                                        Instant.now()),
                                visitors.visits()),
                        orders.size(),
                        missing(connection, orders),
                        paused,
                        prompt.keyboard(),
                        inbox.kinds(),
                        shut(connection),
                        database.differences(schema),
                        prompt.failed(),
                        size(connection));
        say("## What it came to, by counting.");
        IncidentText.lines(end).forEach(out::println);
        return end;
    }

    private void open(Fleet fleet) {
        say(
                "## A shop on %s: %d processes of the application, %d people who order and look."
                        .formatted(
                                database.description(),
                                fleet.addresses().size(),
                                settings.visitors()));
        rest(settings.phase());
    }

    private void deploy(Prompt prompt) {
        String migration = IncidentProject.migration();
        project.release(migration);
        say("## A release is deployed. It brings %s:".formatted(ShopProject.BAD));
        migration
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("--"))
                .forEach(line -> out.println("  " + line));
        prompt.type("deploy");
        prompt.insist();
        prompt.shell("sh ops/release new");
        prompt.insist();
    }

    private void watch(Visitors visitors, Instant since) {
        say("## Every process says that it is ready. What people get:");
        rest(settings.phase());
        Phase bad = Phase.of("", since, Instant.now(), visitors.visits());
        out.println(
                "  %d of %d requests failed in %s:"
                        .formatted(
                                bad.failed(),
                                bad.reads() + bad.orders(),
                                IncidentText.seconds(bad.took())));
        bad.troubles().stream().limit(TROUBLES).forEach(line -> out.println("  " + line));
    }

    private void backOut(Prompt prompt, boolean signed) {
        say("## On call, one types:");
        prompt.type("triage");
        prompt.type("plan");
        if (signed) {
            say("## Two people sign it, with the keys of SSH that they have.");
            prompt.type(ExitCode.WAITING, NAME, "approve", "--key", "keys/ann");
            prompt.type(ExitCode.DONE, NAME, "approve", "--key", "keys/bob");
        } else {
            say("## There is no ssh-keygen on this machine, so nobody is asked to sign.");
        }
        say(
                "## It is carried out. Behind bars: what the incident channel gets, without what"
                        + " stood in the message before.");
        prompt.type(ExitCode.DONE, NAME, "run", "--incident", "INC-2041");
        prompt.insist();
    }

    private void after(Prompt prompt, String run) {
        say("## The old release takes orders again.");
        rest(settings.phase());
        prompt.type("verify");
        prompt.type("report", run.substring(0, Math.min(SHORT_ID, run.length())));
    }

    private static String newest(Connection connection) throws SQLException {
        String run =
                Sql.first(
                        connection,
                        "select id from backout.run order by id desc limit 1",
                        row -> row.getString(1));
        if (run == null) {
            throw new IllegalStateException("nothing was carried out");
        }
        return run;
    }

    private static long missing(Connection connection, List<Order> orders) throws SQLException {
        Long missing =
                Sql.first(
                        connection,
                        IncidentProject.text("missing.sql"),
                        row -> row.getLong(1),
                        orders.stream().map(Order::id).toArray(Long[]::new),
                        orders.stream().map(Order::user).toArray(Integer[]::new),
                        orders.stream().map(Order::product).toArray(Integer[]::new));
        return missing == null ? orders.size() : missing;
    }

    private List<String> shut(Connection connection) throws SQLException {
        List<String> shut =
                new ArrayList<>(
                        ShutDoors.of(connection, RECORDS).stream().map(ShutDoors::text).toList());
        if (Files.exists(project.folder().resolve("ops/read-only.flag"))) {
            shut.add("READ_ONLY_MODE is on");
        }
        try (Connection fresh = database.connect()) {
            if (Sql.ask(fresh, "select current_setting('transaction_read_only')::boolean")) {
                shut.add("new sessions cannot write");
            }
        }
        return shut;
    }

    private static long size(Connection connection) throws SQLException {
        Long size =
                Sql.first(
                        connection,
                        "select pg_total_relation_size('orders')",
                        row -> row.getLong(1));
        return size == null ? 0 : size;
    }

    private void say(String line) {
        out.println();
        out.println(line);
    }

    private static void rest(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BackoutException(
                    ErrorCode.INTERNAL, "the demo was interrupted", List.of(), e);
        }
    }
}
