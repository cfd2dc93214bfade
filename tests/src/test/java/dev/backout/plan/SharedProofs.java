package dev.backout.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.schema.Snapshot;
import dev.backout.vault.Capture;
import dev.backout.vault.Holding;
import dev.backout.vault.Kept;
import dev.backout.vault.TableRef;
import dev.backout.vault.merge.Fill;
import dev.backout.vault.merge.Returning;
import dev.backout.vault.merge.Stored;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/// Proofs for many trials of the same migrations: what was proved is not proved anew over other
/// rows, since no proof sees any. A question is the same when all of it is, but for what proofs do
/// not look at: identities in the live database, names of deployments and runs, and how many rows
/// are kept where they are few. Some are proved again all the same, and have to come out the same.
/// For one thread.
final class SharedProofs implements ProofShare {
    private static final int MOST = 64;

    /// One of so many answers is held against a proof of its own.
    private static final int CHECKED = 23;

    /// So many rows are few, whatever the question.
    private static final long FEW = 1_000;

    private final Map<List<Object>, Object> known =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<List<Object>, Object> eldest) {
                    return size() > MOST;
                }
            };
    private int reused;
    private int proved;

    /// `35 proofs, used 210 times more`.
    String text() {
        return "%d proofs, used %d times more".formatted(proved, reused);
    }

    @Override
    public UndoSearch over(UndoSearch search, List<Object> setting) {
        return new UndoSearch() {
            @Override
            public KeptData stored(KeptData kept, Snapshot records, TableSizes sizes) {
                List<Object> question = List.of(setting, general(kept), records.hash());
                return kept.with(
                        answer(
                                question,
                                Stored.class,
                                () -> search.stored(kept, records, sizes).stored()));
            }

            @Override
            public Undo find(UndoRequest request) {
                List<Object> question = List.of(setting, general(request), request.live().hash());
                int before = proved;
                Undo found = answer(question, Undo.class, () -> search.find(request));
                Undo own = of(found, request.kept());
                if (proved == before && reused % CHECKED == 0) {
                    assertThat(comparable(own)).isEqualTo(comparable(search.find(request)));
                }
                return own;
            }
        };
    }

    private <T> T answer(List<Object> question, Class<T> type, Supplier<T> proof) {
        Object answer = known.get(question);
        if (answer == null) {
            proved++;
            answer = proof.get();
            known.put(question, answer);
        } else {
            reused++;
        }
        return type.cast(answer);
    }

    private static UndoRequest general(UndoRequest request) {
        return new UndoRequest(
                request.history(),
                request.from(),
                request.to(),
                Snapshot.EMPTY,
                request.fills(),
                general(request.kept()),
                request.merging(),
                request.asides(),
                request.keeping(),
                request.onlineAbove());
    }

    private static KeptData general(KeptData kept) {
        Set<Long> tables = new TreeSet<>();
        kept.holdings().forEach(one -> tables.add(one.kept().table().oid()));
        kept.used().forEach(one -> tables.add(one.kept().table().oid()));
        List<Long> order = List.copyOf(tables);
        return new KeptData(
                kept.vault(),
                kept.layers().stream()
                        .map(layer ->
                                new KeptLayer(layer.layer(), general(layer.holdings(), order)))
                        .toList(),
                general(kept.used(), order),
                List.of(),
                List.of(),
                kept.backup(),
                kept.missing(),
                kept.stored());
    }

    private static List<Holding> general(List<Holding> holdings, List<Long> tables) {
        return holdings.stream()
                .map(one -> {
                    Capture capture = one.capture();
                    TableRef table = capture.kept().table();
                    long rows = capture.kept().rows();
                    return new Holding(
                            new Capture(
                                    capture.id(),
                                    "",
                                    capture.number(),
                                    with(
                                            capture.kept(),
                                            new TableRef(
                                                    tables.indexOf(table.oid()), table.address()),
                                            rows < FEW ? Long.signum(rows) : rows),
                                    capture.state()),
                            one.now(),
                            one.columns());
                })
                .toList();
    }

    private static Kept with(Kept kept, TableRef table, long rows) {
        return switch (kept) {
            case Kept.MovedTable(_, var columns, var place, _) ->
                    new Kept.MovedTable(table, columns, place, rows);
            case Kept.CopiedTable(_, var columns, var place, _) ->
                    new Kept.CopiedTable(table, columns, place, rows);
            case Kept.DroppedColumn(_, var column, var key, var place, _) ->
                    new Kept.DroppedColumn(table, column, key, place, rows);
            case Kept.HiddenColumn(_, var column, var key, var place, _) ->
                    new Kept.HiddenColumn(table, column, key, place, rows);
            case Kept.RetypedColumn(_, var column, var key, var place, _) ->
                    new Kept.RetypedColumn(table, column, key, place, rows);
            case Kept.WrittenRows(_, var key, var columns, var place, _) ->
                    new Kept.WrittenRows(table, key, columns, place, rows);
            case Kept.SequencePosition(_, var place, _) ->
                    new Kept.SequencePosition(table, place, rows);
        };
    }

    /// The same answer about what this vault holds.
    private static Undo of(Undo answer, KeptData kept) {
        return answer instanceof Undo.Found found
                ? new Undo.Found(
                        found.statements(),
                        found.changes(),
                        found.observations(),
                        found.kept(),
                        of(found.rehearsal(), kept),
                        found.drift(),
                        found.notes(),
                        found.returning().stream().map(one -> of(one, kept)).toList())
                : answer;
    }

    private static Rehearsal of(Rehearsal one, KeptData kept) {
        return new Rehearsal(
                one.start(),
                one.end(),
                one.way(),
                one.statements(),
                one.between(),
                one.alone(),
                one.fills().stream().map(fill -> of(fill, kept)).toList(),
                one.stored());
    }

    private static Fill of(Fill one, KeptData kept) {
        return new Fill(
                one.column(),
                one.capture(),
                capture(one.capture(), kept).kept().rows(),
                one.place(),
                one.progress(),
                one.missed(),
                one.key(),
                one.batch(),
                one.end());
    }

    private static Returning of(Returning one, KeptData kept) {
        Holding then = one.holding();
        return new Returning(
                new Holding(capture(then.capture().id(), kept), then.now(), then.columns()),
                one.object(),
                one.converted(),
                one.place(),
                one.unkept(),
                one.conflicts(),
                one.staying(),
                one.moves());
    }

    private static Capture capture(long id, KeptData kept) {
        return kept.holdings().stream()
                .map(Holding::capture)
                .filter(one -> one.id() == id)
                .findFirst()
                .orElseThrow();
    }

    /// All of an answer that does not depend on the scratch database.
    private static List<Object> comparable(Undo undo) {
        return undo instanceof Undo.Found found
                ? List.of(
                        found.statements(),
                        found.notes(),
                        found.returning(),
                        found.rehearsal().statements(),
                        found.rehearsal().alone(),
                        found.rehearsal().fills(),
                        found.rehearsal().start().hash(),
                        found.rehearsal().between().hash(),
                        found.rehearsal().end().hash())
                : List.of(undo);
    }
}
