# What clients notice: sourced by rows.

# Transactions of pgbench between two moments: how many, and their p99 and longest in milliseconds.
# Where there is a rate, the time that a transaction began late counts: whoever waits, waits.
# Behind it, what the host took away from this machine's processors meanwhile: figures of a phase
# that lost more than a few percent say more of the host than of Backout.
tell_load() {
    local stolen
    stolen=$(awk -v began="$2" -v ended="$3" '
        $1 <= began { first = $2; all = $3 } $1 <= ended { last = $2; total = $3 }
        END { printf "%.0f", (total > all ? 100 * (last - first) / (total - all) : 0) }' "$place/stolen")
    cat "$place"/load.[0-9]* | awk -v began="$2" -v ended="$3" '
        $3 != "failed" { end = $5 + $6 / 1e6; if (end >= began && end <= ended) print $3 }' | sort -n > "$place/took"
    awk -v name="$1" -v quiet="$quiet" -v stolen="$stolen" '
        { took[NR] = $1 }
        END { p99 = took[int(NR * 0.99) + (NR < 100)] / 1000
              printf "  %-28s %6d transactions, p99 %.1f ms%s, longest %.0f ms; %d %% stolen\n", name, NR, p99,
                  (quiet > 0 ? sprintf(" (%.1f times)", p99 / quiet) : ""), took[NR] / 1000, stolen
              print p99 > "/dev/stderr" }' "$place/took" 2> "$place/p99"
}

# Twice a second: the time, and the ticks of the processors that were stolen and that there were.
watch_stolen() {
    while kill -0 $$ && sleep 0.5; do
        awk -v now="$(now)" '$1 == "cpu" { for (i = 2; i <= 9; i++) all += $i; print now, $9, all }' /proc/stat
    done > "$place/stolen"
}

measure_load() {
    local number=$((rows / 2)) quiet=0 began begun warmed watching
    fresh "$number"
    sql -c 'CREATE TABLE log (client int, number bigint)'
    write_migration 20260102_column <<< 'ALTER TABLE users DROP COLUMN legacy;'
    # The table of users counts, the log lists: both have every transaction that was acknowledged.
    cat > "$place/load.sql" <<SQL
\\set id random(1, $number)
BEGIN;
SELECT name, score FROM users WHERE id = :id;
UPDATE users SET score = score + 1 WHERE id = :id;
INSERT INTO log VALUES (:client_id, 1);
COMMIT;
SQL
    rm -f "$place"/load.[0-9]*
    : > "$place/log"
    "$pgbench" -n -M prepared -c "$clients" -j 2 -T 100000 -R "$rate" -f "$place/load.sql" -l --log-prefix="$place/load" \
        --max-tries=5 --failures-detailed "$DATABASE_URL" > "$place/pgbench.log" 2>&1 &
    load=$!
    watch_stolen &
    watching=$!
    sleep 3
    begun=$(now)
    sleep 15
    echo "pgbench of $clients clients, $rate transactions a second, table of $number rows:"
    tell_load quiet "$begun" "$(now)"
    quiet=$(cat "$place/p99")
    # What any session does to the others that is busy for as long, on a machine of few processors.
    began=$(now)
    sql -c 'SET max_parallel_maintenance_workers = 0' -c 'CREATE TABLE beside AS SELECT id, legacy FROM users' \
        -c 'ALTER TABLE beside ADD PRIMARY KEY (id)' -c 'UPDATE beside SET legacy = upper(legacy)'
    tell_load "beside one busy session" "$began" "$(now)"
    sql -c 'DROP TABLE beside'
    sleep 5
    began=$(now) warmed=$began
    measured deploy --warm-only
    tell_load "while the column is copied" "$began" "$(now)"
    began=$(now)
    measured deploy --lock-timeout 200ms
    tell_load "deploy" "$began" "$(now)"
    tell_load "both, as deploy by itself" "$warmed" "$(now)"
    measured plan 20260102_column ${way_back[@]+"${way_back[@]}"}
    began=$(now)
    measured run --yes --backup none:bench --lock-timeout 200ms --retries 50
    tell_load "run" "$began" "$(now)"
    began=$(now)
    measured redo ${within[@]+"${within[@]}"} --yes --backup none:bench --lock-timeout 200ms --retries 50
    tell_load "redo" "$began" "$(now)"
    sleep 1
    # As when its time is over: what is under way is ended, and the logs are written.
    kill -ALRM "$load" 2> /dev/null || true
    kill "$watching"
    wait "$load" 2> /dev/null || true
    sleep 1
    acknowledged=$(cat "$place"/load.[0-9]* | awk '$3 != "failed"' | wc -l)
    failed=$(cat "$place"/load.[0-9]* | awk '$3 == "failed"' | wc -l)
    retried=$(cat "$place"/load.[0-9]* | awk '{ n += $NF } END { print n + 0 }')
    counted=$(sql -c 'SELECT sum(score) FROM users')
    listed=$(sql -c 'SELECT count(*) FROM log')
    echo "  acknowledged $acknowledged, failed $failed, tried again $retried; found $counted in the table, $listed in the log"
    echo "  deadlocks $(grep -c 'deadlock detected' "$place/log" || true), errors $(grep -c 'ERROR' "$place/log" || true)"
    sql -c 'DROP TABLE log'
}
