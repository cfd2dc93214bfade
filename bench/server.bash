# A PostgreSQL server of one's own for a measurement, sourced by the scripts beside this file.
#
# It sets place (a folder that goes away in the end), port and DATABASE_URL, and makes an empty
# database shop with the history table of Prisma. The programs are those of POSTGRES_BIN, else the
# newest of /usr/lib/postgresql, else those in PATH. As root the server is run by the user postgres.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
backout=${BACKOUT:-$root/backout}
programs=${POSTGRES_BIN:-$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1 || true)}
programs=${programs:-$(dirname "$(type -P postgres || echo /none/postgres)")}
place=$(mktemp -d)
port=$((10000 + RANDOM % 20000)) # below those that are handed out to clients
as=()

stop_server() {
    (cd / && "${as[@]}" "$programs/pg_ctl" -D "$place/data" -m immediate stop > /dev/null 2>&1) || true
    rm -rf "$place"
}

# Lines for postgresql.conf come from standard input.
start_server() {
    if [[ $(id -u) == 0 ]]; then
        as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
        chown postgres "$place"
        chmod 755 "$place"
    fi
    trap stop_server EXIT
    (cd / && "${as[@]}" "$programs/initdb" -A trust -U app -D "$place/data" > /dev/null)
    { printf "port = %s\nunix_socket_directories = '%s'\n" "$port" "$place"; cat; } \
        >> "$place/data/postgresql.conf"
    (cd / && "${as[@]}" "$programs/pg_ctl" -w -D "$place/data" -l "$place/log" start > /dev/null)
    export DATABASE_URL="postgresql://app@127.0.0.1:$port/shop"
    export XDG_STATE_HOME=$place/state XDG_CACHE_HOME=$place/cache
    psql -X -q -d "postgresql://app@127.0.0.1:$port/postgres" -c 'CREATE DATABASE shop'
    sql <<'SQL'
CREATE TABLE _prisma_migrations (id varchar(36) PRIMARY KEY, checksum varchar(64) NOT NULL,
    finished_at timestamptz, migration_name varchar(255) NOT NULL, logs text,
    rolled_back_at timestamptz, started_at timestamptz NOT NULL DEFAULT now(),
    applied_steps_count integer NOT NULL DEFAULT 0);
SQL
}

sql() { psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$DATABASE_URL" "$@"; }

# An empty project in $project.
make_project() {
    project=$place/project
    mkdir -p "$project/prisma/migrations" "$project/.git"
    printf 'datasource db {\n  provider = "postgresql"\n}\n' > "$project/prisma/schema.prisma"
    printf 'provider = "postgresql"\n' > "$project/prisma/migrations/migration_lock.toml"
}

# The migration $1 whose SQL comes from standard input.
write_migration() {
    mkdir -p "$project/prisma/migrations/$1"
    cat > "$project/prisma/migrations/$1/migration.sql"
}

# Applies the migrations that are named, with the rows that Prisma would write.
deploy() {
    local name folder=$project/prisma/migrations
    for name; do
        cat "$folder/$name/migration.sql"
        printf "INSERT INTO _prisma_migrations VALUES (gen_random_uuid(), '%s', clock_timestamp(), '%s', NULL, NULL, clock_timestamp(), 1);\n" \
            "$(sha256sum < "$folder/$name/migration.sql" | cut -d' ' -f1)" "$name"
    done | sql
}
