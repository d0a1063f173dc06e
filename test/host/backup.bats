#!/usr/bin/env bats
# backup: complete with its metadata, or not there at all.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() {
  make_package
  # Found before any stand-in for it is in the PATH: one that called itself would never end.
  REAL_TAR=$(type -P tar)
}

# Fails unless the failed backup left nothing.
assert_nothing_written() {
  [ "$(backup_folder)" = "${1-}" ] || { backup_folder; return 1; }
  [ -z "$(find "$TMPDIR" -mindepth 1)" ]
}

@test "a backup is answered as list shows it" {
  manage backup --version=v1.0.0
  [ "$status" -eq 0 ]
  [ "$(value '[.success, .message] | tojson')" = '[true,"Backup created successfully"]' ]
  [[ "$(value .backup.filename)" =~ ^backup-[0-9]{8}-[0-9]{6}\.tar\.gz$ ]]
  [ "$(value .file)" = "$BACKUPS/$(value .backup.filename)" ]
  local backup
  backup=$(value '.backup | tojson')
  manage list
  [ "$(value '.backups[0] | tojson')" = "$backup" ]
}

@test "the metadata has the specification's fields and what proves the archive" {
  manage backup --version=v1.0.0
  local archive metadata
  archive=$(value .file)
  metadata=${archive%.tar.gz}.meta.json
  [ "$(jq -r 'keys_unsorted | join(" ")' "$metadata")" = 'version packageName createdDate backupFile gitCommit gitTagExists sha256 sizeBytes fileCount durationMs toolVersion consistency filesSha256' ]
  [ "$(jq -r '[.version, .packageName, .gitTagExists, .consistency] | tojson' "$metadata")" = '["v1.0.0","rocket-welder",true,"live"]' ]
  [ "$(jq -r .backupFile "$metadata")" = "${archive##*/}" ]
  [ "$(jq -r .gitCommit "$metadata")" = "$(head_commit)" ]
  [ "$(jq -r .sha256 "$metadata")" = "$(sha256sum <"$archive" | cut -d ' ' -f 1)" ]
  [ "$(jq -r .sizeBytes "$metadata")" = "$(stat -c %s "$archive")" ]
  [ "$(jq -r .fileCount "$metadata")" = "$(find "$DATA" -type f | wc -l)" ]
  [ "$(stat -c %a "$archive")" = 600 ]
  [ "$(jq -r .filesSha256 "$metadata")" = "$(sha256sum <"${archive%.tar.gz}.files.sha256" | cut -d ' ' -f 1)" ]
  mkdir "$ROOT/out"
  tar -xzf "$archive" -C "$ROOT/out" --strip-components=1
  [ "$(wc -l <"${archive%.tar.gz}.files.sha256")" -eq 10 ]
  (cd "$ROOT/out" && sha256sum --check --quiet --strict "${archive%.tar.gz}.files.sha256")
  [ "$(value '.backup.verification | [.level, .valid] | tojson')" = '["archive",true]' ]
}

@test "the archive holds every file, in EventStore's order, below its own folder" {
  manage backup
  local stem
  stem=$(value '.backup.filename | rtrimstr(".tar.gz")')
  gzip -t "$BACKUPS/$stem.tar.gz"
  [ "$(tar -tzf "$BACKUPS/$stem.tar.gz")" = "$(sed "s,^,$stem/," <<'NAMES'
index/stream-existence/streamExistenceFilter.chk
index/00000000-0000-0000-0000-000000000001
index/indexmap
index/stream-existence/streamExistenceFilter.dat
chaser.chk
epoch.chk
truncate.chk
writer.chk
chunk-000000.000000
chunk-000001.000000
NAMES
)" ]
  mkdir "$ROOT/out"
  tar -xzf "$BACKUPS/$stem.tar.gz" -C "$ROOT/out"
  diff -r "$DATA" "$ROOT/out/$stem"
}

