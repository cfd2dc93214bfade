package dev.backout.ddl.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.inverse.Inverse;
import dev.backout.inverse.InverseBuilder;
import dev.backout.proof.Replica;
import dev.backout.schema.Snapshot;
import dev.backout.scratch.ScratchOptions;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchRequest;
import dev.backout.scratch.ScratchServer;
import dev.backout.scratch.ScratchServers;
import dev.backout.sql.MessageOutcome;

import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// On servers, the newest and an old one: from either schema of a pair to the other, from there to
/// nothing, and from nothing to it.
class RelationDdlTest {
    private static final List<String> KINDS =
            List.of(
                    "table",
                    "column",
                    "constraint",
                    "index",
                    "sequence",
                    "view",
                    "hanging",
                    "grant");

    @TestFactory
    Stream<DynamicNode> onNewest() {
        return on(18);
    }

    @TestFactory
    Stream<DynamicNode> onOldest() {
        return on(14);
    }

    private static Stream<DynamicNode> on(int major) {
        ScratchServer server =
                new ScratchServers(ScratchPlaces.standard())
                        .start(new ScratchRequest.Embedded(major));
        Replica replica =
                new Replica(
                        server,
                        ScratchOptions.plain()
                                .ownedBy("shop")
                                .withRoles(List.of("alice", "bob", "Odd Role")));
        return KINDS.stream().flatMap(kind -> tests(kind, replica, major)).onClose(server::close);
    }

    private static Stream<DynamicNode> tests(String kind, Replica replica, int major) {
        return RelationPair.of(kind).stream()
                .filter(pair -> pair.oldest() <= major)
                .map(pair ->
                        DynamicTest.dynamicTest(
                                kind + ": " + pair.name(), () -> test(pair, replica, major)));
    }

    /// A database that a failure left somewhere is replaced by an empty one.
    private static void test(RelationPair pair, Replica replica, int major) {
        boolean passed = false;
        try {
            bothWays(pair, replica, major);
            passed = true;
        } finally {
            if (!passed) {
                replica.restore();
            }
        }
    }

    private static void bothWays(RelationPair pair, Replica replica, int major) {
        Snapshot nothing = replica.catalog();
        Snapshot one = run(replica, pair.base());
        Snapshot other = run(replica, pair.change());
        lead(replica, one, "back", major);
        lead(replica, other, "forth", major);
        lead(replica, nothing, "dropped", major);
        lead(replica, other, "created", major);
        lead(replica, nothing, "dropped again", major);
    }

    private static Snapshot run(Replica replica, String sql) {
        MessageOutcome outcome = replica.run(sql);
        assertThat(outcome).as(sql).isInstanceOf(MessageOutcome.Completed.class);
        return replica.refresh();
    }

    private static void lead(Replica replica, Snapshot target, String direction, int major) {
        InverseBuilder builder = new InverseBuilder(new PostgresDdl(DdlOptions.of(major)), replica);
        Inverse inverse = builder.build(target, replica.catalog());
        if (Boolean.getBoolean("backout.show")) {
            System.out.println("-- " + direction + "\n" + text(inverse));
        }
        assertThat(inverse)
                .as("%s\n%s", direction, text(inverse))
                .isInstanceOf(Inverse.Reversible.class);
    }

    private static String text(Inverse inverse) {
        return switch (inverse) {
            case Inverse.Reversible reversible -> text(reversible.statements());
            case Inverse.Irreversible irreversible -> irreversible.reasons().toString();
            case Inverse.Incomplete incomplete ->
                    text(incomplete.statements())
                            + "\nremaining:\n"
                            + incomplete.remaining().stream()
                                    .map(Object::toString)
                                    .collect(Collectors.joining("\n"));
            case Inverse.Refused refused ->
                    refused.failure().getMessage() + " by " + refused.failure().statement();
        };
    }

    private static String text(List<Statement> statements) {
        return statements.stream().map(Statement::text).collect(Collectors.joining("\n"));
    }
}
