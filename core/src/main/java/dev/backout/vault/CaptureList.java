package dev.backout.vault;

import dev.backout.database.Pipeline;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What one transaction kept so far, in the order of destruction. For one thread.
final class CaptureList {
    private final Connection connection;
    private final Vault vault;
    private final String origin;
    private final List<Capture> captures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private int numbers;

    CaptureList(Connection connection, Vault vault, String origin) {
        this.connection = connection;
        this.vault = vault;
        this.origin = origin;
    }

    /// Puts it on the vault's list, as the last one.
    ///
    /// @param id its number in the vault
    void put(long id, Kept kept) throws SQLException {
        int number = next();
        vault.put(connection, id, origin, number, kept);
        captures.add(new Capture(id, origin, number, kept, Capture.State.KEPT));
    }

    /// The number of the next one among those of the origin.
    int next() {
        return ++numbers;
    }

    /// Notes what others have put there, with numbers from [#next].
    void add(List<Capture> put) {
        captures.addAll(put);
    }

    /// Notes that some of them are kept in another way now; others are not among them.
    void replace(List<Capture> others) {
        others.forEach(other -> captures.replaceAll(one -> one.id() == other.id() ? other : one));
    }

    /// Notes what whoever watches has to know.
    void note(String note) {
        notes.add(note);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /// Notes what the statements themselves have put on the list since. They may have taken another
    /// role, which has no rights on the list.
    void catchUp() throws SQLException {
        Pipeline asked = FixedSettings.asking(connection);
        List<Capture> listed = vault.of(asked, origin);
        FixedSettings.send(asked);
        for (Capture capture : listed) {
            if (capture.number() > numbers) {
                numbers = capture.number();
                captures.add(capture);
            }
        }
    }

    List<Capture> all() {
        return List.copyOf(captures);
    }
}
