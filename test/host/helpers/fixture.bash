# shellcheck shell=bash
# A package to work on: git checkout with tags v1.0.0 and v2.0.0, EventStore-like data, stand-in docker, all below
# BATS_TEST_TMPDIR, which bats removes. Sets PACKAGE, DATA, BACKUPS, LOG and DOCKER (the stand-in's folder).

HOST_SCRIPTS=$(cd -- "$BATS_TEST_DIRNAME/../../scripts/host" && pwd)
MANAGE=$HOST_SCRIPTS/es-backup-manage.sh

# Makes everything and points the scripts' environment at it.
make_package() {
  ROOT=$BATS_TEST_TMPDIR
  PACKAGE=$ROOT/rocket-welder
  DATA=$ROOT/eventstore/data
  BACKUPS=$ROOT/backups
  LOG=$ROOT/maintenance.log
  DOCKER=$ROOT/docker
  mkdir -p "$PACKAGE" "$BACKUPS" "$DOCKER/containers" "$DOCKER/health"
  make_checkout
  make_data 1
  echo 'running 0 eventstore:2.0.0' >"$DOCKER/containers/eventstore.db"
  echo 'running 0 welder:2.0.0' >"$DOCKER/containers/welder"
  echo live >"$DOCKER/health/live"
  export PATH="$BATS_TEST_DIRNAME/stand-in:$PATH" STAND_IN_DOCKER=$DOCKER
  export PACKAGE_DIR=$PACKAGE BACKUP_DIR=$BACKUPS DATA_DIR=$DATA LOG_FILE=$LOG
  export HEALTH_URL=file://$DOCKER/health/live HEALTH_TIMEOUT=8 HOLDFAST_SETTLE_SECONDS=0
  export HOME=$ROOT GIT_CONFIG_NOSYSTEM=1 TMPDIR=$ROOT/tmp
  mkdir -p "$TMPDIR"
}

# Makes the package's git checkout, v2.0.0 being checked out.
make_checkout() {
  local version
  git -C "$PACKAGE" init --quiet --initial-branch=main
  git -C "$PACKAGE" config user.name test
  git -C "$PACKAGE" config user.email test@example.invalid
  for version in 1.0.0 2.0.0; do
    write_compose_file "$version"
    git -C "$PACKAGE" add docker-compose.yml
    git -C "$PACKAGE" commit --quiet -m "Release $version"
    git -C "$PACKAGE" tag "v$version"
  done
  git -C "$PACKAGE" checkout --quiet --detach v2.0.0
  write_state v2.0.0
}

# Writes the compose file of a version.
write_compose_file() {
  cat >"$PACKAGE/docker-compose.yml" <<COMPOSE
name: rocket-welder
services:
  welder:
    image: welder:$1
  eventstore.db:
    image: eventstore:$1
    volumes:
      - $DATA:/data
COMPOSE
}

# Writes the deployment state.
write_state() {
  cat >"$PACKAGE/deployment.state.json" <<STATE
{
  "Version": "$1",
  "Updated": "2025-11-26T21:45:11.1234567Z",
  "Up": ["1.0.0"],
  "Failed": [],
  "Other": {"kept": true}
}
STATE
}

# Prints number $1 as $2 little-endian bytes.
little_endian() {
  local i escapes=
  for ((i = 0; i < $2; i++)); do
    printf -v escapes '%s\\x%02x' "$escapes" "$((($1 >> (8 * i)) & 255))"
  done
  # shellcheck disable=SC2059 # the format is the bytes
  printf "$escapes"
}

# Prints a number as a checkpoint holds it.
int64() {
  little_endian "$1" 8
}

# Bytes of events in a chunk of the fixture; EventStore's default is 256 MiB.
CHUNK_SIZE=4096

# Writes an event store's data folder whose content depends on $1: one completed chunk, one active, index.
make_data() {
  local seed=$1 position=$((CHUNK_SIZE + 64 + $1))
  rm -rf "$DATA"
  mkdir -p "$DATA/index/stream-existence"
  make_chunk "$DATA/chunk-000000.000000" 0 "completed $seed"
  { chunk_header 1; echo "active $seed"; head -c 2000 /dev/zero; } >"$DATA/chunk-000001.000000"
  int64 "$position" >"$DATA/writer.chk"
  int64 "$((position - 8))" >"$DATA/chaser.chk"
  int64 "$((position - 16))" >"$DATA/epoch.chk"
  int64 -1 >"$DATA/truncate.chk"
  int64 "$position" >"$DATA/index/stream-existence/streamExistenceFilter.chk"
  echo "filter $seed" >"$DATA/index/stream-existence/streamExistenceFilter.dat"
  make_index "ptable $seed" "$position"
}

# Writes a PTable with content $1 and the indexmap that names it, up to position $2.
make_index() {
  local table=00000000-0000-0000-0000-000000000001
  { printf '\1\4'; head -c 126 /dev/zero; echo "$1"; } >"$DATA/index/$table"
  append_md5 "$DATA/index/$table"
  printf '\n2\n%d/%d\n4\n0,0,%s\n' "$2" "$2" "$table" >"$DATA/index/rows"
  { md5sum <"$DATA/index/rows" | cut -c 1-32 | tr a-f A-F | tr -d '\n'; cat "$DATA/index/rows"; } >"$DATA/index/indexmap"
  rm "$DATA/index/rows"
}

