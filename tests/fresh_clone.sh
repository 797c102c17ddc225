#!/bin/sh
# A stranger's first minutes: clone the last commit, bin/run with an empty home and data folder, wait for the page.
# Says how long the first and the second start took. PORT chooses the port; COLD=1 leaves out pip's cache.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
place=$(mktemp -d)
port=${PORT:-8765}
running=

finish() {
  if [ -n "$running" ]; then kill -TERM "$running" 2>/dev/null && wait "$running" || true; fi
  rm -rf "$place"
}
trap finish EXIT INT TERM

start() { # $1: what this start is called, $2: seconds it may take
  begun=$(date +%s%N)
  bin/run --port "$port" --data "$place/data" >"$place/said" 2>&1 &
  running=$!
  until python3 -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/healthz', timeout=5)" 2>/dev/null; do
    if ! kill -0 "$running" 2>/dev/null; then cat "$place/said"; echo "bin/run ended before it served"; exit 1; fi
    if [ $(( ($(date +%s%N) - begun) / 1000000000 )) -gt "$2" ]; then cat "$place/said"; echo "$1 start: over $2 s"; exit 1; fi
    sleep 0.1
  done
  echo "$1 start: $(( ($(date +%s%N) - begun) / 1000000 )) ms to a served page"
}

stop() {
  kill -TERM "$running"
  wait "$running" || { echo "bin/run did not end cleanly"; exit 1; }
  running=
}

if [ -n "${COLD:-}" ]; then export HOME="$place/home" PIP_NO_CACHE_DIR=1; mkdir "$HOME"; fi
unset RAPPORT_DATA RAPPORT_DATABASE_URL DJANGO_SETTINGS_MODULE VIRTUAL_ENV
git clone --quiet "$root" "$place/rapport"
cd "$place/rapport"
start first 600
stop
start second 15
python3 - "http://127.0.0.1:$port/" <<'PAGE'
import sys, urllib.request
answer = urllib.request.urlopen(sys.argv[1], timeout=10)
assert answer.status == 200 and b"Rapport" in answer.read(), answer.status
PAGE
stop
