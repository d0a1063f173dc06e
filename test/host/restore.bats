#!/usr/bin/env bats
# restore: fully new or fully old, and it says which.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() {
  make_package
  REAL_TAR=$(type -P tar)
  # A backup of version 1's data, then version 2's data is live.
  BACKUP=$(backup_of v1.0.0)
  STEM=${BACKUP%.tar.gz}
  OLD_BACKUP=$(fingerprint "$DATA")
  make_data 2
  LIVE=$(fingerprint "$DATA")
}

# Fails unless the restore was rolled back to what was live.
assert_rolled_back() {
  assert_error RESTORE_ROLLED_BACK 1
  assert_all_back
}

# Fails unless data, code and services are what was live.
assert_all_back() {
  [ "$(fingerprint "$DATA")" = "$LIVE" ]
  [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
  [ "$(cat "$DOCKER/containers/eventstore.db")" = 'running 0 eventstore:2.0.0' ]
  [ "$(cat "$DOCKER/containers/welder")" = 'running 0 welder:2.0.0' ]
  [ "$(jq -r .Version "$PACKAGE/deployment.state.json")" = v2.0.0 ]
  [ -z "$(find "$ROOT/eventstore" -mindepth 1 -maxdepth 1 \( -name '.restore-*' -o -name 'data.before-*' \))" ]
}

# Puts a command in front of the real one; the script $2 runs before it.
shim() {
  mkdir -p "$ROOT/shim"
  printf '#!/bin/bash\n%s\nexec %s "$@"\n' "$2" "$(type -P "$1")" >"$ROOT/shim/$1"
  chmod 755 "$ROOT/shim/$1"
  PATH="$ROOT/shim:$PATH"
}

@test "data, code, services and state are those of the backup" {
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value 'del(.keptData, .downtimeMs, .undoId, .undoExpiresAt) | tojson')" = "{\"success\":true,\"message\":\"Restore completed successfully\",\"restoredBackup\":\"$BACKUP\",\"restoredVersion\":\"v1.0.0\",\"previousVersion\":\"v2.0.0\",\"codeVersionRestored\":true,\"warnings\":[]}" ]
  [ "$(value '.downtimeMs | type')" = number ]
  [ "$(fingerprint "$DATA")" = "$OLD_BACKUP" ]
  [ "$(fingerprint "$(value .keptData)")" = "$LIVE" ]
  [[ "$(value .keptData)" == "$DATA.before-"* ]]
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
  [ "$(cat "$DOCKER/containers/eventstore.db")" = 'running 0 eventstore:1.0.0' ]
  [ "$(cat "$DOCKER/containers/welder")" = 'running 0 welder:1.0.0' ]
  [ "$(jq -c '[.Version, .Up, .Failed, .Other]' "$PACKAGE/deployment.state.json")" = '["v1.0.0",["1.0.0"],[],{"kept":true}]' ]
  [[ "$(jq -r .Updated "$PACKAGE/deployment.state.json")" =~ ^20[0-9-]+T[0-9:]+\.[0-9]{7}Z$ ]]
  [ -z "$(find "$ROOT/eventstore" -name '.restore-*')" ]
  [ -z "$(find "$TMPDIR" -mindepth 1)" ]
}

@test "truncate.chk is written from chaser.chk and the exit with code 0 is answered by another start" {
  # Records truncate.chk as the start finds it.
  printf '#!/bin/bash\n[ -e "%s" ] || cp "%s/truncate.chk" "%s"\n' "$ROOT/truncate" "$DATA" "$ROOT/truncate" >"$DOCKER/on-up"
  chmod 755 "$DOCKER/on-up"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  cmp "$ROOT/truncate" "$DATA/chaser.chk"
  [ "$(grep -c '^up' "$DOCKER/calls")" -eq 2 ]
}

@test "the owner and mode of the live data are kept" {
  chown -R 1000:1001 "$DATA"
  chmod 750 "$DATA"
  chown 1002:1003 "$PACKAGE/deployment.state.json"
  chmod 640 "$PACKAGE/deployment.state.json"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ "$(find "$DATA" -printf '%U:%G\n' | sort -u)" = 1000:1001 ]
  [ "$(find "$DATA" -type d -printf '%m\n' | sort -u)" = 750 ]
  [ "$(stat -c '%u:%g %a' "$PACKAGE/deployment.state.json")" = '1002:1003 640' ]
}

