#!/bin/sh
# Tries the commands of docs/operations.md on a Debian 12 with its own PostgreSQL, Redis and nginx installed, beside
# whatever runs there: own ports, a folder of its own, no systemd. As root, in the program's folder, after `make setup`:
#   sh deploy/try.sh <the version before, with demo data> <the version to try>
# It installs the version before, saves, updates, lets an update fail, loses everything, restores, and says "All is well."
set -eu
old=${1:?the version before}
new=${2:?the version to try}
source=$(pwd)
place=$(mktemp -d /tmp/salesmgmt-try.XXXXXX)
bin=$(ls -d /usr/lib/postgresql/*/bin | tail -1)
export PORT=8931
chmod 755 "$place"
owner() { runuser -u postgres -- "$@"; }
stop_all() {
    "$place/systemctl" stop all || true
    owner "$bin/pg_ctl" -D "$place/db/data" -m fast stop >/dev/null 2>&1 || true
    [ ! -e "$place/redis.pid" ] || kill "$(cat "$place/redis.pid")" || true
}
trap stop_all EXIT

echo "== nginx reads its file, the units are complete"
mkdir -p "$place/ssl" "$place/units"
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=sales.example.com \
    -keyout "$place/ssl/privkey.pem" -out "$place/ssl/fullchain.pem" 2>/dev/null
sed "s|/etc/ssl/salesmgmt|$place/ssl|" deploy/nginx/salesmgmt.conf >"$place/site.conf"
printf 'pid %s/nginx.pid;\nevents {}\nhttp { access_log off; include %s/site.conf; }\n' "$place" "$place" >"$place/nginx.conf"
nginx -t -c "$place/nginx.conf"
cp deploy/systemd/* "$place/units"
# What the units name is not on this machine: the user is, the program is elsewhere.
sed -i -e "s|/opt/salesmgmt|$source|g" -e 's|^User=.*|User=nobody|; s|^Group=.*|Group=nogroup|' "$place"/units/*.service
systemd-analyze verify "$place"/units/*.service "$place"/units/*.timer "$place"/units/*.target

echo "== servers"
install -d -o postgres "$place/db"
owner "$bin/initdb" -D "$place/db/data" --auth=trust --encoding=UTF8 --locale=C.UTF-8 >/dev/null
owner "$bin/pg_ctl" -D "$place/db/data" -w -l "$place/db/log" -o "-p 8932 -k $place/db -c listen_addresses=127.0.0.1" start >/dev/null
owner createuser -h "$place/db" -p 8932 salesmgmt
owner createdb -h "$place/db" -p 8932 salesmgmt --owner salesmgmt --encoding UTF8 --template template0 --locale C.UTF-8
redis-server --port 8933 --bind 127.0.0.1 --daemonize yes --pidfile "$place/redis.pid" --save "" --dir "$place" >/dev/null

echo "== the version before, with the demo company"
git clone --quiet "$source" "$place/program"
cd "$place/program"
git checkout --quiet "$old"
ln -s "$source/.venv" .venv
ln -s "$source/node_modules" node_modules
mkdir -p var && ln -s "$source/var/fonts" var/fonts
cat >"$place/env" <<EOF
DEPLOYMENT=demo
PORT=$PORT
DATABASE_URL=postgres://salesmgmt@127.0.0.1:8932/salesmgmt
REDIS_URL=redis://127.0.0.1:8933/0
VAR_DIR=$place/data
MEDIA_ROOT=$place/elsewhere/files
BACKUP_DIR=$place/backups
EOF
cat >"$place/systemctl" <<EOF
#!/bin/sh
# What the update asks of systemd, done by hand.
cd "$place/program"
case "\$1" in
stop) [ ! -e "$place/web.pid" ] || { kill "\$(cat "$place/web.pid")"; while kill -0 "\$(cat "$place/web.pid")" 2>/dev/null; do sleep 0.2; done; rm "$place/web.pid"; } ;;
start) WEB_CONCURRENCY=1 .venv/bin/gunicorn --config python:salesmgmt.launch.web salesmgmt.wsgi >>"$place/web.log" 2>&1 </dev/null & echo \$! >"$place/web.pid" ;;
esac
EOF
chmod +x "$place/systemctl"
set -a; . "$place/env"; set +a
.venv/bin/python -c 'from salesmgmt.launch.prepare import compile_translations; compile_translations()'
.venv/bin/python -m salesmgmt.launch.prepare
mkdir -p "$MEDIA_ROOT" && echo "a paper" >"$MEDIA_ROOT/paper.txt"
update() {
    ENV_FILE=$place/env SYSTEMCTL=$place/systemctl RUN_AS= SETUP=true NO_UNITS=1 HEALTH_TRIES=${TRIES:-60} \
        PROGRAM=$place/program sh "$source/deploy/update.sh" "$1"
}

echo "== an update"
"$place/systemctl" start
update "$new"
[ "$(git rev-parse HEAD)" = "$(git rev-parse "$new")" ]
.venv/bin/python manage.py migrate --check

echo "== an update that fails: a version whose tables break goes back by itself"
git checkout --quiet -b broken
number=$(ls salesmgmt/core/migrations | grep -E '^0' | tail -1 | sed 's/\.py$//')
cat >salesmgmt/core/migrations/9999_broken.py <<EOF
from django.db import migrations
class Migration(migrations.Migration):
    dependencies = [("core", "$number")]
    operations = [migrations.RunSQL("DELETE FROM core_notice"), migrations.RunSQL("SELECT 1 / 0")]
EOF
git add -A && git -c user.name=try -c user.email=try@example.com commit --quiet -m broken
git checkout --quiet --detach "$new"
if update broken; then echo "A broken version was taken." >&2; exit 1; fi
[ "$(git rev-parse HEAD)" = "$(git rev-parse "$new")" ]
curl --silent --fail "http://127.0.0.1:$PORT/healthz/"

echo "== everything is lost, and restored in a new place"
backup=$(.venv/bin/python -m salesmgmt.launch.backup | sed -n 's/^Backup: //p')
"$place/systemctl" stop
owner dropdb -h "$place/db" -p 8932 salesmgmt
rm -rf "$place/elsewhere" "$place/data"
owner createdb -h "$place/db" -p 8932 restored --owner salesmgmt --encoding UTF8 --template template0 --locale C.UTF-8
export DATABASE_URL=postgres://salesmgmt@127.0.0.1:8932/restored MEDIA_ROOT=$place/new/files VAR_DIR=$place/new
.venv/bin/python -m salesmgmt.launch.backup --restore "$backup"
.venv/bin/python manage.py migrate --check
[ "$(cat "$MEDIA_ROOT/paper.txt")" = "a paper" ]
if .venv/bin/python -m salesmgmt.launch.backup --restore "$backup"; then echo "Restored over data." >&2; exit 1; fi
.venv/bin/python -c 'from salesmgmt.launch.prepare import compile_translations; compile_translations()'
DEMO_COMPANY=no .venv/bin/python -m salesmgmt.launch.prepare
"$place/systemctl" start
tries=0
until curl --silent --fail "http://127.0.0.1:$PORT/healthz/"; do tries=$((tries + 1)); [ $tries -lt 60 ]; sleep 1; done

echo "== the same into embedded servers"
unset DATABASE_URL REDIS_URL
VAR_DIR=$place/embedded MEDIA_ROOT=$place/embedded/media .venv/bin/python -m salesmgmt.launch restore "$backup"
saved=$(VAR_DIR=$place/embedded MEDIA_ROOT=$place/embedded/media .venv/bin/python -m salesmgmt.launch backup "$place/second" | sed -n 's/^Backup: //p')

echo "== and from the embedded servers to own ones"
owner createdb -h "$place/db" -p 8932 moved --owner salesmgmt --encoding UTF8 --template template0 --locale C.UTF-8
DATABASE_URL=postgres://salesmgmt@127.0.0.1:8932/moved MEDIA_ROOT=$place/moved VAR_DIR=$place/new \
    .venv/bin/python -m salesmgmt.launch.backup --restore "$saved"
cd /
stop_all
trap - EXIT
rm -rf "$place"
echo "All is well."
