package dev.backout.testkit.client;

import dev.backout.testkit.client.CallResult.Done;
import dev.backout.testkit.client.CallResult.Refused;
import dev.backout.testkit.client.ClientCall.Verb;
import dev.backout.testkit.client.Trouble.Kind;

import org.jspecify.annotations.Nullable;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// Plays an application on its own schema and on another one. What fails on its own is not what it
/// did and does not count.
final class ClientTrial {
    private final Stage own;
    private final Stage other;
    private final List<Scene> scenes;
    private final List<Scene> others;
    private final Set<Trouble> troubles = new LinkedHashSet<>();
    private int counted;

    /// @param own a database with the application's own schema
    /// @param other a database with the other schema
    /// @param scenes what the application does
    /// @param others what the application of the other schema does: what it writes will be read
    ClientTrial(Stage own, Stage other, List<Scene> scenes, List<Scene> others) {
        this.own = own;
        this.other = other;
        this.scenes = List.copyOf(scenes);
        this.others = List.copyOf(others);
    }

    /// Plays all of it.
    ClientTrial play() throws SQLException {
        for (Scene scene : scenes) {
            List<ClientCall> calls = new ArrayList<>();
            List<Done> done = new ArrayList<>();
            List<CallResult> first = own.play(scene.calls());
            for (int i = 0; i < first.size(); i++) {
                if (first.get(i) instanceof Done result) {
                    calls.add(scene.calls().get(i));
                    done.add(result);
                }
            }
            counted += calls.size();
            compare(scene, calls, done);
            readOthers(scene, calls);
        }
        return this;
    }

    private void compare(Scene scene, List<ClientCall> calls, List<Done> done) throws SQLException {
        List<CallResult> there = other.play(calls);
        List<CallResult> again = there.equals(done) ? List.of() : own.play(calls);
        for (int i = 0; i < again.size(); i++) {
            if (again.get(i) instanceof Done repeated) {
                compare(scene, calls.get(i), done.get(i), repeated, there.get(i));
            }
        }
    }

    /// What the application meets.
    List<Trouble> troubles() {
        return List.copyOf(troubles);
    }

    /// How many statements work on the application's own schema.
    int counted() {
        return counted;
    }

    private void compare(Scene scene, ClientCall call, Done done, Done repeated, CallResult there) {
        switch (there) {
            case Refused(String state, String message) ->
                    add(scene, Kind.REFUSED, call, state + " " + message);
            case Done found -> {
                String otherType = Families.differing(done.types(), found.types());
                String refusal = refusal(call, found);
                if (otherType != null) {
                    add(scene, Kind.UNREADABLE, call, otherType);
                } else if (refusal != null) {
                    add(scene, Kind.UNREADABLE, call, refusal);
                } else if (call.verb() != Verb.READ && !sameWhereSettled(done, repeated, found)) {
                    add(scene, Kind.DIFFERENT, call, done.rows() + " was, " + found.rows());
                }
            }
        }
    }

    /// What comes from a sequence, a clock or chance is another value each time.
    private static boolean sameWhereSettled(Done done, Done repeated, Done found) {
        if (done.rows().size() != found.rows().size()) {
            return done.rows().size() != repeated.rows().size();
        }
        for (int row = 0; row < done.rows().size(); row++) {
            for (int column = 0; column < done.types().size(); column++) {
                String value = done.rows().get(row).get(column);
                if (Objects.equals(value, repeated.rows().get(row).get(column))
                        && !Objects.equals(value, found.rows().get(row).get(column))) {
                    return false;
                }
            }
        }
        return true;
    }

    /// Both versions run for a while, or one runs after the other: each reads what the other wrote.
    private void readOthers(Scene scene, List<ClientCall> own) throws SQLException {
        Scene writer =
                others.stream()
                        .filter(s -> s.object().equals(scene.object()))
                        .findFirst()
                        .orElse(null);
        ClientCall reads =
                own.stream().filter(call -> call.verb() == Verb.READ).findFirst().orElse(null);
        if (writer == null || reads == null) {
            return;
        }
        List<ClientCall> calls = new ArrayList<>();
        for (ClientCall call : writer.calls()) {
            if (call.sql().startsWith("DELETE")) {
                break;
            }
            if (call.verb() == Verb.WRITE) {
                calls.add(call);
                calls.add(reads);
            }
        }
        List<CallResult> results = other.play(calls);
        for (int i = 1; i < results.size(); i += 2) {
            if (results.get(i) instanceof Done found) {
                String refusal = refusal(reads, found);
                if (refusal != null) {
                    add(
                            scene,
                            Kind.UNREADABLE,
                            calls.get(i - 1),
                            "the other version's: " + refusal);
                }
            }
        }
    }

    private static @Nullable String refusal(ClientCall call, Done found) {
        for (List<@Nullable String> row : found.rows()) {
            for (int i = 0; i < call.reads().size(); i++) {
                String refusal = call.reads().get(i).refusal(row.get(i));
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        return null;
    }

    private void add(Scene scene, Kind kind, ClientCall call, String text) {
        troubles.add(new Trouble(kind, scene.object().title(), call.object() + ": " + text));
    }
}