@test "a filename that is not the bare name of a backup is refused" {
  local name
  for name in '' / .. ../x "../backups/$BACKUP" "$BACKUPS/$BACKUP" "./$BACKUP" "$BACKUP " " $BACKUP" "$BACKUP"$'\n' $'x\n'"$BACKUP" "'$BACKUP'" "\"$BACKUP\"" \
    "$STEM" "$STEM.tar.gz.version" 'backup-*.tar.gz' "\$(touch x)" 'backup-2025010-000000.tar.gz' 'backup-20250101-000000.tar.gzx' ".$BACKUP"; do
    manage restore "$name" --yes
    assert_error BAD_FILENAME 65 || { printf '%q\n' "$name"; return 1; }
  done
  assert_untouched "$LIVE"
  [ ! -e x ]
}

@test "a backup that is not there, is a link or a folder" {
  manage restore backup-20200101-000000.tar.gz --yes
  assert_error BACKUP_NOT_FOUND 66
  [ "$(jq -r '.message, .fullPath' <<<"$output")" == "Backup file not found
$BACKUPS/backup-20200101-000000.tar.gz" ]
  ln -s "$BACKUP" "$BACKUPS/backup-20200101-000000.tar.gz"
  manage restore backup-20200101-000000.tar.gz --yes
  assert_error UNSAFE_ARCHIVE 65
  mkdir "$BACKUPS/backup-20200101-000001.tar.gz"
  manage restore backup-20200101-000001.tar.gz --yes
  assert_error UNSAFE_ARCHIVE 65
  manage restore "$BACKUP" --yes --backup-dir="$ROOT/none"
  assert_error BACKUP_DIRECTORY_MISSING 66
  manage restore "$BACKUP" --yes --package-name=other
  assert_error BACKUP_NOT_FOUND 66
  assert_untouched "$LIVE"
}

@test "without --yes and without a terminal nothing happens" {
  run --separate-stderr bash -c "yes | bash '$MANAGE' restore '$BACKUP' --format=json"
  assert_error CONFIRMATION_REQUIRED 64
  assert_untouched "$LIVE"
}

@test "on a terminal it asks, and only yes is yes" {
  local typed
  for typed in no '' y YES; do
    run script -qec "bash '$MANAGE' restore '$BACKUP'" /dev/null <<<"$typed"
    [ "$status" -eq 64 ]
    [[ "$output" == *'Are you sure'* ]]
  done
  assert_untouched "$LIVE"
  run script -qec "bash '$MANAGE' restore '$BACKUP'" /dev/null <<<yes
  [ "$status" -eq 0 ]
  [ "$(fingerprint "$DATA")" = "$OLD_BACKUP" ]
}

@test "a damaged archive costs no downtime" {
  local archive=$BACKUPS/$BACKUP good=$ROOT/good size
  cp "$archive" "$good"
  size=$(stat -c %s "$good")
  # With its checksum known, and for an archive without metadata.
  local metadata
  for metadata in kept removed; do
    [ "$metadata" = kept ] || rm "$BACKUPS/$STEM.meta.json"
    head -c "$((size / 2))" "$good" >"$archive"
    manage restore "$BACKUP" --yes
    assert_error CORRUPT_ARCHIVE 65
    head -c "$((size - 3))" "$good" >"$archive"
    manage restore "$BACKUP" --yes
    assert_error CORRUPT_ARCHIVE 65
    cp "$good" "$archive"
    printf '\377\377\377\377' | dd of="$archive" bs=1 seek="$((size / 2))" conv=notrunc status=none
    manage restore "$BACKUP" --yes
    assert_error CORRUPT_ARCHIVE 65
    : >"$archive"
    manage restore "$BACKUP" --yes
    assert_error CORRUPT_ARCHIVE 65
    echo 'not an archive' >"$archive"
    manage restore "$BACKUP" --yes
    assert_error CORRUPT_ARCHIVE 65
  done
  assert_untouched "$LIVE"
  ! grep -q '^stop' "$DOCKER/calls"
}

@test "an archive whose checksum is another's is damaged" {
  tar -C "$ROOT" -czf "$BACKUPS/$BACKUP" --transform "s,^eventstore/data,$STEM," eventstore/data
  manage restore "$BACKUP" --yes
  assert_error CORRUPT_ARCHIVE 65
  [[ "$(value .message)" == *sha256* ]]
  assert_untouched "$LIVE"
}

# Makes $ROOT/pack/$1 a good backup folder to spoil.
unpacked() {
  rm -rf "$ROOT/pack"
  mkdir -p "$ROOT/pack"
  cp -R "$DATA" "$ROOT/pack/$1"
}

@test "an archive of other scripts, without metadata, is restored with the code kept" {
  local stem=backup-20250101-000000
  unpacked "$stem"
  pack "$ROOT/pack" "$stem"
  local expected
  expected=$(cd "$ROOT/pack/$stem" && cat chunk-* | sha256sum)
  make_data 3
  manage restore "$stem.tar.gz" --yes
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '[.restoredVersion, .codeVersionRestored] | tojson')" = '["unknown",false]' ]
  [[ "$(value '.warnings[0]')" == *'version of this backup is unknown'* ]]
  [ "$(cd "$DATA" && cat chunk-* | sha256sum)" = "$expected" ]
  [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
  [ "$(jq -r .Version "$PACKAGE/deployment.state.json")" = v2.0.0 ]
}

@test "hostile archives are refused with the service never stopped" {
  local stem=backup-20250101-000000 kind
  for kind in symlink hardlink fifo device setuid second dots absolute newline deep-dots top-is-file twice; do
    unpacked "$stem"
    local folder=$ROOT/pack/$stem
    case $kind in
      symlink) ln -s /etc/passwd "$folder/truncate.chk.x" && pack "$ROOT/pack" "$stem" ;;
      hardlink) ln "$folder/writer.chk" "$folder/zz" && pack "$ROOT/pack" "$stem" ;;
      fifo) mkfifo "$folder/pipe" && pack "$ROOT/pack" "$stem" ;;
      device) mknod "$folder/null" c 1 3 && pack "$ROOT/pack" "$stem" ;;
      setuid) echo x >"$folder/tool" && chmod 4755 "$folder/tool" && pack "$ROOT/pack" "$stem" ;;
      second) mkdir "$ROOT/pack/other" && echo x >"$ROOT/pack/other/file" && pack "$ROOT/pack" "$stem" other ;;
      dots) echo x >"$ROOT/pack/evil" && pack "$ROOT/pack" "$stem" -P --transform "s,^evil,$stem/../../evil," evil ;;
      absolute) echo x >"$ROOT/pack/evil" && pack "$ROOT/pack" "$stem" -P --transform 's,^evil,/tmp/holdfast-evil,' evil ;;
      newline) echo x >"$folder/a
