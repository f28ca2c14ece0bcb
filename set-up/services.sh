# shellcheck shell=sh
# Sourced by ./check after set-up/install.sh: the programs that only the tests need, and a
# PostgreSQL and a Redis of their own, on free ports of the loopback, gone when ./check ends.

# --- programs -----------------------------------------------------------------------------
# Debian keeps PostgreSQL's programs off PATH; the newest version that has PostGIS wins.
find_postgres() {
    for bin in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql@*/bin; do
        version=$(basename "$(dirname "$bin")")
        for share in "/usr/share/postgresql/$version" "$bin/../share/$version"; do
            [ ! -e "$share/extension/postgis.control" ] || pg=$bin
        done
    done
    [ -n "${pg:-}" ]
}

find_chromium() {
    [ -z "${CHROMIUM:-}" ] || return 0
    for name in chromium chromium-browser google-chrome; do
        CHROMIUM=$(command -v "$name") && export CHROMIUM && return
    done
    return 1
}

# Debian names of what is not here. The distribution's own version of PostgreSQL will do.
missing_programs() {
    find_postgres || echo postgresql postgresql-postgis
    command -v redis-server >/dev/null || echo redis-server
    command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || echo nginx-light
    command -v osmium >/dev/null || echo osmium-tool
    [ "$1" = --fast ] || find_chromium || echo chromium
    # Its validator judges our trees; Homebrew has it as a program with windows only.
    [ "$1" = --fast ] || command -v josm >/dev/null || ! command -v apt-get >/dev/null || echo josm
}

# To be said before the package comes, or it starts a server of its own on port 5432.
forbid_main_cluster() {
    { can_install && [ -e /etc/debian_version ] && [ ! -e /etc/postgresql-common ]; } || return 0
    as_root mkdir -p /etc/postgresql-common
    echo 'create_main_cluster = false' |
        as_root tee /etc/postgresql-common/createcluster.conf >/dev/null
}

# The same for nginx, which would serve a page of its own on port 80 of every address.
forbid_main_nginx() {
    { can_install && [ -d /run/systemd/system ] && [ ! -e /etc/nginx ]; } || return 0
    as_root ln -s /dev/null /etc/systemd/system/nginx.service 2>/dev/null || :
}

# --- servers ------------------------------------------------------------------------------
free_port() {
    .venv/bin/python -c 'import socket
s = socket.socket()
s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}

# postgres PROGRAM ARGUMENT…: PostgreSQL refuses to run as root.
# shellcheck disable=SC2154 # ./check sets $work
postgres() {
    program=$pg/$1
    shift
    if [ "$(id -u)" = 0 ]; then
        (cd "$work" && runuser -u postgres -- "$program" "$@")
    else
        "$program" "$@"
    fi
}

# Another program may take a free port before we do: hence three tries, here and below.
# What a crash would lose does not matter to tests: no fsync.
start_postgres() {
    mkdir "$work/pg"
    [ "$(id -u)" != 0 ] || chown postgres "$work/pg"
    postgres initdb -D "$work/pg/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
        >"$work/initdb.log" 2>&1 || { cat "$work/initdb.log" >&2 && return 1; }
    for _ in 1 2 3; do
        pg_port=$(free_port)
        postgres pg_ctl -D "$work/pg/data" -l "$work/pg/log" -w -s start \
            -o "-k $work/pg -p $pg_port -c listen_addresses=127.0.0.1" \
            -o "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off" && return
    done
    cat "$work/pg/log" >&2
    return 1
}

stop_postgres() {
    [ ! -e "$work/pg/data/postmaster.pid" ] ||
        postgres pg_ctl -D "$work/pg/data" -s -m immediate stop
}

start_redis() {
    for _ in 1 2 3; do
        redis_port=$(free_port)
        redis-server --bind 127.0.0.1 --port "$redis_port" --save '' --dir "$work" \
            >"$work/redis.log" 2>&1 &
        redis=$!
        while kill -0 "$redis" 2>/dev/null; do
            ! grep -q 'Ready to accept' "$work/redis.log" || return 0
            sleep 0.1
        done
    done
    cat "$work/redis.log" >&2
    return 1
}
