#!/bin/sh
# Tries docs/operations.md from a bare Debian 12 on: as root, in a clone of the repository, with a network,
#   apt-get install debootstrap systemd-container slirp4netns iproute2
#   sh deploy/try.sh <the version before> <the version to try>
# A Debian 12 is made in a folder and booted with its own systemd and network; whatever runs on this machine is not
# touched. On it: install the version before, first administrator, every page of his, a workbook of 50 people, 500
# products, 300 customers and 100 open invoices; backup; loss of everything but the backup, and the machine installed
# from it; update to the version to try, an update that fails and goes back; into embedded servers and out of them.
# It says "All is well." and removes the folder. TRY_FOLDER keeps what is downloaded for the next trial, KEEP=1 the machine.
set -eu
old=$(git rev-parse "${1:?the version before}^{commit}")
new=$(git rev-parse "${2:?the version to try}^{commit}")
source=$(pwd)
folder=${TRY_FOLDER:-$(mktemp -d /tmp/salesmgmt-try.XXXXXX)}
mkdir -p "$folder/pip" "$folder/npm" "$folder/apt"
machine=$folder/machine-$$
net=try$$
nspawn=
slirp=
began=$(date +%s)

say() { echo "== $(($(date +%s) - began)) s: $*"; }

end() {
    status=$?
    trap - EXIT INT TERM
    if [ -n "$nspawn" ] && kill "$nspawn" 2>/dev/null; then
        i=0
        while kill -0 "$nspawn" 2>/dev/null && [ $i -lt 60 ]; do i=$((i + 1)); sleep 0.5; done
        kill -9 "$nspawn" 2>/dev/null || true
    fi
    [ -z "$slirp" ] || kill "$slirp" 2>/dev/null || true
    ip netns del "$net" 2>/dev/null || true
    [ -n "${KEEP:-}" ] || rm -rf "$machine"
    [ -n "${KEEP:-}${TRY_FOLDER:-}" ] || rm -rf "$folder"
    exit $status
}
trap end EXIT INT TERM

say "a bare Debian 12"
if [ ! -e "$folder/debian/ready" ]; then
    rm -rf "$folder/debian"
    debootstrap --variant=minbase --include=ca-certificates,systemd,systemd-sysv,dbus,iproute2,git \
        bookworm "$folder/debian" http://deb.debian.org/debian >"$folder/debootstrap.log"
    touch "$folder/debian/ready"
fi
cp -a "$folder/debian" "$machine"
cp /etc/resolv.conf "$machine/etc/resolv.conf"
echo "127.0.0.1 localhost sales.example.com stranger.example.org" >"$machine/etc/hosts"
# A network that reads along has a certificate of its own; this machine knows it, the new one must, too.
if [ -d /usr/local/share/ca-certificates ]; then
    cp -r /usr/local/share/ca-certificates/. "$machine/usr/local/share/ca-certificates/"
    chroot "$machine" update-ca-certificates >/dev/null 2>&1
fi
git clone --quiet --bare "$source" "$machine/srv/salesmgmt.git"
git -C "$source" push --quiet "$machine/srv/salesmgmt.git" "$old:refs/heads/before" "$new:refs/heads/after"
mkdir -p "$machine/root/trial"
for file in deploy/trial/company.py deploy/trial/workbook.py salesmgmt/tests/first_day_workbook.py; do
    git show "$new:$file" >"$machine/root/trial/$(basename "$file")"
done
# The address of the outside is that of this machine; what listens inside is inside alone.
ip netns add "$net"
slirp4netns --configure --netns-type=path "/run/netns/$net" tap0 >"$folder/network.log" 2>&1 &
slirp=$!
systemd-nspawn --quiet --register=no --keep-unit --boot --directory="$machine" --console=pipe --resolv-conf=off \
    --network-namespace-path="/run/netns/$net" --bind="$folder/pip:/root/.cache/pip" --bind="$folder/npm:/root/.npm" \
    --bind="$folder/apt:/var/cache/apt/archives" </dev/null >"$folder/boot.log" 2>&1 &
