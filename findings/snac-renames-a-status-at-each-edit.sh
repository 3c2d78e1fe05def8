#!/usr/bin/env bash
# One would guess that the id of a status stays what it is when its words are
# edited: Mastodon's API gives it so that others may name the status by it.
#
# snac makes the id of two parts: ten digits for the moment of the last
# change, and the hash of the address. An edit gives a status another id, and
# what answers it says so with the new one. The old id is still understood,
# since the digits are not looked at.
#
# Whoever keeps answers by their ids takes an edit for a deletion and a new
# answer, and loses what was decided about it; and one's own status is no
# longer in the list under the id that it was made with. Compare the last 32
# characters, or the address ("uri").
#
# Seen with snac 2.75 (Debian 13's snac2 2.75-2), on 2026-11-29.
set -euo pipefail

work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"

# The package of Debian 13, wherever this runs.
mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1)
mkdir -p lists/partial archives/partial
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >sources.list
cat >apt.conf <<CONF
Dir::Etc::sourcelist "$work/sources.list"; Dir::Etc::sourceparts "-";
Dir::State::lists "$work/lists"; Dir::Cache "$work";
APT::Sandbox::User "";
CONF
export APT_CONFIG=$work/apt.conf
apt-get -qq update
version=2.75-2
apt-get -qq download "snac2=$version"
dpkg-deb -x "snac2_$version"_*.deb root
snac=root/usr/bin/snac

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
printf '127.0.0.1\n%s\n127.0.0.1:%s\n\n\n' "$port" "$port" | "$snac" init data >/dev/null
sed -i 's/"protocol": "https"/"protocol": "http"/' data/server.json
password=$(printf '\n\n\n' | "$snac" adduser data ann 2>&1 | sed -n 's/.*password is //p')
"$snac" httpd data >log 2>&1 &
server=$!

cat >look.py <<'PY'
import json, sys, time, urllib.error, urllib.parse, urllib.request

home, password = sys.argv[1:]


def ask(method, path, token="", **data):
    sent = urllib.request.Request(
        home + path, urllib.parse.urlencode(data).encode() or None, {"Authorization": "Bearer " + token}, method=method
    )
    return urllib.request.urlopen(sent, timeout=30).read().decode()


def want(what, seen, expected):
    print(f"{what}: {seen}")
    if seen != expected:
        sys.exit(f"CHANGED: {what}: expected {expected}")


for _ in range(100):
    try:
        token = ask("POST", "/oauth/x-snac-get-token", login="ann", passwd=password).strip()
        break
    except urllib.error.URLError:
        time.sleep(0.1)
made = json.loads(ask("POST", "/api/v1/statuses", token, status="One", visibility="unlisted"))
time.sleep(2)
edited = json.loads(ask("PUT", "/api/v1/statuses/" + made["id"], token, status="Two"))
# Controls: it is the same status, and its address says so.
want("same address", edited["uri"] == made["uri"], True)
want("same hash", edited["id"][10:] == made["id"][10:], True)
# The surprise.
want("same id", edited["id"] == made["id"], False)
# And another: there is no "unlisted" to post with; all may find it.
want("unlisted is", made["visibility"], "public")
# Any moment is understood.
found = json.loads(ask("GET", "/api/v1/statuses/" + "0" * 10 + made["id"][10:], token))
want("by the hash", found["content"], "Two<br>")
PY
python3 look.py "http://127.0.0.1:$port" "$password"
echo "An edit gives a status another id."