b" && pack "$ROOT/pack" "$stem" ;;
      deep-dots) echo x >"$ROOT/pack/evil" && pack "$ROOT/pack" "$stem" -P --transform "s,^evil,$stem/index/../../../evil," evil ;;
      top-is-file) rm -rf "$folder" && echo x >"$folder" && pack "$ROOT/pack" "$stem" ;;
      twice) tar -C "$ROOT/pack" -czf "$BACKUPS/$stem.tar.gz" "$stem" "$stem/writer.chk" --hard-dereference ;;
    esac
    manage restore "$stem.tar.gz" --yes
    assert_error UNSAFE_ARCHIVE 65 || { echo "$kind"; return 1; }
  done
  assert_untouched "$LIVE"
  [ ! -e /tmp/holdfast-evil ]
  ! grep -q '^stop' "$DOCKER/calls"
}

@test "an archive under another backup's folder name is refused" {
  unpacked backup-20250101-000001
  pack "$ROOT/pack" backup-20250101-000001
  mv "$BACKUPS/backup-20250101-000001.tar.gz" "$BACKUPS/backup-20250101-000000.tar.gz"
  manage restore backup-20250101-000000.tar.gz --yes
  assert_error UNSAFE_ARCHIVE 65
}

@test "an archive that lacks what EventStore needs is refused" {
  local stem=backup-20250101-000000 pattern
  for pattern in writer.chk chaser.chk 'chunk-*'; do
    unpacked "$stem"
    # shellcheck disable=SC2086 # a pattern
    (cd "$ROOT/pack/$stem" && rm $pattern)
    pack "$ROOT/pack" "$stem"
    manage restore "$stem.tar.gz" --yes
    assert_error CORRUPT_ARCHIVE 65
  done
  assert_untouched "$LIVE"
}