nspawn=$!
inside() {
    leader=$(cat "/proc/$nspawn/task/$nspawn/children" | cut -d ' ' -f 1)
    # As somebody who has just become root: nothing of our environment. npm looks at no certificates of the system's.
    nsenter --target "${leader:?the machine has stopped}" --all --wdns=/ env -i HOME=/root LANG=C.UTF-8 TERM=dumb \
        PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
        NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt sh -euc "$1"
}
i=0
until inside 'systemctl is-system-running' 2>/dev/null | grep -q -E 'running|degraded'; do
    i=$((i + 1)); [ $i -lt 60 ] || { cat "$folder/boot.log" >&2; exit 1; }; sleep 1
done
figures() {
    inside "cd / && runuser -u postgres -- psql -d ${1:-salesmgmt} -tA -c \"SELECT 'people ' || (SELECT count(*) FROM core_user)
        || ', products ' || (SELECT count(*) FROM pricing_product) || ', customers ' || (SELECT count(*) FROM customers_customer)
        || ', invoices ' || (SELECT count(*) FROM orders_invoice) || ', open ' || (SELECT sum(open_amount) FROM orders_invoice)\""
}
same() { [ "$1" = "$2" ] || { echo "Not the same: $1 -- $2" >&2; exit 1; }; }
# Runs a command in the program's folder as its user, with its environment.
program() { inside "cd /opt/salesmgmt; set -a; . /etc/salesmgmt.env; set +a; runuser -u salesmgmt -- $1"; }

say "install the version before, as docs/operations.md says"
inside 'git clone --quiet /srv/salesmgmt.git /opt/salesmgmt && cd /opt/salesmgmt && git checkout --quiet --detach origin/before'
# Installed and saved with the files of the version to try, which are what is tried.
inside 'cd /opt/salesmgmt && git checkout --quiet origin/after -- deploy salesmgmt/launch/backup.py'
inside 'sh /opt/salesmgmt/deploy/install.sh sales.example.com admin@example.com' >"$folder/install.log" 2>&1 || { tail -50 "$folder/install.log" >&2; exit 1; }
tail -3 "$folder/install.log"
code=$(sed -n 's/.*the code is //p' "$folder/install.log" | tail -1)
# `systemctl is-active` fails where one of them is not.
units="salesmgmt-web salesmgmt-signin salesmgmt-worker salesmgmt-beat salesmgmt-backup.timer salesmgmt-watch.timer nginx"
inside "systemctl is-active $units" >/dev/null
inside 'systemd-analyze verify /etc/systemd/system/salesmgmt* && nginx -t'
inside 'stat -c "%U:%G %a %n" /etc/salesmgmt.env /var/lib/salesmgmt /var/backups/salesmgmt'
inside '! runuser -u nobody -- cat /etc/salesmgmt.env 2>/dev/null'

say "who may ask what"
inside '
    asked() { curl --silent --insecure --output /dev/null --write-out "%{http_code} %{redirect_url}" "$@" || true; }
    is() { [ "$1" = "$2" ] || { echo "Expected $2, got $1" >&2; exit 1; }; }
    is "$(asked http://sales.example.com/login/)" "301 https://sales.example.com/login/"
    is "$(asked https://sales.example.com/healthz/)" "200 "
    is "$(asked https://stranger.example.org/)" "000 "
    is "$(asked http://stranger.example.org/)" "000 "
    is "$(asked --header "Host: stranger.example.org" http://127.0.0.1:8000/login/)" "400 "
    is "$(asked --interface "$(hostname -I | cut -d " " -f 1)" --resolve "sales.example.com:443:$(hostname -I | cut -d " " -f 1)" \
        https://sales.example.com/readyz/)" "403 "'

