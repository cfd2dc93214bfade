# Runs a server for as long as standard input stays open. The other end is held by the process
# that wants the server: when that one ends, in whatever way, the server and its files go.
# Arguments: directory of this run, data directory to copy or an archive of one, command of the server.
run=$1 template=$2
shift 2
trap '' HUP INT TERM
finish() {
    rm -rf -- "$run"
    exit "$1"
}
copy() {
    if [ -d "$template" ]; then
        cp -Rp -- "$template" "$run/data"
    else
        mkdir -m 700 -- "$run/data" && tar -xpzf "$template" -C "$run/data"
    fi
}
# Stopped in good order, it is packed where the file $run/keep says. An archive that is not whole
# never gets that name.
keep() {
    kept=$(cat "$run/keep")
    umask 077
    kill -INT "$server" 2>/dev/null
    wait "$server" || return
    { tar -cf - -C "$run/data" . && : >"$run/packed"; } 2>/dev/null | gzip -1 >"$kept.$$.partial" &&
        [ -e "$run/packed" ] && mv -f -- "$kept.$$.partial" "$kept" || rm -f -- "$kept.$$.partial"
}
# Where there is no room for a copy there is none for its complaint either, before it is gone.
complaint=$(copy 2>&1 | head -n 1)
if [ -n "$complaint" ]; then
    rm -rf -- "$run/data"
    echo "$complaint" >"$run/log"
    : >"$run/failed"
    cat >/dev/null
    finish 1
fi
# One backend may not eat the machine: 1 GB of address space.
ulimit -v 1048576 2>/dev/null || :
ulimit -c 0 2>/dev/null || :
"$@" >>"$run/log" 2>&1 </dev/null &
server=$!
echo "$server" >"$run/server"
cat >/dev/null
[ -e "$run/keep" ] && keep
kill -QUIT "$server" 2>/dev/null
wait "$server"
finish 0