@test "modes in the archive do not widen access" {
  local stem=backup-20250101-000000
  unpacked "$stem"
  chmod -R 777 "$ROOT/pack/$stem"
  pack "$ROOT/pack" "$stem"
  manage restore "$stem.tar.gz" --yes
  [ "$status" -eq 0 ]
  [ -z "$(find "$DATA" -perm /022)" ]
}

@test "an archive that unpacks to more than there is room for is refused before anything is unpacked" {
  local stem=backup-20250101-000000 disk=$ROOT/disk
  unpacked "$stem"
  head -c 20000000 /dev/zero >"$ROOT/pack/$stem/chunk-000001.000000"
  pack "$ROOT/pack" "$stem"
  mkdir -p "$disk"
  mount -t tmpfs -o size=4m tmpfs "$disk"
  cp -R "$DATA" "$disk/data"
  manage restore "$stem.tar.gz" --yes --data-dir="$disk/data"
  find "$disk" -mindepth 1 -maxdepth 1 -printf '%f\n' >"$ROOT/found"
  umount "$disk"
  assert_error NO_SPACE 73
  [ "$(cat "$ROOT/found")" = data ]
  ! grep -q '^stop' "$DOCKER/calls"
}

@test "a disk that becomes full while unpacking costs no downtime" {
  local stem=backup-20250101-000000 disk=$ROOT/disk
  unpacked "$stem"
  head -c 2000000 /dev/urandom >"$ROOT/pack/$stem/chunk-000001.000000"
  pack "$ROOT/pack" "$stem"
  mkdir -p "$disk"
  mount -t tmpfs -o size=5m tmpfs "$disk"
  cp -R "$DATA" "$disk/data"
  shim tar "[ \"\$1\" != --extract ] || head -c 4m /dev/zero >'$disk/filler'"
  manage restore "$stem.tar.gz" --yes --data-dir="$disk/data"
  find "$disk" -mindepth 1 -maxdepth 1 -printf '%f\n' | sort | paste -s -d ' ' >"$ROOT/found"
  umount "$disk"
  assert_error NO_SPACE 73
  [ "$(cat "$ROOT/found")" = 'data filler' ]
  ! grep -q '^stop' "$DOCKER/calls"
}

@test "a data folder that is a mount point, or holds one, is refused" {
  local where
  for where in "$DATA" "$DATA/index"; do
    mount --bind "$where" "$where"
    manage restore "$BACKUP" --yes
    umount "$where"
    assert_error DATA_IS_MOUNT_POINT 1
    [ "$(value .mountPoint)" = "$where" ]
  done
  assert_untouched "$LIVE"
}

@test "a data folder behind a link is restored where it really is" {
  mv "$DATA" "$ROOT/real"
  ln -s "$ROOT/real" "$DATA"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ -L "$DATA" ]
  [ "$(fingerprint "$ROOT/real")" = "$OLD_BACKUP" ]
  [[ "$(value .keptData)" == "$ROOT/real.before-"* ]]
}

@test "a host without data can be restored to" {
  rm -rf "$DATA"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ "$(value .keptData)" = null ]
  [ "$(fingerprint "$DATA")" = "$OLD_BACKUP" ]
}

@test "missing data with old data beside it is an unfinished restore, and refused" {
  mv "$DATA" "$DATA.before-20250101-000000"
  manage restore "$BACKUP" --yes
  assert_error DATA_MISSING 66
  [ "$(value .keptData)" = "$DATA.before-20250101-000000" ]
  [ ! -e "$DATA" ]
}

@test "docker that answers with an error is a refusal" {
  : >"$DOCKER/fail-ps"
  manage restore "$BACKUP" --yes
  assert_error DOCKER_UNAVAILABLE 1
  rm "$DOCKER/fail-ps"
  assert_untouched "$LIVE"
}

@test "local changes keep the code, with the files named" {
  echo '# changed by hand' >>"$PACKAGE/docker-compose.yml"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ "$(value .codeVersionRestored)" = false ]
  [[ "$(value '.warnings[0]')" == *docker-compose.yml* ]]
  [ "$(fingerprint "$DATA")" = "$OLD_BACKUP" ]
  [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
  grep -q 'changed by hand' "$PACKAGE/docker-compose.yml"
  [ "$(jq -r .Version "$PACKAGE/deployment.state.json")" = v2.0.0 ]
}

