#!/usr/bin/env bash
# The peer of the restore benchmark: stop, extract, copy, chmod each file, start, as the scripts in use today do it.
# Prints for how long the service was down, without its own start-up.
set -eu

archive=$1
data=$2
compose=$3
stage=$data.stage
down_since=${EPOCHREALTIME/[.,]/}
docker compose -f "$compose" stop
mkdir "$stage"
tar -xzf "$archive" -C "$stage"
mv "$data" "$data.old"
mkdir "$data"
cp -r "$stage"/backup-*/. "$data/"
find "$data" -type f -exec chmod 644 {} \;
printf '{"downtimeMs":%d}\n' $(((${EPOCHREALTIME/[.,]/} - down_since) / 1000))
docker compose -f "$compose" up -d
rm -rf "$stage" "$data.old"
