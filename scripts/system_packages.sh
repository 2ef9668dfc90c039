#!/bin/sh
# What the tests need from the system: a browser and a PostgreSQL server. Debian and Ubuntu: apt.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1 \
  || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1 \
  || missing="$missing postgresql"
[ -n "$missing" ] || exit 0

how="apt-get install -y --no-install-recommends$missing"
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $as_root true 2>/dev/null; then
  echo "Installing$missing"
  $as_root apt-get update -qq
  # shellcheck disable=SC2086 # the package names are words
  $as_root env DEBIAN_FRONTEND=noninteractive $how >/dev/null
else
  echo "The tests need$missing. Install with: sudo $how" >&2
  exit 1
fi