@test "a tracked deployment.state.json is no local change and keeps its fields" {
  git -C "$PACKAGE" checkout --quiet main
  git -C "$PACKAGE" add deployment.state.json
  git -C "$PACKAGE" commit --quiet -m 'Track the state'
  git -C "$PACKAGE" tag -f v2.0.0 >/dev/null
  write_state v2.0.0
  echo >>"$PACKAGE/deployment.state.json"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ "$(value .codeVersionRestored)" = true ]
  [ "$(jq -c '[.Version, .Other]' "$PACKAGE/deployment.state.json")" = '["v1.0.0",{"kept":true}]' ]
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
}

@test "no tag, or no checkout: the code is kept and the result says why" {
  git -C "$PACKAGE" tag -d v1.0.0 >/dev/null
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ "$(value .codeVersionRestored)" = false ]
  [[ "$(value '.warnings[0]')" == *'no tag for version v1.0.0'* ]]
  rm -rf "$PACKAGE/.git"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [[ "$(value '.warnings[0]')" == *'is not a git checkout'* ]]
}

@test "a checkout that fails leaves the data restored, with a warning" {
  # The compose file of version 1 is missing in the repository.
  local object
  object=$(git -C "$PACKAGE" rev-parse v1.0.0:docker-compose.yml)
  rm -f "$PACKAGE/.git/objects/${object:0:2}/${object:2}"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value .codeVersionRestored)" = false ]
  [[ "$(value '.warnings | join(" ")')" == *'could not be checked out'* ]]
  [ "$(fingerprint "$DATA")" = "$OLD_BACKUP" ]
  [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
  [ "$(jq -c '[.Version, .Other]' "$PACKAGE/deployment.state.json")" = '["v2.0.0",{"kept":true}]' ]
}

@test "a lock that a killed git left does not keep the code" {
  : >"$PACKAGE/.git/index.lock"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ "$(value .codeVersionRestored)" = true ]
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
}