say "first day"
inside "python3 /root/trial/company.py begin $code"
inside 'python3 /root/trial/company.py pages'
inside 'cd /opt/salesmgmt; set -a; . /etc/salesmgmt.env; set +a
    PYTHONPATH=/opt/salesmgmt .venv/bin/python /root/trial/workbook.py /root/trial/first.xlsx
    PYTHONPATH=/opt/salesmgmt .venv/bin/python /root/trial/workbook.py /root/trial/second.xlsx new'
inside 'python3 /root/trial/company.py bring /root/trial/first.xlsx'
program '.venv/bin/python manage.py check_accounts'
before=$(figures)
echo "$before"
inside 'python3 /root/trial/company.py look' >"$folder/look.before"

say "installing once more changes nothing"
inside 'sh /opt/salesmgmt/deploy/install.sh sales.example.com admin@example.com' >"$folder/again.log" 2>&1 || { tail -50 "$folder/again.log" >&2; exit 1; }
same "$(figures)" "$before"

say "backup by the unit of the timer, then loss of everything but it"
inside 'echo "a paper" | runuser -u salesmgmt -- sh -c "mkdir -p /var/lib/salesmgmt/media/try && cat >/var/lib/salesmgmt/media/try/paper.txt"'
inside 'systemctl start salesmgmt-backup.service'
inside 'mkdir -p /root/away && cp -r "$(ls -d /var/backups/salesmgmt/salesmgmt-* | tail -1)" /root/away/saved'
inside 'systemctl stop nginx salesmgmt.target salesmgmt-web salesmgmt-signin salesmgmt-worker salesmgmt-beat salesmgmt-watch.timer salesmgmt-backup.timer
    cd /; runuser -u postgres -- dropdb salesmgmt; runuser -u postgres -- dropuser salesmgmt
    rm -rf /var/lib/salesmgmt /var/backups/salesmgmt /etc/salesmgmt.env /etc/systemd/system/salesmgmt* /etc/nginx/conf.d/salesmgmt.conf /etc/ssl/salesmgmt
    rm -rf /opt/salesmgmt/var/static; userdel salesmgmt; systemctl daemon-reload'
inside 'sh /opt/salesmgmt/deploy/install.sh sales.example.com admin@example.com /root/away/saved' >"$folder/restore.log" 2>&1 || { tail -50 "$folder/restore.log" >&2; exit 1; }
grep '^Restored' "$folder/restore.log"
same "$(figures)" "$before"
inside '[ "$(cat /var/lib/salesmgmt/media/try/paper.txt)" = "a paper" ]'
inside 'python3 /root/trial/company.py look' >"$folder/look.after"
cmp "$folder/look.before" "$folder/look.after"
program '.venv/bin/python manage.py check_accounts'
if program ".venv/bin/python -m salesmgmt.launch.backup --restore $(inside 'ls -d /var/backups/salesmgmt/salesmgmt-* | tail -1')"; then
    echo "Restored over data." >&2; exit 1
fi

say "update, with that data"
inside 'cd /opt/salesmgmt && git fetch --quiet --tags && git show origin/after:deploy/update.sh | sh -s after' >"$folder/update.log" 2>&1 || { tail -50 "$folder/update.log" >&2; exit 1; }
tail -1 "$folder/update.log"
[ "$(inside 'cd /opt/salesmgmt && git rev-parse HEAD')" = "$new" ]
program '.venv/bin/python manage.py migrate --check'
same "$(figures)" "$before"
inside "systemctl is-active $units" >/dev/null
inside 'python3 /root/trial/company.py look; python3 /root/trial/company.py pages'
program '.venv/bin/python manage.py check_accounts'
inside 'python3 /root/trial/company.py bring /root/trial/second.xlsx'
program '.venv/bin/python manage.py check_accounts'
program '.venv/bin/python manage.py open_pages'
later=$(figures)

