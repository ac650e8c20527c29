#!/bin/sh
# Installs the program on Debian 12 with PostgreSQL, Redis and nginx of this machine. May be run again.
#   sudo sh /opt/salesmgmt/deploy/install.sh sales.example.com admin@example.com
# It makes: packages, the user salesmgmt, folders, the database, /etc/salesmgmt.env, tables, units, nginx.
set -eu
name=${1:?the name under which the program is reached, such as sales.example.com}
admin=${2:?the e-mail address that is told of errors}
here=$(cd "$(dirname "$0")/.." && pwd)
env_file=${ENV_FILE:-/etc/salesmgmt.env}
SYSTEMCTL=${SYSTEMCTL:-systemctl}
[ "$here" = /opt/salesmgmt ] || { echo "The units expect the program in /opt/salesmgmt, not $here." >&2; exit 1; }

echo "Packages ..."
apt-get update -q
# shellcheck disable=SC2046
DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $(cat "$here/deploy/packages.txt")

echo "User and folders ..."
id salesmgmt >/dev/null 2>&1 || useradd --system --user-group --home-dir /var/lib/salesmgmt --shell /usr/sbin/nologin salesmgmt
install -d -o salesmgmt -g salesmgmt -m 750 /var/lib/salesmgmt /var/backups/salesmgmt

echo "Database ..."
$SYSTEMCTL start postgresql redis-server
if [ ! -e "$env_file" ]; then
    secret=$(python3 -c 'import secrets; print(secrets.token_urlsafe(60))')
    password=$(python3 -c 'import secrets; print(secrets.token_urlsafe(24))')
    runuser -u postgres -- psql -q -c "CREATE ROLE salesmgmt LOGIN PASSWORD '$password'"
    runuser -u postgres -- createdb salesmgmt --owner salesmgmt --encoding UTF8 --template template0 --locale C.UTF-8
    (umask 027
     sed -e "s|sales.example.com|$name|g" -e "s|^ADMIN_EMAILS=.*|ADMIN_EMAILS=$admin|" \
         -e "s|^SECRET_KEY=.*|SECRET_KEY=$secret|" -e "s|salesmgmt:CHANGE-ME@|salesmgmt:$password@|" \
         "$here/deploy/salesmgmt.env" >"$env_file")
    chown root:salesmgmt "$env_file"
    chmod 640 "$env_file"
fi

echo "Program ..."
cd "$here"
make setup
chown -R salesmgmt:salesmgmt "$here/var"
set -a; . "$env_file"; set +a
# Translations and fonts are written beside the program, by root; tables and static files by its user.
.venv/bin/python -c 'from salesmgmt.launch.prepare import compile_translations; compile_translations()'
runuser -u salesmgmt -- .venv/bin/python -m salesmgmt.launch.prepare
runuser -u salesmgmt -- .venv/bin/python manage.py check --deploy

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
$SYSTEMCTL daemon-reload
$SYSTEMCTL enable --now salesmgmt.target salesmgmt-backup.timer salesmgmt-watch.timer
$SYSTEMCTL reload-or-restart nginx
echo "Ready: https://$name/"
