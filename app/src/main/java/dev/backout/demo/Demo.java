package dev.backout.demo;

import static java.util.Objects.requireNonNullElse;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Snapshot;
import dev.backout.sql.ServerFailure;

import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/// The story: a release goes wrong while orders come in, and is backed out.
public final class Demo {
    private static final int OLD_ORDERS = 40;

    /// SQLSTATE of RAISE EXCEPTION, by which the bar's trigger refuses.
    private static final String RAISED = "P0001";

    private final PrintStream out;
    private final Commands commands;
    private final ShopDatabase database;
    private final ShopProject project;

    /// @param out where it is told
    /// @param commands runs what is typed; what they print has to go to `out` too
    public Demo(PrintStream out, Commands commands, ShopDatabase database, ShopProject project) {
        this.out = out;
        this.commands = commands;
        this.database = database;
        this.project = project;
    }

    /// Tells it from the first migration to the last count.
    public DemoEnd tell() {
        try (Connection connection = database.connect()) {
            return tell(connection);
        } catch (SQLException e) {
            throw new BackoutException(
                    ErrorCode.INTERNAL, "the demo's database: " + e.getMessage(), List.of(), e);
        }
    }

    private DemoEnd tell(Connection connection) throws SQLException {
        Deployment deployment = new Deployment(connection);
        deployment.open(project);
        Counts before = Counts.of(connection);
        String digest = before.digest(connection);
        Snapshot schema = database.snapshot();
        breakIt(deployment, before);

        Application release = new Application(database, Application.NEW);
        Thread orders = Thread.ofVirtual().start(release);
        backOut();
        long during = finish(release, orders);
        long after = takeOldOrders();

        ServerFailure refused = deployAgain(deployment);
        DemoEnd end =
                new DemoEnd(
                        before,
                        during,
                        after,
                        Counts.of(connection),
                        before.digest(connection).equals(digest),
                        database.differences(schema),
                        historyRows(connection),
                        barred(refused));
        say("## What was restored, by counting.");
        DemoText.lines(end).forEach(out::println);
        return end;
    }

    private void breakIt(Deployment deployment, Counts before) {
        say(
                "## A shop on %s: %d Prisma migrations, %,d rows."
                        .formatted(
                                database.description(), ShopProject.GOOD.size(), before.total()));
        project.release(DemoResources.text("bad-migration.sql"));
        say("## A release brings " + ShopProject.BAD + ":");
        DemoResources.text("bad-migration.sql")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("--"))
                .forEach(this::print);
        deployment.must(ShopProject.BAD, project.migration(ShopProject.BAD));
        Application old = new Application(database, Application.OLD);
        old.take(1);
        say("## It is deployed. The pods of the old release, which still run, are told:");
        print(requireNonNullElse(old.failure(), "nothing"));
        say("## Meanwhile the new release takes orders, by the new schema. On call, one types:");
    }

    private void backOut() {
        type("status");
        type("plan");
        type("run", "backout-plan.json", "--yes");
        type("status");
        type("runs");
    }

    private long finish(Application release, Thread orders) {
        release.stop();
        try {
            orders.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        say(
                "## The new release took %,d orders until then; now it is told:"
                        .formatted(release.orders()));
        print(requireNonNullElse(release.failure(), "nothing"));
        return release.orders();
    }

    private long takeOldOrders() {
        Application old = new Application(database, Application.OLD);
        old.take(OLD_ORDERS);
        say("## The old release works again, and takes %d orders.".formatted(old.orders()));
        return old.orders();
    }

    private @Nullable ServerFailure deployAgain(Deployment deployment) {
        say("## A pod of the bad release starts once more, and deploys the same file.");
        ServerFailure refused =
                deployment.apply(ShopProject.BAD, project.migration(ShopProject.BAD));
        typed("prisma migrate deploy");
        print(refused == null ? "applied" : "ERROR: " + refused.message());
        return refused;
    }

    /// The refusal, when it is the bar that refused.
    private static @Nullable String barred(@Nullable ServerFailure refused) {
        return refused != null && refused.sqlState().equals(RAISED) ? refused.message() : null;
    }

    private static long historyRows(Connection connection) throws SQLException {
        return Long.parseLong(
                Counts.text(
                        connection,
                        "SELECT count(*) FROM _prisma_migrations WHERE migration_name = '%s'"
                                .formatted(ShopProject.BAD)));
    }

    private void type(String... arguments) {
        typed("backout " + String.join(" ", arguments));
        commands.run(new TypedLine(project.folder(), Map.of(), "", List.of(arguments)));
    }

    private void typed(String line) {
        out.println();
        out.println("$ " + line);
    }

    private void say(String line) {
        out.println();
        out.println(line);
    }

    private void print(String line) {
        out.println("  " + line.replace("\n", "\n  "));
    }
}
