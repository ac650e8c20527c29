#!/bin/sh
# Brings the program to another version, with a backup before and the way back where it fails.
#   cd /opt/salesmgmt && git fetch --tags && git show v0.2.0:deploy/update.sh | sudo sh -s v0.2.0
set -eu
# All of it is read before the files change under it.
main() {
    version=${1:?the version (a tag, a branch or a commit)}
    here=${PROGRAM:-/opt/salesmgmt}
    env_file=${ENV_FILE:-/etc/salesmgmt.env}
    SYSTEMCTL=${SYSTEMCTL:-systemctl}
    as=${RUN_AS-runuser -u salesmgmt --}
    cd "$here"
    set -a; . "$env_file"; set +a
    before=$(git rev-parse HEAD)

    echo "1 Fetch"
    git fetch --quiet --tags
    git rev-parse --quiet --verify "$version^{commit}" >/dev/null || { echo "There is no version $version." >&2; exit 1; }
    echo "2 Backup"
    # A version that cannot make one yet gets the tools of the one to come.
    if [ ! -e salesmgmt/launch/backup.py ]; then
        git checkout --quiet "$version" -- salesmgmt/launch/backup.py
    fi
    backup=$($as .venv/bin/python -m salesmgmt.launch.backup | tee /dev/stderr | sed -n 's/^Backup: //p')
    [ -n "$backup" ] || { echo "Without a backup nothing is changed." >&2; exit 1; }
    cp salesmgmt/launch/backup.py "$backup/backup.py"
    git checkout --quiet -f "$before"
    echo "3 Stop"
    $SYSTEMCTL stop salesmgmt.target salesmgmt-web salesmgmt-signin salesmgmt-worker salesmgmt-beat || true
    if step_forward; then
        echo "Updated: $(git describe --tags --always)"
    else
        echo "The new version does not run; going back to $before." >&2
        step_back
        exit 1
    fi
}

step_forward() {
    echo "4 Packages" && git checkout --quiet -f "$version" && ${SETUP:-make setup} &&
    echo "5 Prepare" && prepare && if [ -d /etc/systemd/system ] && [ -z "${NO_UNITS:-}" ]; then
        install -m 644 deploy/systemd/* /etc/systemd/system/ && $SYSTEMCTL daemon-reload
    fi &&
    echo "6 Start" && $SYSTEMCTL start salesmgmt.target &&
    echo "7 Health" && healthy
}

prepare() {
    .venv/bin/python -c 'from salesmgmt.launch.prepare import compile_translations; compile_translations()' &&
    $as .venv/bin/python -m salesmgmt.launch.prepare
}

healthy() {
    tries=0
    until curl --silent --fail --max-time 5 --output /dev/null "http://127.0.0.1:${PORT:-8000}/healthz/"; do
        tries=$((tries + 1))
        [ "$tries" -lt "${HEALTH_TRIES:-60}" ] || return 1
        sleep 1
    done
}

step_back() {
    $SYSTEMCTL stop salesmgmt.target salesmgmt-web salesmgmt-signin salesmgmt-worker salesmgmt-beat || true
    git checkout --quiet -f "$before"
    ${SETUP:-make setup}
    PYTHONPATH=$here $as .venv/bin/python "$backup/backup.py" --restore "$backup" --replace
    prepare
    $SYSTEMCTL start salesmgmt.target
    healthy && echo "The version before runs again." >&2
}

main "$@"
