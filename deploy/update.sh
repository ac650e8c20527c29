#!/bin/sh
# Brings the program to another version, with a backup before and the way back where it fails.
#   cd /opt/salesmgmt && sudo git fetch && git show origin/main:deploy/update.sh | sudo sh -s main
set -eu
# All of it is read before the files change under it.
main() {
    version=${1:?the version (a tag, a branch or a commit)}
    cd /opt/salesmgmt
    set -a; . /etc/salesmgmt.env; set +a
    before=$(git rev-parse HEAD)
    changed=

    echo "1 Fetch"
    git fetch --quiet --tags
    # A branch is meant as it stands where it came from, not as it was fetched some day.
    wanted=$(git rev-parse --quiet --verify "origin/$version^{commit}" || git rev-parse --quiet --verify "$version^{commit}") ||
        { echo "There is no version $version." >&2; exit 1; }
    echo "2 Backup"
    # By the tools of the version to come: those of an older one may have a fault that has been mended since.
    git checkout --quiet "$wanted" -- salesmgmt/launch/backup.py
    said=$(as .venv/bin/python -m salesmgmt.launch.backup) || { echo "Without a backup nothing is changed." >&2; exit 1; }
    echo "$said"
    backup=$(echo "$said" | sed -n 's/^Backup: //p')
    cp salesmgmt/launch/backup.py "$backup/backup.py"
    git checkout --quiet -f "$before"
    echo "3 Stop"
    stop
    if step_forward; then
        echo "Updated: $(git describe --tags --always)"
    else
        echo "The new version does not run; going back to $before." >&2
        step_back
        exit 1
    fi
}

as() { runuser -u salesmgmt -- "$@"; }

# The timers, too: nobody is told that what is being updated stands still.
stop() {
    systemctl stop salesmgmt-watch.timer salesmgmt-backup.timer || true
    systemctl stop salesmgmt.target salesmgmt-web salesmgmt-signin salesmgmt-worker salesmgmt-beat || true
}

start() {
    install -m 644 deploy/systemd/* /etc/systemd/system/ && systemctl daemon-reload &&
        systemctl enable --quiet salesmgmt.target salesmgmt-backup.timer salesmgmt-watch.timer &&
        systemctl start salesmgmt.target && healthy && systemctl start salesmgmt-backup.timer salesmgmt-watch.timer
}

step_forward() {
    echo "4 Packages" && git checkout --quiet -f "$wanted" && make setup && chown -R salesmgmt:salesmgmt var &&
        echo "5 Prepare" && changed=yes && prepare && echo "6 Start, 7 Health" && start
}

prepare() {
    .venv/bin/python -c 'from salesmgmt.launch.prepare import compile_translations; compile_translations()' &&
        as .venv/bin/python -m salesmgmt.launch.prepare
}

healthy() {
    tries=0
    until curl --silent --fail --max-time 5 --output /dev/null "http://127.0.0.1:${PORT:-8000}/healthz/"; do
        tries=$((tries + 1))
        [ "$tries" -lt "${HEALTH_TRIES:-60}" ] || return 1
        sleep 1
    done
}

# Each step is tried although another failed: what brings the new version down may be the network the packages come by.
step_back() {
    stop
    git checkout --quiet -f "$before"
    make setup || echo "The packages of the version before could not be installed again." >&2
    if [ -n "$changed" ]; then
        as env PYTHONPATH=/opt/salesmgmt .venv/bin/python "$backup/backup.py" --restore "$backup" --replace ||
            { echo "The data were not put back. They are in $backup; see docs/operations.md, Restore." >&2; exit 1; }
    fi
    prepare || echo "The preparation of the version before failed." >&2
    if start; then echo "The version before runs again." >&2; else echo "See: journalctl -u salesmgmt-web" >&2; fi
}

main "$@"
