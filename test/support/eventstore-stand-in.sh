#!/bin/sh
# A stand-in for EventStore, for tests only: it keeps files in EventStore's layout in /data, appends an
# event every 0.2 s, answers /health/live on $PORT, and, as EventStore does, truncates and exits with
# code 0 when it finds truncate.chk. It runs on busybox.
set -eu

data=/data
# Writes checkpoint $1 with the value $2: 8 bytes, little-endian.
checkpoint() {
  # shellcheck disable=SC2059 # the inner printf makes the escapes that the outer one turns into bytes
  printf "$(printf '\\x%02x\\x%02x\\x%02x\\x%02x\\0\\0\\0\\0' \
    $(($2 & 255)) $(($2 >> 8 & 255)) $(($2 >> 16 & 255)) $(($2 >> 24 & 255)))" >"$data/$1.chk"
}

if [ -e "$data/truncate.chk" ]; then
  rm "$data/truncate.chk"
  echo 'stand-in: truncated, start me again'
  exit 0
fi

mkdir -p "$data/index" /www/health
chunk=$data/chunk-000000.000000
[ -e "$chunk" ] || { head -c 128 /dev/zero >"$chunk" && echo 'event 0' >>"$chunk"; }
checkpoint epoch 0
: >"$data/index/indexmap"
cp "$data/epoch.chk" "$data/index/writer.chk"
cp "$data/epoch.chk" "$data/index/chaser.chk"
echo "{\"version\":\"$VERSION\"}" >/www/health/live
httpd -p "127.0.0.1:$PORT" -h /www
trap 'exit 0' TERM INT
count=1
while :; do
  echo "event $count of $VERSION" >>"$chunk"
  size=$(stat -c %s "$chunk")
  checkpoint writer "$size"
  checkpoint chaser "$size"
  count=$((count + 1))
  sleep 0.2 &
  wait $!
done