@test "the version comes from the option, else from the deployment state, else it is unknown" {
  manage backup --version=v7.0.0-1+b
  [ "$(value .backup.version)" = v7.0.0-1+b ]
  manage backup
  [ "$(value .backup.version)" = v2.0.0 ]
  local state
  for state in '{"Version":"-"}' '{"Version":"$(id)"}' '{"Version":3}' '{' '[]' ''; do
    printf '%s' "$state" >"$PACKAGE/deployment.state.json"
    manage backup
    [ "$status" -eq 0 ]
    [ "$(value .backup.version)" = unknown ]
  done
  rm "$PACKAGE/deployment.state.json"
  manage backup
  [ "$(value '[.backup.version, .backup.gitTagExists] | tojson')" = '["unknown",false]' ]
}

@test "a bad version is refused and nothing is written" {
  local version
  for version in '' 'v1"x' "v1'x" '$(touch x)' 'v1 x' $'v1\nx' '../x' 'v1..2' '-v1' 'v1/2' 'v1;ls' "$(printf 'v%0100d' 0)"; do
    manage backup --version="$version"
    assert_error BAD_VERSION 64
  done
  assert_nothing_written
  [ ! -e "$DOCKER/calls" ]
}

@test "a package that is no checkout is backed up without a commit" {
  rm -rf "$PACKAGE/.git"
  manage backup --version=v1.0.0
  [ "$status" -eq 0 ]
  [ "$(value '[.backup.gitTagExists, .backup.gitCommit] | tojson')" = '[false,null]' ]
}

@test "names never collide: two packages, one folder, one second" {
  local i
  local -a runs=()
  for i in 1 2 3; do
    bash "$MANAGE" backup --package-name="package-$i" --format=json >"$ROOT/out.$i" 2>/dev/null &
    runs+=("$!")
  done
  wait "${runs[@]}"
  [ "$(cat "$ROOT"/out.* | jq -r .success | sort | uniq -c | tr -s ' ')" = ' 3 true' ]
  [ "$(cat "$ROOT"/out.* | jq -r .file | sort -u | wc -l)" -eq 3 ]
  [ "$(find "$BACKUPS" -name '*.tar.gz' | wc -l)" -eq 3 ]
}