say "an update that fails goes back by itself"
number=$(git ls-tree --name-only "$new" salesmgmt/core/migrations/ | sed -n 's|.*/\(0[0-9_a-z]*\)\.py$|\1|p' | tail -1)
inside "cd /root && git clone --quiet --branch after /srv/salesmgmt.git broken && cd broken && git checkout --quiet -b broken
cat >salesmgmt/core/migrations/9999_broken.py <<'M'
from django.db import migrations
class Migration(migrations.Migration):
    atomic = False
    dependencies = [('core', '$number')]
    operations = [migrations.RunSQL('DELETE FROM core_notice'), migrations.RunSQL('SELECT 1 / 0')]
M
git add -A && git -c user.name=try -c user.email=try@example.com commit --quiet -m broken && git push --quiet origin broken"
notices=$(inside 'cd / && runuser -u postgres -- psql -d salesmgmt -tA -c "SELECT count(*) FROM core_notice"')
if inside 'cd /opt/salesmgmt && git fetch --quiet && git show origin/broken:deploy/update.sh | sh -s broken' >"$folder/broken.log" 2>&1; then
    echo "A broken version was taken." >&2; exit 1
fi
grep "The version before runs again." "$folder/broken.log"
[ "$(inside 'cd /opt/salesmgmt && git rev-parse HEAD')" = "$new" ]
same "$(figures)" "$later"
same "$(inside 'cd / && runuser -u postgres -- psql -d salesmgmt -tA -c "SELECT count(*) FROM core_notice"')" "$notices"
inside 'python3 /root/trial/company.py look' >/dev/null

say "the same data in embedded servers, at work"
inside 'systemctl start salesmgmt-backup.service; rm -rf /root/away/own; cp -r "$(ls -d /var/backups/salesmgmt/salesmgmt-* | tail -1)" /root/away/own
    systemctl stop salesmgmt.target salesmgmt-web salesmgmt-signin salesmgmt-worker salesmgmt-beat salesmgmt-watch.timer
    install -d -o salesmgmt -g salesmgmt /srv/embedded; cp -r /root/away/own /srv/embedded/own; chown -R salesmgmt: /srv/embedded'
embedded="DEPLOYMENT=production SECRET_KEY=$(head -c 60 /dev/urandom | base64 | tr -d '/+=\n') ALLOWED_HOSTS=127.0.0.1 HTTPS=off VAR_DIR=/srv/embedded PORT=8100"
inside "cd /opt/salesmgmt; runuser -u salesmgmt -- env $embedded .venv/bin/python -m salesmgmt.launch restore /srv/embedded/own"
inside "cd /opt/salesmgmt; systemd-run --quiet --unit=embedded --uid=salesmgmt --gid=salesmgmt --working-directory=/opt/salesmgmt \
    env $embedded .venv/bin/python -m salesmgmt.launch run"
inside 'i=0; until curl --silent --fail --output /dev/null http://127.0.0.1:8100/healthz/; do i=$((i + 1)); [ $i -lt 300 ]; sleep 1; done
    python3 /root/trial/company.py look http://127.0.0.1:8100'
inside "cd /opt/salesmgmt; runuser -u salesmgmt -- env $embedded .venv/bin/python -m salesmgmt.launch backup /srv/embedded/backups"

say "the embedded servers left behind: their data in own ones"
inside 'systemctl stop embedded
    cd /; runuser -u postgres -- createdb moved --owner salesmgmt --encoding UTF8 --template template0 --locale C.UTF-8'
inside 'cd /opt/salesmgmt; set -a; . /etc/salesmgmt.env; set +a
    DATABASE_URL=${DATABASE_URL%/*}/moved MEDIA_ROOT=/var/lib/salesmgmt/moved runuser -u salesmgmt -- \
        .venv/bin/python -m salesmgmt.launch.backup --restore "$(ls -d /srv/embedded/backups/salesmgmt-* | tail -1)"'
same "$(figures moved)" "$later"
say "All is well."