# Prints the header of chunk $1, or of one merged from chunks $1 to $2 by a scavenge.
chunk_header() {
  local start=$1 end=${2:-$1}
  printf '\2\3'
  little_endian "$CHUNK_SIZE" 4
  little_endian "$start" 4
  little_endian "$end" 4
  little_endian "$((end > start))" 4
  head -c 16 /dev/urandom
  printf '\3'
  head -c 93 /dev/zero
}

# Writes a completed chunk in EventStore's layout, aligned to 4 KiB: header of chunks $2 to $4, content $3, footer
# with the MD5 of all before it.
make_chunk() {
  local file=$1 start=$2 content=$3 end=${4:-$2} size
  size=$((${#content} + 1))
  {
    chunk_header "$start" "$end"
    printf '%s\n' "$content"
    head -c "$((4096 - 128 - 128 - size))" /dev/zero
    printf '\1'
    little_endian "$size" 4
    little_endian "$size" 8
    head -c 99 /dev/zero
  } >"$file"
  append_md5 "$file"
}

# Appends the MD5 of a file to it.
append_md5() {
  # shellcheck disable=SC2059 # the format is the bytes
  printf "$(md5sum <"$1" | cut -c 1-32 | sed 's/../\\x&/g')" >>"$1"
}

# Runs the script in json mode; status in $status, stdout in $output, stderr in $stderr.
manage() {
  run --separate-stderr bash "$MANAGE" "$@" --format=json
  require_one_document
}

# Opens the way to the test's folder for other users, as on a host.
let_others_in() {
  local folder=$ROOT
  while [ "$folder" != "${BATS_RUN_TMPDIR%/*}" ]; do
    chmod a+x "$folder"
    folder=${folder%/*}
  done
}

# The same as manage, as a user without any rights and with a copy of the scripts that this user can read.
manage_as_nobody() {
  let_others_in
  [ -d "$ROOT/scripts" ] || cp -R "$HOST_SCRIPTS" "$ROOT/scripts"
  : >>"$LOG"
  chmod 666 "$LOG"
  chmod 777 "$TMPDIR"
  run --separate-stderr setpriv --reuid=65534 --regid=65534 --clear-groups bash "$ROOT/scripts/es-backup-manage.sh" "$@" --format=json
  require_one_document
}

# Fails unless stdout is exactly one JSON document on one line.
require_one_document() {
  [ "${#lines[@]}" -eq 1 ]
  [ "$(jq -s length <<<"$output")" = 1 ]
}

# Prints a value of the JSON document in $output.
value() {
  jq -r "$1" <<<"$output"
}

# Fails unless the answer is this error.
assert_error() {
  local code=$1 exit_code=$2
  [ "$status" -eq "$exit_code" ] || { echo "exit $status instead of $exit_code: $output"; return 1; }
  [ "$(value .success)" = false ]
  [ "$(value .code)" = "$code" ] || { echo "$output"; return 1; }
  [ -n "$(value .message)" ]
  [ "$(value '.error | length > 0')" = true ]
}

# Prints what identifies a data folder: names, modes and content, without what a start changes.
fingerprint() {
  (cd "$1" && find . -type f ! -name truncate.chk -printf '%P %m %U\n' | sort && find . -type f ! -name truncate.chk -print0 | sort -z | xargs -0 sha256sum)
}

# Prints names in the backup folder, hidden ones but the locks included.
backup_folder() {
  find "$BACKUPS" -mindepth 1 \( -path "$BACKUPS/.holdfast" -prune -o ! -name '.holdfast-*.lock' -printf '%f\n' \) | sort
}

# Makes a backup of version $1 and prints its filename.
backup_of() {
  bash "$MANAGE" backup --version="$1" --format=json 2>/dev/null | jq -r .backup.filename
}

# Prints the commit that is checked out.
head_commit() {
  git -C "$PACKAGE" rev-parse HEAD
}

# Prints the commit of a tag.
tag_commit() {
  git -C "$PACKAGE" rev-parse "$1^{commit}"
}

# Packs folder $1 (holding backup-…) as an archive of that name, with further tar options.
pack() {
  local folder=$1 stem=$2
  shift 2
  tar -C "$folder" -czf "$BACKUPS/$stem.tar.gz" "$@" "$stem"
}

# Fails unless data, code, services and folders are as they were: $1 is the fingerprint of before.
assert_untouched() {
  [ "$(fingerprint "$DATA")" = "$1" ]
  [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
  [ "$(cat "$DOCKER/containers/eventstore.db")" = 'running 0 eventstore:2.0.0' ]
  [ -z "$(find "$ROOT/eventstore" -mindepth 1 -maxdepth 1 ! -name data ! -name .holdfast-rocket-welder)" ]
}