@test "each compressor's archive is gzip" {
  local tools=$ROOT/tools name tool
  for name in igzip pigz gzip; do
    rm -rf "$tools" && mkdir "$tools"
    # Everything but the faster compressors.
    ln -sf -t "$tools" /usr/bin/* /bin/* "$BATS_TEST_DIRNAME"/stand-in/*
    for tool in igzip pigz; do [ "$tool" = "$name" ] || rm "$tools/$tool"; done
    PATH=$tools manage backup
    [ "$status" -eq 0 ]
    gzip -t "$(value .file)"
  done
}

@test "a service that does not run is the specification's error" {
  local before
  echo 'exited 0 x' >"$DOCKER/containers/eventstore.db"
  manage backup
  assert_error SERVICE_NOT_RUNNING 1
  [ "$(value '[.error, .message] | tojson')" = '["Backup creation failed","EventStore is not running"]' ]
  assert_nothing_written
  rm "$DOCKER/containers/eventstore.db"
  : >"$DOCKER/array-ps"
  manage backup
  assert_error SERVICE_NOT_RUNNING 1
  assert_nothing_written
}

@test "an answer of docker that is an error or nonsense is not 'not running'" {
  : >"$DOCKER/fail-ps"
  manage backup
  assert_error DOCKER_UNAVAILABLE 1
  [[ "$(value .message)" == *'Cannot connect to the Docker daemon'* ]]
  rm "$DOCKER/fail-ps"
  : >"$DOCKER/garbage-ps"
  manage backup
  assert_error DOCKER_UNAVAILABLE 1
  rm "$DOCKER/garbage-ps"
  manage backup --service=nonsense
  assert_error DOCKER_UNAVAILABLE 1
  rm "$PACKAGE/docker-compose.yml"
  manage backup
  assert_error DOCKER_UNAVAILABLE 1
  assert_nothing_written
}

@test "a compose answer as one array is understood too" {
  : >"$DOCKER/array-ps"
  manage backup
  [ "$status" -eq 0 ]
}

@test "a fresh installation is said to be one" {
  rm -rf "$DATA"
  manage backup
  assert_error DATA_MISSING 66
  mkdir -p "$DATA/index"
  manage backup
  assert_error DATA_MISSING 66
  assert_nothing_written
}

@test "data that a cut-off restore left aside is not a fresh installation" {
  mv "$DATA" "$DATA.before-20250101-000000"
  manage backup
  assert_error DATA_MISSING 66
  [ "$(value .keptData)" = "$DATA.before-20250101-000000" ]
}

@test "a data folder that is a link is backed up like the folder itself" {
  mv "$DATA" "$ROOT/elsewhere"
  ln -s "$ROOT/elsewhere" "$DATA"
  manage backup
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(tar -tzf "$(value .file)" | wc -l)" -eq 10 ]
}

@test "incomplete data is not backed up" {
  local file
  for file in writer.chk chaser.chk 'chunk-*'; do
    make_data 1
    # shellcheck disable=SC2086 # a pattern
    (cd "$DATA" && rm -f $file)
    manage backup
    assert_error READ_FAILED 1
  done
  assert_nothing_written
}

@test "something that is not a file, or a name a restore would refuse, is not backed up" {
  ln -s /etc/passwd "$DATA/link"
  manage backup
  assert_error READ_FAILED 1
  rm "$DATA/link"
  mkfifo "$DATA/index/fifo"
  manage backup
  assert_error READ_FAILED 1
  rm "$DATA/index/fifo"
  : >"$DATA/new
line"
  manage backup
  assert_error READ_FAILED 1
  assert_nothing_written
}

@test "hard-linked files are archived as files" {
  ln "$DATA/chunk-000000.000000" "$DATA/index/copy"
  manage backup
  [ "$status" -eq 0 ]
  [ "$(tar -tvzf "$(value .file)" | cut -c 1 | sort -u)" = - ]
}

# Puts a tar in front of the real one that runs $ROOT/meddle before the file after $1 is read.
make_slow_tar() {
  mkdir -p "$ROOT/shim"
  cat >"$ROOT/shim/tar" <<SHIM
#!/bin/bash
[ "\$1" = --create ] && { bash '$ROOT/meddle' & wait; }
exec $REAL_TAR "\$@"
SHIM
  chmod 755 "$ROOT/shim/tar"
  PATH="$ROOT/shim:$PATH"
}

@test "a file that vanishes after the list was made is a read error" {
  make_slow_tar
  echo "rm '$DATA/index/indexmap'" >"$ROOT/meddle"
  manage backup
  assert_error READ_FAILED 1
  [[ "$(value .message)" == *indexmap* ]]
  assert_nothing_written
}

# Puts a tar in front that prints message $1 to stderr and ends with 1, as GNU tar does when a file changed.
make_complaining_tar() {
  mkdir -p "$ROOT/shim"
  cat >"$ROOT/shim/tar" <<SHIM
#!/bin/bash
$REAL_TAR "\$@" || exit
[ "\$1" != --create ] || { echo "tar: $1" >&2; exit 1; }
SHIM
  chmod 755 "$ROOT/shim/tar"
}

@test "the active chunk and checkpoints may change while they are read, nothing else may" {
  local path=$PATH message
  PATH="$ROOT/shim:$path"
  for message in 'chunk-000001.000000: file changed as we read it' 'writer.chk: file changed as we read it' 'index/stream-existence/streamExistenceFilter.chk: file changed as we read it'; do
    make_complaining_tar "$message"
    manage backup
    [ "$status" -eq 0 ] || { echo "$message: $output"; return 1; }
  done
  rm "$BACKUPS"/backup-*
  for message in 'chunk-000000.000000: file changed as we read it' 'index/indexmap: file changed as we read it' \
    'chunk-000001.000000: File shrank by 10 bytes; padding with zeros' 'chunk-000001.000000: File removed before we read it'; do
    make_complaining_tar "$message"
    manage backup
    assert_error READ_FAILED 1
  done
  assert_nothing_written
}

@test "a chunk that really grows while it is read does not fail the backup" {
  (while :; do echo more >>"$DATA/chunk-000001.000000"; done) &
  local writer=$! i
  for i in 1 2 3; do
    manage backup
    [ "$status" -eq 0 ] || break
  done
  kill "$writer"
  [ "$status" -eq 0 ]
}

@test "a chunk begun before the checkpoints are copied is in the backup" {
  make_slow_tar
  # Once only: the second attempt sees a quiet folder.
  echo "[ -e '$ROOT/done' ] || { : >'$ROOT/done'; cp '$DATA/chunk-000001.000000' '$DATA/chunk-000002.000000'; }" >"$ROOT/meddle"
  manage backup
  [ "$status" -eq 0 ]
  tar -tzf "$(value .file)" | grep -q chunk-000002.000000
  [ "$(find "$BACKUPS" -name '*.tar.gz' | wc -l)" -eq 1 ]
}

@test "chunks that keep being begun too early are a read error" {
  make_slow_tar
  echo "n=\$(ls '$DATA' | grep -c chunk-); cp '$DATA/chunk-000001.000000' '$DATA'/chunk-00000\$n.000000" >"$ROOT/meddle"
  manage backup
  assert_error READ_FAILED 1
  assert_nothing_written
}

# Prints the calls of docker that changed something, in order.
changing_calls() {
  grep -v '^ps' "$DOCKER/calls" | paste -s -d ';'
}

@test "with kurrent.ddb in the data the service, and only it, is stopped for the copy and started again" {
  echo x >"$DATA/kurrent.ddb"
  manage backup
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '[.backup.consistency, .warnings] | tojson')" = '["stopped",[]]' ]
  [ "$(changing_calls)" = 'stop eventstore.db;start eventstore.db' ]
  [ "$(cat "$DOCKER/containers/eventstore.db")" = 'running 0 eventstore:2.0.0' ]
  tar -tzf "$(value .file)" | grep -q '/kurrent.ddb$'
  [ ! -e "$BACKUPS/.holdfast/rocket-welder/service-stopped" ]
}

@test "a live copy with kurrent.ddb is made when it is asked for, with a warning that list keeps showing" {
  echo x >"$DATA/kurrent.ddb"
  manage backup --consistency=live
  [ "$status" -eq 0 ]
  [ "$(value .backup.consistency)" = live ]
  [[ "$(value '.warnings[0]')" == *kurrent.ddb* ]]
  [ -z "$(changing_calls)" ]
  manage list
  [[ "$(value '.backups[0].note')" == *kurrent.ddb* ]]
}

@test "--consistency=stopped stops a running service, and leaves a stopped one as it is" {
  manage backup --consistency=stopped
  [ "$status" -eq 0 ]
  [ "$(changing_calls)" = 'stop eventstore.db;start eventstore.db' ]
  echo 'exited 0 x' >"$DOCKER/containers/eventstore.db"
  : >"$DOCKER/calls"
  manage backup --consistency=stopped
  [ "$status" -eq 0 ]
  [ "$(value .backup.consistency)" = stopped ]
  [ -z "$(changing_calls)" ]
  [ "$(cat "$DOCKER/containers/eventstore.db")" = 'exited 0 x' ]
  manage backup --consistency=live
  assert_error SERVICE_NOT_RUNNING 1
  manage backup --consistency=sometimes
  assert_error USAGE 64
}

@test "what goes wrong while the service is stopped starts it again" {
  local failure
  for failure in beforeServiceStop=fail afterServiceStop=fail afterBackupCopied=fail afterServiceStop=TERM; do
    HOLDFAST_FAILPOINTS=$failure manage backup --consistency=stopped
    [ "$status" -eq 1 ] || { echo "$failure: $output"; return 1; }
    [ "$(cat "$DOCKER/containers/eventstore.db")" = 'running 0 eventstore:2.0.0' ] || { echo "$failure"; return 1; }
    [ ! -e "$BACKUPS/.holdfast/rocket-welder/service-stopped" ]
    assert_nothing_written
  done
  echo 1 >"$DOCKER/keep-running"
  manage backup --consistency=stopped
  assert_error DOCKER_UNAVAILABLE 1
  assert_nothing_written
}

@test "a service that does not start again is an error although the backup is there" {
  echo 2 >"$DOCKER/fail-start"
  echo 1 >"$DOCKER/fail-up"
  manage backup --consistency=stopped
  # The EXIT trap tries once more: start fails twice, up once.
  assert_error DOCKER_UNAVAILABLE 1
  [ -f "$(value .file)" ]
  [[ "$(value .message)" == *'could not be started again'* ]]
}

@test "a backup that was killed while the service was stopped: the next command starts it" {
  local moment
  for moment in afterServiceStop afterBackupCopied; do
    HOLDFAST_FAILPOINTS=$moment=KILL run bash "$MANAGE" backup --consistency=stopped --format=json
    [ "$(cat "$DOCKER/containers/eventstore.db")" = 'exited 0 eventstore:2.0.0' ]
    manage cleanup
    [ "$status" -eq 0 ] || { echo "$output"; return 1; }
    [ "$(cat "$DOCKER/containers/eventstore.db")" = 'running 0 eventstore:2.0.0' ]
    [ ! -e "$BACKUPS/.holdfast/rocket-welder/service-stopped" ]
    assert_nothing_written
  done
}

@test "no backup while a scavenge runs; where EventStore does not say, there is none" {
  local answer
  mkdir -p "$ROOT/www/admin/scavenge" "$ROOT/www/health"
  # A curl that reads files instead of a server.
  mkdir "$ROOT/shim"
  printf '#!/bin/bash\nurl=${!#}\nfile=%s/www/${url#http://localhost:2113/}\n[ -f "$file" ] && cat "$file" || exit 22\n' "$ROOT" >"$ROOT/shim/curl"
  chmod 755 "$ROOT/shim/curl"
  PATH=$ROOT/shim:$PATH
  echo '{"scavengeId":"6d1c","scavengeLink":"/admin/scavenge/6d1c"}' >"$ROOT/www/admin/scavenge/current"
  manage backup --health-url=http://localhost:2113/health/live
  assert_error SCAVENGE_RUNNING 1
  [ "$(value .scavengeId)" = 6d1c ]
  assert_nothing_written
  for answer in '{"scavengeId":""}' '{"scavengeId":null}' '{}' '[]' 'no json' ''; do
    echo "$answer" >"$ROOT/www/admin/scavenge/current"
    manage backup --health-url=http://localhost:2113/health/live
    [ "$status" -eq 0 ] || { echo "$answer: $output"; return 1; }
  done
  rm "$ROOT/www/admin/scavenge/current"
  manage backup --health-url=http://localhost:2113/health/live
  [ "$status" -eq 0 ]
}

@test "a store that EventStore would not start with is backed up with a warning" {
  int64 "$((CHUNK_SIZE * 2))" >"$DATA/chaser.chk"
  rm "$DATA/index/00000000-0000-0000-0000-000000000001"
  manage backup
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [[ "$(value '.warnings | join(" ")')" == *'chaser.chk is ahead of writer.chk'*'the index map names it'* ]]
  manage verify "$(value .backup.filename)"
  assert_error CORRUPT_ARCHIVE 65
}

@test "two gzip members at a time: any reader gets the files" {
  local i tool
  for i in 2 3 4; do make_chunk "$DATA/chunk-00000$i.000000" "$i" "completed $i"; done
  mv "$DATA/chunk-000001.000000" "$ROOT/active"
  make_chunk "$DATA/chunk-000001.000000" 1 'completed 1'
  { chunk_header 5; head -c 50000 /dev/urandom; } >"$DATA/chunk-000005.000000"
  int64 "$((CHUNK_SIZE * 5 + 10))" >"$DATA/writer.chk"
  echo later >"$DATA/kurrent.other"
  HOLDFAST_SECOND_PART_BYTES=1 manage backup
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '.warnings | tojson')" = '[]' ]
  local archive filename
  archive=$(value .file)
  filename=$(value .backup.filename)
  for tool in gzip pigz igzip; do
    mkdir "$ROOT/$tool"
    "$tool" -dc <"$archive" | tar -xf - -C "$ROOT/$tool" --strip-components=1
    diff -r "$DATA" "$ROOT/$tool"
  done
  tar -xzf "$archive" -C "$ROOT"
  (cd "$DATA" && sha256sum --check --quiet --strict "${archive%.tar.gz}.files.sha256")
  manage verify "$filename"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  manage restore "$filename" --yes
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
}

@test "no space: refused before anything is written" {
  local disk=$ROOT/disk
  mkdir "$disk"
  mount -t tmpfs -o size=1200k tmpfs "$disk"
  head -c 3000000 /dev/urandom >"$DATA/chunk-000001.000000"
  manage backup --backup-dir="$disk"
  find "$disk" -name '*backup-*' >"$ROOT/found"
  umount "$disk"
  assert_error NO_SPACE 73
  [ "$(value '.neededBytes > .freeBytes')" = true ]
  [ ! -s "$ROOT/found" ]
}

@test "a disk that becomes full while the archive is written leaves nothing" {
  local disk=$ROOT/disk
  mkdir "$disk"
  mount -t tmpfs -o size=6m tmpfs "$disk"
  head -c 3000000 /dev/urandom >"$DATA/chunk-000001.000000"
  # Takes the room after it was counted.
  make_slow_tar
  echo "head -c 4m /dev/zero >'$disk/filler' || :" >"$ROOT/meddle"
  manage backup --backup-dir="$disk"
  find "$disk" -name '*backup-*' >"$ROOT/found"
  umount "$disk"
  assert_error NO_SPACE 73
  [ ! -s "$ROOT/found" ]
}

@test "a backup folder that may not be written, data that may not be read" {
  let_others_in
  chmod 755 "$BACKUPS"
  chown -R 65534 "$PACKAGE"
  manage_as_nobody backup
  assert_error PERMISSION_DENIED 77
  chmod 777 "$BACKUPS" "$DOCKER"
  rm -f "$BACKUPS"/.holdfast-*
  chmod 666 "$DOCKER/calls" || :
  chmod 700 "$DATA"
  manage_as_nobody backup
  assert_error PERMISSION_DENIED 77
  chmod 755 "$DATA"
  chmod 600 "$DATA/chunk-000000.000000"
  manage_as_nobody backup
  assert_error READ_FAILED 1
  assert_nothing_written
}

@test "the backup folder is made when it is missing" {
  manage backup --backup-dir="$ROOT/new/backups"
  [ "$status" -eq 0 ]
  [ -f "$(value .file)" ]
}

@test "leftovers of killed runs are cleaned by the next run, other packages' are not" {
  : >"$BACKUPS/.backup-20250101-000000.rocket-welder.part"
  : >"$BACKUPS/.backup-20250101-000000.rocket-welder~meta.part"
  : >"$BACKUPS/.backup-20250101-000000.other.part"
  echo '{"packageName":"rocket-welder"}' >"$BACKUPS/backup-20250101-000001.meta.json"
  echo '{"packageName":"other"}' >"$BACKUPS/backup-20250101-000002.meta.json"
  manage backup
  [ "$status" -eq 0 ]
  [ "$(backup_folder | grep -c '\.rocket-welder[.~]')" -eq 0 ]
  [ ! -e "$BACKUPS/backup-20250101-000001.meta.json" ]
  [ -e "$BACKUPS/.backup-20250101-000000.other.part" ]
  [ -e "$BACKUPS/backup-20250101-000002.meta.json" ]
}

@test "a backup deletes no other backup" {
  : >"$BACKUPS/backup-20200101-000000.tar.gz"
  touch -d 2020-01-01 "$BACKUPS/backup-20200101-000000.tar.gz"
  manage backup
  [ -e "$BACKUPS/backup-20200101-000000.tar.gz" ]
}

@test "a second operation is refused at once while the first runs" {
  # The first backup waits inside docker.
  cat >"$DOCKER/on-ps" <<HOOK
#!/bin/bash
: >'$ROOT/inside'
while [ ! -e '$ROOT/go' ]; do sleep 0.05; done
HOOK
  chmod 755 "$DOCKER/on-ps"
  bash "$MANAGE" backup --format=json >"$ROOT/first" 2>/dev/null &
  local first=$!
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  manage backup
  assert_error BUSY 75
  manage cleanup
  assert_error BUSY 75
  manage restore backup-20250101-000000.tar.gz --yes
  assert_error BACKUP_NOT_FOUND 66
  : >"$BACKUPS/backup-20250101-000000.tar.gz"
  manage restore backup-20250101-000000.tar.gz --yes
  assert_error BUSY 75
  manage list
  [ "$status" -eq 0 ]
  : >"$ROOT/go"
  wait "$first"
  [ "$(jq .success "$ROOT/first")" = true ]
}

@test "a killed backup leaves no lock and nothing that is listed" {
  cat >"$DOCKER/on-ps" <<HOOK
#!/bin/bash
: >'$ROOT/inside'
sleep 30
HOOK
  chmod 755 "$DOCKER/on-ps"
  setsid bash "$MANAGE" backup --format=json >/dev/null 2>&1 &
  local first=$!
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  kill -KILL -- "-$first"
  wait "$first" || :
  rm "$DOCKER/on-ps"
  manage backup
  [ "$status" -eq 0 ]
  [ "$(find "$BACKUPS" -name '*.tar.gz' | wc -l)" -eq 1 ]
}

@test "TERM during the copy leaves nothing" {
  make_slow_tar
  echo ": >'$ROOT/inside'; exec sleep 30" >"$ROOT/meddle"
  bash "$MANAGE" backup --format=json >"$ROOT/out" 2>/dev/null &
  local first=$! status=0
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  kill -TERM "$first"
  wait "$first" || status=$?
  [ "$status" -eq 1 ]
  [ "$(jq -r .success "$ROOT/out")" = false ]
  assert_nothing_written
}

@test "a lost connection changes nothing: HUP, INT, closed stdout and stderr" {
  make_slow_tar
  echo ": >'$ROOT/inside'; sleep 0.5" >"$ROOT/meddle"
  bash "$MANAGE" backup --format=json >&- 2>&- <&- &
  local first=$!
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  kill -HUP "$first"
  kill -INT "$first"
  kill -PIPE "$first"
  wait "$first"
  [ "$(find "$BACKUPS" -name '*.tar.gz' | wc -l)" -eq 1 ]
  # A reader that has gone.
  bash -c "bash '$MANAGE' backup --format=json 2>&1; echo \$? >'$ROOT/status'" | :
  [ "$(cat "$ROOT/status")" -eq 0 ]
  [ "$(find "$BACKUPS" -name '*.tar.gz' | wc -l)" -eq 2 ]
}

@test "es-backup-full.sh is the same operation" {
  run --separate-stderr bash "$HOST_SCRIPTS/es-backup-full.sh" --version=v1.0.0 --format=json
  [ "$status" -eq 0 ]
  [ "$(value .backup.version)" = v1.0.0 ]
  run --separate-stderr bash "$HOST_SCRIPTS/es-backup-full.sh"
  [ "$status" -eq 0 ]
  [[ "$output" == 'Backup created successfully: '* ]]
}
