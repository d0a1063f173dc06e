#!/bin/sh
# A stand-in for EventStore, for tests only: it keeps files in EventStore's layout in /data, appends an
# event every 0.2 s, answers /health/live on $PORT, and, as EventStore does, truncates and exits with
# code 0 when it finds truncate.chk. With UNHEALTHY set it never answers. It runs on busybox.
set -eu

data=/data
# Prints the number $1 as 4 little-endian bytes.
int32() {
  # shellcheck disable=SC2059 # the inner printf makes the escapes that the outer one turns into bytes
  printf "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x' $(($1 & 255)) $(($1 >> 8 & 255)) $(($1 >> 16 & 255)) $(($1 >> 24 & 255)))"
}

# Writes checkpoint $1 with the value $2: 8 bytes, little-endian, in place, so that a reader never finds it empty.
checkpoint() {
  { int32 "$2"; printf '\0\0\0\0'; } 1<>"$data/$1.chk"
}

# Prints the header of chunk 0: 128 bytes.
chunk_header() {
  printf '\2\3'
  int32 268435456
  int32 0
  int32 0
  int32 0
  head -c 16 /dev/urandom
  printf '\3'
  head -c 93 /dev/zero
}

# Writes an index map that names no table: 32 characters of MD5, then what they are the MD5 of.
index_map() {
  printf '\n2\n-1/-1\n4\n' >"$1.rows"
  { md5sum <"$1.rows" | cut -c 1-32 | tr a-f A-F | tr -d '\n'; cat "$1.rows"; } >"$1"
  rm "$1.rows"
}

if [ -e "$data/truncate.chk" ]; then
  rm "$data/truncate.chk"
  echo 'stand-in: truncated, start me again'
  exit 0
fi

mkdir -p "$data/index/stream-existence" /www/health
chunk=$data/chunk-000000.000000
[ -e "$chunk" ] || { chunk_header >"$chunk" && echo 'event 0' >>"$chunk"; }
checkpoint epoch 0
[ -e "$data/index/indexmap" ] || index_map "$data/index/indexmap"
checkpoint index/stream-existence/streamExistenceFilter 0
if [ -n "${UNHEALTHY:-}" ]; then
  rm -f /www/health/live
else
  echo "{\"version\":\"$VERSION\"}" >/www/health/live
fi
httpd -p "127.0.0.1:$PORT" -h /www
trap 'exit 0' TERM INT
count=1
while :; do
  echo "event $count of $VERSION" >>"$chunk"
  position=$(($(stat -c %s "$chunk") - 128))
  checkpoint writer "$position"
  checkpoint chaser "$position"
  count=$((count + 1))
  sleep 0.2 &
  wait $!
done
