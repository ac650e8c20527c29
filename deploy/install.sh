#!/bin/sh
# Installs the program on Debian 12 with PostgreSQL, Redis and nginx of this machine. May be run again.
#   sudo sh /opt/salesmgmt/deploy/install.sh sales.example.com admin@example.com
# With a backup as the third argument the data of a lost machine come back on this new one:
#   sudo sh /opt/salesmgmt/deploy/install.sh sales.example.com admin@example.com /media/away/salesmgmt-20250101-021500
# It makes: packages, the user salesmgmt, folders, the database, /etc/salesmgmt.env, tables, units, nginx.
set -eu
name=${1:?the name under which the program is reached, such as sales.example.com}
admin=${2:?the e-mail address that is told of errors}
backup=${3:-}
here=$(cd "$(dirname "$0")/.." && pwd)
env_file=/etc/salesmgmt.env
[ "$here" = /opt/salesmgmt ] || { echo "The units expect the program in /opt/salesmgmt, not $here." >&2; exit 1; }
[ "$(id -u)" = 0 ] || { echo "Only root can install packages and units: sudo sh $0 ..." >&2; exit 1; }
if [ -n "$backup" ]; then
    backup=$(cd "$backup" && pwd)
    [ -e "$backup/about.json" ] || { echo "$backup is no backup." >&2; exit 1; }
    [ ! -e "$env_file" ] || { echo "$env_file is there: this machine has data. See docs/operations.md, Restore." >&2; exit 1; }
fi
cd "$here"
as() { runuser -u salesmgmt -- "$@"; }

echo "Packages ..."
apt-get update -q
# shellcheck disable=SC2046
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(cat deploy/packages.txt)

echo "User and folders ..."
id salesmgmt >/dev/null 2>&1 || useradd --system --user-group --home-dir /var/lib/salesmgmt --shell /usr/sbin/nologin salesmgmt
install -d -o salesmgmt -g salesmgmt -m 750 /var/lib/salesmgmt /var/backups/salesmgmt

echo "Database ..."
systemctl start postgresql redis-server
sql() { (cd / && runuser -u postgres -- psql --quiet --no-psqlrc --tuples-only --no-align --set=ON_ERROR_STOP=1 "$@"); }
if [ ! -e "$env_file" ]; then
    secret=$(python3 -c 'import secrets; print(secrets.token_urlsafe(60))')
    password=$(python3 -c 'import secrets; print(secrets.token_urlsafe(24))')
    # By the standard input: arguments are seen by everybody on the machine. An attempt that ended half-way left the role.
    [ -n "$(sql --command="SELECT 1 FROM pg_roles WHERE rolname = 'salesmgmt'")" ] || echo "CREATE ROLE salesmgmt LOGIN;" | sql
    echo "ALTER ROLE salesmgmt PASSWORD '$password';" | sql
    [ -n "$(sql --command="SELECT 1 FROM pg_database WHERE datname = 'salesmgmt'")" ] ||
        (cd / && runuser -u postgres -- createdb salesmgmt --owner salesmgmt --encoding UTF8 --template template0 --locale C.UTF-8)
    (umask 027
     sed -e "s|sales.example.com|$name|g" -e "s|^ADMIN_EMAILS=.*|ADMIN_EMAILS=$admin|" \
         -e "s|^SECRET_KEY=.*|SECRET_KEY=$secret|" -e "s|salesmgmt:CHANGE-ME@|salesmgmt:$password@|" \
         deploy/salesmgmt.env >"$env_file.new")
    chown root:salesmgmt "$env_file.new"
    chmod 640 "$env_file.new"
    mv "$env_file.new" "$env_file"
fi

echo "Program ..."
make setup
chown -R salesmgmt:salesmgmt var
set -a; . "$env_file"; set +a
# Translations and fonts are written beside the program, by root; tables and static files by its user.
.venv/bin/python -c 'from salesmgmt.launch.prepare import compile_translations; compile_translations()'
if [ -n "$backup" ]; then
    echo "Data of $backup ..."
    # The user of the program cannot look into every folder: he gets a copy of his own.
    ours=/var/backups/salesmgmt/$(basename "$backup")
    [ "$backup" = "$ours" ] || { rm -rf "$ours" && cp -r "$backup" "$ours"; }
    chown -R salesmgmt:salesmgmt "$ours"
    as .venv/bin/python -m salesmgmt.launch.backup --restore "$ours"
fi
prepared=$(as .venv/bin/python -m salesmgmt.launch.prepare)
as .venv/bin/python manage.py check --deploy

echo "Units and nginx ..."
install -m 644 deploy/systemd/* /etc/systemd/system/
if [ ! -e /etc/ssl/salesmgmt/fullchain.pem ]; then
    install -d -m 755 /etc/ssl/salesmgmt
    echo "A certificate of our own for the beginning; replace it by one that browsers know."
    openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$name" \
        -keyout /etc/ssl/salesmgmt/privkey.pem -out /etc/ssl/salesmgmt/fullchain.pem 2>/dev/null
    chmod 600 /etc/ssl/salesmgmt/privkey.pem
fi
[ -e /etc/nginx/conf.d/salesmgmt.conf ] || sed "s|sales.example.com|$name|g" deploy/nginx/salesmgmt.conf >/etc/nginx/conf.d/salesmgmt.conf
rm -f /etc/nginx/sites-enabled/default
nginx -t
systemctl daemon-reload
systemctl enable --quiet salesmgmt.target salesmgmt-backup.timer salesmgmt-watch.timer
systemctl restart salesmgmt.target
systemctl reload-or-restart nginx

echo "First backup ..."
as .venv/bin/python -m salesmgmt.launch.backup
tries=0
until curl --silent --fail --max-time 5 --output /dev/null "http://127.0.0.1:${PORT:-8000}/healthz/"; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || { echo "The program does not answer; see: journalctl -u salesmgmt-web" >&2; exit 1; }
    sleep 1
done
systemctl start salesmgmt-backup.timer salesmgmt-watch.timer
[ -z "$prepared" ] || echo "$prepared"
echo "Ready: https://$name/"