@test "local changes are discarded when asked, and kept as a stash" {
  echo '# changed by hand' >>"$PACKAGE/docker-compose.yml"
  manage restore "$BACKUP" --yes --discard-local-changes
  [ "$status" -eq 0 ]
  [ "$(value .codeVersionRestored)" = true ]
  [[ "$(value '.warnings[0]')" == *docker-compose.yml*refs/holdfast/* ]]
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
  # The undo brings them back.
  manage undo --yes
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
  grep -q 'changed by hand' "$PACKAGE/docker-compose.yml"
}

@test "discarded local changes come back with a roll-back" {
  echo '# changed by hand' >>"$PACKAGE/docker-compose.yml"
  echo 1 >"$DOCKER/fail-up"
  manage restore "$BACKUP" --yes --discard-local-changes
  assert_rolled_back
  grep -q 'changed by hand' "$PACKAGE/docker-compose.yml"
}

@test "a file that git does not know is never overwritten" {
  git -C "$PACKAGE" checkout --quiet v1.0.0
  echo old >"$PACKAGE/notes.txt"
  git -C "$PACKAGE" add notes.txt
  git -C "$PACKAGE" commit --quiet -m notes
  git -C "$PACKAGE" tag -f v1.0.0 >/dev/null
  git -C "$PACKAGE" checkout --quiet v2.0.0
  echo mine >"$PACKAGE/notes.txt"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [[ "$(value '.warnings[0]')" == *notes.txt* ]]
  [ "$(cat "$PACKAGE/notes.txt")" = mine ]
  [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
}

@test "hooks of the checkout are not run, and git runs as the folder's owner" {
  let_others_in
  printf '#!/bin/sh\ntouch "%s"\n' "$ROOT/hooked" >"$PACKAGE/.git/hooks/post-checkout"
  chmod 755 "$PACKAGE/.git/hooks/post-checkout"
  chown -R 65534:65534 "$PACKAGE"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ "$(value .codeVersionRestored)" = true ]
  [ ! -e "$ROOT/hooked" ]
  [ -z "$(find "$PACKAGE" ! -user 65534)" ]
}

@test "a failing stop: the package is started again" {
  echo 1 >"$DOCKER/fail-stop"
  manage restore "$BACKUP" --yes
  assert_rolled_back
  grep -q '^up' "$DOCKER/calls"
}

@test "a stop that stops nothing is noticed before data is touched" {
  echo 1 >"$DOCKER/keep-running"
  manage restore "$BACKUP" --yes
  assert_rolled_back
  [[ "$(value .reason)" == *'still run'* ]]
}

@test "a failing start rolls back" {
  echo 1 >"$DOCKER/fail-up"
  manage restore "$BACKUP" --yes
  assert_rolled_back
  [[ "$(value .message)" == *'rolled back'*'package runs again'* ]]
  [ "$(value .cause)" = DOCKER_UNAVAILABLE ]
  # The service may have run on it: kept for the operator.
  [ "$(fingerprint "$(value .failedData)")" = "$OLD_BACKUP" ]
}

@test "a service that ends with an error rolls back" {
  echo 1 >"$DOCKER/crash-on-up"
  manage restore "$BACKUP" --yes
  assert_rolled_back
  [[ "$(value .reason)" == *'ended with code 1'* ]]
}

@test "a service that never becomes healthy rolls back" {
  # The start after truncation is the second.
  echo 1 >"$DOCKER/unhealthy"
  manage restore "$BACKUP" --yes --health-timeout=3
  assert_rolled_back
  [[ "$(value .reason)" == *'did not become healthy'* ]]
}

@test "a roll-back that fails says where everything is" {
  : >"$DOCKER/fail-up"
  manage restore "$BACKUP" --yes
  assert_error ROLLBACK_FAILED 1
  [ "$(fingerprint "$DATA")" = "$LIVE" ]
  [[ "$(value .message)" == *"The old data is in $DATA."* ]]
  rm "$DOCKER/fail-up"
  manage recover
  [ "$(value .outcome)" = rolledBack ] || { echo "$output"; return 1; }
  # A stop that fails in the roll-back: data must not be moved under what may be running.
  printf '#!/bin/bash\n: >"%s/fail-stop"\nexit 1\n' "$DOCKER" >"$DOCKER/on-up"
  chmod 755 "$DOCKER/on-up"
  manage restore "$BACKUP" --yes
  assert_error ROLLBACK_FAILED 1
  [ "$(fingerprint "$(value .keptData)")" = "$LIVE" ]
  [ "$(fingerprint "$DATA")" = "$OLD_BACKUP" ]
  [[ "$(value .message)" == *"The old data is in $(value .keptData); rename it to $DATA"* ]]
}

@test "a package that was stopped before is stopped after a roll-back, and runs after a restore" {
  echo 'exited 0 eventstore:2.0.0' >"$DOCKER/containers/eventstore.db"
  echo 'exited 0 welder:2.0.0' >"$DOCKER/containers/welder"
  rm "$DOCKER/health/live"
  echo 1 >"$DOCKER/fail-up"
  manage restore "$BACKUP" --yes
  assert_error RESTORE_ROLLED_BACK 1
  [[ "$(value .message)" == *'stopped, as it was before'* ]]
  [ "$(cut -d ' ' -f 1 "$DOCKER/containers/eventstore.db")" = exited ]
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ "$(cut -d ' ' -f 1 "$DOCKER/containers/eventstore.db")" = running ]
}

@test "a branch that was checked out is checked out again by a roll-back" {
  git -C "$PACKAGE" checkout --quiet main
  echo 1 >"$DOCKER/fail-up"
  manage restore "$BACKUP" --yes
  assert_error RESTORE_ROLLED_BACK 1
  [ "$(git -C "$PACKAGE" symbolic-ref --short HEAD)" = main ]
}

@test "without a health URL the container's state decides" {
  manage restore "$BACKUP" --yes --health-url=
  [ "$status" -eq 0 ]
  manage restore "$BACKUP" --yes --health-url ''
  [ "$status" -eq 0 ]
}

@test "a real health endpoint has to answer 2xx" {
  cat >"$ROOT/server.mjs" <<'SERVER'
import { createServer } from 'node:http';
import { existsSync, writeFileSync } from 'node:fs';
const [, , live, portFile] = process.argv;
const server = createServer((request, response) => {
  const path = request.url === '/redirect' ? 302 : existsSync(live) ? 204 : 503;
  response.writeHead(path).end();
});
server.listen(0, '127.0.0.1', () => writeFileSync(portFile, String(server.address().port)));
SERVER
  node "$ROOT/server.mjs" "$DOCKER/health/live" "$ROOT/port" 3>&- &
  local server=$! port result
  while [ ! -s "$ROOT/port" ]; do sleep 0.05; done
  port=$(cat "$ROOT/port")
  manage restore "$BACKUP" --yes --health-url="http://127.0.0.1:$port/health/live"
  result=$status
  local first=$output
  manage restore "$BACKUP" --yes --health-timeout=2 --health-url="http://127.0.0.1:$port/redirect"
  kill "$server"
  [ "$result" -eq 0 ] || { echo "$first"; return 1; }
  assert_error RESTORE_ROLLED_BACK 1
  [[ "$(value .reason)" == *'answers 302'* ]]
}

@test "TERM before the stop costs nothing" {
  shim tar "[ \"\$1\" != --extract ] || { : >'$ROOT/inside'; sleep 30; }"
  bash "$MANAGE" restore "$BACKUP" --yes --format=json >"$ROOT/out" 2>/dev/null &
  local first=$! code=0
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  kill -TERM "$first"
  wait "$first" || code=$?
  [ "$code" -eq 1 ]
  [ "$(jq -r .code "$ROOT/out")" = ABORTED ]
  [ "$(jq -c .undone "$ROOT/out")" = '["the unpacked data was removed"]' ]
  assert_untouched "$LIVE"
  ! grep -q '^stop' "$DOCKER/calls"
}

@test "TERM after the stop rolls back" {
  printf '#!/bin/bash\n[ -e "%s" ] && exit\n: >"%s"\nsleep 30\n' "$ROOT/inside" "$ROOT/inside" >"$DOCKER/on-up"
  chmod 755 "$DOCKER/on-up"
  bash "$MANAGE" restore "$BACKUP" --yes --format=json >"$ROOT/out" 2>/dev/null &
  local first=$!
  status=0
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  kill -TERM "$first"
  wait "$first" || status=$?
  output=$(cat "$ROOT/out")
  assert_error ABORTED 1
  [ "$(value '.undone | length')" -eq 3 ]
  assert_all_back
}

@test "a lost connection changes nothing: HUP, INT, PIPE, closed stdout and stderr" {
  printf '#!/bin/bash\n: >"%s"\nsleep 0.5\n' "$ROOT/inside" >"$DOCKER/on-stop"
  chmod 755 "$DOCKER/on-stop"
  bash "$MANAGE" restore "$BACKUP" --yes --format=json >&- 2>&- <&- &
  local first=$!
  while [ ! -e "$ROOT/inside" ]; do sleep 0.05; done
  kill -HUP "$first"
  kill -INT "$first"
  kill -PIPE "$first"
  wait "$first"
  [ "$(fingerprint "$DATA")" = "$OLD_BACKUP" ]
  [ "$(jq -r .Version "$PACKAGE/deployment.state.json")" = v1.0.0 ]
  bash -c "bash '$MANAGE' restore '$BACKUP' --yes --format=json 2>&1; echo \$? >'$ROOT/status'" | :
  [ "$(cat "$ROOT/status")" -eq 0 ]
}

@test "what a killed restore unpacked is removed by the next, data that was live is not" {
  mkdir -p "$ROOT/eventstore/.restore-rocket-welder-20250101-000000/x" "$ROOT/eventstore/.restore-other-20250101-000000" "$DATA.before-20250101-000000"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ ! -e "$ROOT/eventstore/.restore-rocket-welder-20250101-000000" ]
  [ -d "$ROOT/eventstore/.restore-other-20250101-000000" ]
  [ -d "$DATA.before-20250101-000000" ]
}

@test "a deployment state that was set aside by a killed restore is put back" {
  mv "$PACKAGE/deployment.state.json" "$PACKAGE/.deployment.state.json.saved"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [ "$(jq -c '[.Version, .Other]' "$PACKAGE/deployment.state.json")" = '["v1.0.0",{"kept":true}]' ]
}

@test "a deployment state that cannot be read is a warning and stays as it is" {
  echo '{ broken' >"$PACKAGE/deployment.state.json"
  manage restore "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [[ "$(value '.warnings | join(" ")')" == *deployment.state.json* ]]
  [ "$(cat "$PACKAGE/deployment.state.json")" = '{ broken' ]
}

@test "es-restore.sh is the same operation" {
  run --separate-stderr bash "$HOST_SCRIPTS/es-restore.sh" "$BACKUP" --format=json
  assert_error CONFIRMATION_REQUIRED 64
  run --separate-stderr bash "$HOST_SCRIPTS/es-restore.sh" "$BACKUP" --yes
  [ "$status" -eq 0 ]
  [[ "$output" == "Restore completed successfully: $BACKUP"* ]]
}
