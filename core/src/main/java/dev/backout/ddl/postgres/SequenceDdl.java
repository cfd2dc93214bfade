package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.Designation;
import dev.backout.ddl.KindDdl;
import dev.backout.ddl.Statement;
import dev.backout.schema.Address;
import dev.backout.schema.DbObject;
import dev.backout.schema.Sequence;
import dev.backout.schema.SequenceOptions;

import java.util.ArrayList;
import java.util.List;

/// Sequences that belong to no identity column.
final class SequenceDdl implements KindDdl<Sequence> {
    @Override
    public List<Statement> create(Sequence sequence, List<DbObject> parts) {
        SequenceOptions options = sequence.options();
        List<String> words = new ArrayList<>();
        if (!options.dataType().equals("bigint")) {
            words.add("AS " + options.dataType());
        }
        words.addAll(Counting.unusual(options));
        String create = sequence.unlogged() ? "CREATE UNLOGGED SEQUENCE " : "CREATE SEQUENCE ";
        return List.of(new Statement(create + name(sequence) + behind(words)));
    }

    @Override
    public List<Statement> finish(Sequence sequence) {
        Address owner = sequence.ownedBy();
        return owner == null
                ? List.of()
                : List.of(alter(sequence, "OWNED BY " + Designation.name(owner)));
    }

    @Override
    public Statement drop(Sequence sequence) {
        return new Statement("DROP SEQUENCE " + name(sequence));
    }

    @Override
    public Alteration alter(Sequence from, Sequence to) {
        List<Statement> statements = new ArrayList<>();
        if (from.ownedBy() != null && to.ownedBy() == null) {
            statements.add(alter(to, "OWNED BY NONE"));
        }
        if (from.unlogged() != to.unlogged()) {
            statements.add(alter(to, to.unlogged() ? "SET UNLOGGED" : "SET LOGGED"));
        }
        List<String> words = counting(from.options(), to.options());
        if (!words.isEmpty()) {
            statements.add(alter(to, String.join(" ", words)));
        }
        return Alteration.InPlace.of(statements);
    }

    private static List<String> counting(SequenceOptions from, SequenceOptions to) {
        List<String> words = new ArrayList<>();
        if (!from.dataType().equals(to.dataType())) {
            words.add("AS " + to.dataType());
        }
        words.addAll(Counting.changed(Counting.retyped(from, to.dataType()), to));
        return words;
    }

    @Override
    public List<Statement> rename(Sequence sequence, Address from, Address to) {
        // the server moves an owned sequence along with its table, and refuses to move it alone
        return sequence.ownedBy() == null
                ? NewAddress.of("SEQUENCE", from, to)
                : NewAddress.of("SEQUENCE", Renaming.moved(from, to), to);
    }

    private static Statement alter(Sequence sequence, String action) {
        return new Statement("ALTER SEQUENCE " + name(sequence) + " " + action);
    }

    private static String behind(List<String> words) {
        return words.isEmpty() ? "" : " " + String.join(" ", words);
    }

    private static String name(Sequence sequence) {
        return Designation.name(sequence.address());
    }
}
