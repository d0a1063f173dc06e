#!/usr/bin/env bats
# Hostile archives: verify and restore refuse each of them, and the service is never stopped.
bats_require_minimum_version 1.5.0
load helpers/fixture

STEM=backup-20250101-000000

setup() {
  make_package
  UNPACKED=$ROOT/pack/$STEM
  mkdir -p "$UNPACKED"
  cp -a "$DATA/." "$UNPACKED"
  make_data 2
  BEFORE=$(fingerprint "$DATA")
}

# Fails unless verify and restore refuse the archive with one of the codes $1 (a pattern), and nothing was touched.
assert_refused() {
  local codes=$1
  manage verify "$STEM.tar.gz"
  assert_refusal "$codes" verify
  manage restore "$STEM.tar.gz" --yes
  assert_refusal "$codes" restore
  ! grep -q '^\(stop\|up\|start\)' "$DOCKER/calls" || { cat "$DOCKER/calls"; return 1; }
  assert_untouched "$BEFORE"
}

# Fails unless the last answer is one of the codes $1.
assert_refusal() {
  # shellcheck disable=SC2053 # a pattern
  [[ $status -ne 0 && $(value .code) == $1 ]] || { echo "$2: $status $output"; return 1; }
}

@test "a path that leads out of the archive's folder" {
  echo x >"$ROOT/pack/outside"
  tar -C "$ROOT/pack" -czPf "$BACKUPS/$STEM.tar.gz" --transform "s,^outside\$,$STEM/../../outside," "$STEM" outside
  assert_refused UNSAFE_ARCHIVE
  [ ! -e "$ROOT/eventstore/outside" ]
}

@test "an absolute path" {
  echo x >"$ROOT/pack/outside"
  tar -C "$ROOT/pack" -czPf "$BACKUPS/$STEM.tar.gz" --transform "s,^outside\$,$ROOT/absolute," "$STEM" outside
  assert_refused UNSAFE_ARCHIVE
  [ ! -e "$ROOT/absolute" ]
}

@test "a symbolic link, also in the place of truncate.chk" {
  echo secret >"$ROOT/target"
  rm "$UNPACKED/truncate.chk"
  ln -s "$ROOT/target" "$UNPACKED/truncate.chk"
  pack "$ROOT/pack" "$STEM"
  assert_refused UNSAFE_ARCHIVE
  [ "$(cat "$ROOT/target")" = secret ]
}

@test "a hard link" {
  ln "$UNPACKED/writer.chk" "$UNPACKED/zz"
  pack "$ROOT/pack" "$STEM"
  assert_refused UNSAFE_ARCHIVE
}

@test "a device" {
  mknod "$UNPACKED/device" c 1 3
  pack "$ROOT/pack" "$STEM"
  assert_refused UNSAFE_ARCHIVE
}

@test "a FIFO" {
  mkfifo "$UNPACKED/fifo"
  pack "$ROOT/pack" "$STEM"
  assert_refused UNSAFE_ARCHIVE
}

@test "a setuid file" {
  chmod u+s "$UNPACKED/writer.chk"
  pack "$ROOT/pack" "$STEM"
  assert_refused UNSAFE_ARCHIVE
}

@test "a second top folder" {
  mkdir "$ROOT/pack/other"
  echo x >"$ROOT/pack/other/x"
  pack "$ROOT/pack" "$STEM" other
  assert_refused UNSAFE_ARCHIVE
}

@test "a newline in a name" {
  echo x >"$UNPACKED/new
line"
  pack "$ROOT/pack" "$STEM"
  assert_refused UNSAFE_ARCHIVE
}

@test "a name that would be a command" {
  echo x >"$UNPACKED/\$(touch $(basename "$ROOT"));\`id\`"
  pack "$ROOT/pack" "$STEM"
  # Odd, but harmless: nothing runs it.
  manage verify "$STEM.tar.gz"
  [ -z "$(find "$ROOT" "$PWD" -maxdepth 1 -name "$(basename "$ROOT")" ! -path "$ROOT")" ]
}

@test "a missing chunk" {
  rm "$UNPACKED/chunk-000000.000000"
  pack "$ROOT/pack" "$STEM"
  assert_refused CORRUPT_ARCHIVE
}

@test "a chunk full of zeros, completed or active" {
  local chunk size
  for chunk in chunk-000000.000000 chunk-000001.000000; do
    size=$(stat -c %s "$UNPACKED/$chunk")
    mv "$UNPACKED/$chunk" "$ROOT/kept"
    head -c "$size" /dev/zero >"$UNPACKED/$chunk"
    pack "$ROOT/pack" "$STEM"
    assert_refused CORRUPT_ARCHIVE
    mv "$ROOT/kept" "$UNPACKED/$chunk"
  done
}

# Makes an archive of Holdfast's own and puts another content, with the metadata that fits it, in its place.
forge() {
  local stem
  stem=$(backup_of v2.0.0)
  stem=${stem%.tar.gz}
  mv "$UNPACKED" "$ROOT/pack/$stem"
  STEM=$stem
  pack "$ROOT/pack" "$STEM"
  jq --arg sha "$(sha256sum <"$BACKUPS/$STEM.tar.gz" | cut -d ' ' -f 1)" --argjson bytes "$(stat -c %s "$BACKUPS/$STEM.tar.gz")" \
    '.sha256 = $sha | .sizeBytes = $bytes' "$BACKUPS/$STEM.meta.json" >"$ROOT/meta"
  mv "$ROOT/meta" "$BACKUPS/$STEM.meta.json"
}

@test "an extra file, a missing one, and one that is another than was backed up" {
  rm -rf "$UNPACKED"
  cp -a "$DATA" "$UNPACKED"
  cp -a "$UNPACKED" "$ROOT/good"
  echo extra >"$UNPACKED/extra"
  forge
  assert_refused CORRUPT_ARCHIVE
  local change
  for change in 'rm epoch.chk' 'echo other >index/stream-existence/streamExistenceFilter.dat'; do
    rm -rf "$ROOT/pack" "$BACKUPS"/backup-*
    mkdir "$ROOT/pack"
    UNPACKED=$ROOT/pack/$STEM
    cp -a "$ROOT/good" "$UNPACKED"
    (cd "$UNPACKED" && eval "$change")
    forge
    assert_refused CORRUPT_ARCHIVE
  done
}

@test "a decompression bomb beyond the free space" {
  local disk=$ROOT/disk
  # The data is on a small disk of its own.
  mkdir "$disk"
  mount -t tmpfs -o size=4m tmpfs "$disk"
  mv "$ROOT/eventstore" "$disk/"
  ln -s "$disk/eventstore" "$ROOT/eventstore"
  truncate -s 300M "$UNPACKED/bomb"
  pack "$ROOT/pack" "$STEM"
  manage verify "$STEM.tar.gz"
  local verified="$status $(value .code)"
  manage restore "$STEM.tar.gz" --yes
  local restored="$status $(value .code)" after
  after=$(fingerprint "$DATA")
  find "$disk" -name '.restore-*' >"$ROOT/found"
  umount "$disk"
  [ "$verified" = '73 NO_SPACE' ]
  [ "$restored" = '73 NO_SPACE' ]
  [ "$after" = "$BEFORE" ]
  [ ! -s "$ROOT/found" ]
  ! grep -q '^\(stop\|up\|start\)' "$DOCKER/calls"
}

@test "no archive at all, one without members, and text" {
  : >"$BACKUPS/$STEM.tar.gz"
  assert_refused CORRUPT_ARCHIVE
  echo 'not a gzip file' >"$BACKUPS/$STEM.tar.gz"
  assert_refused CORRUPT_ARCHIVE
  tar -czf "$BACKUPS/$STEM.tar.gz" --files-from=/dev/null
  assert_refused CORRUPT_ARCHIVE
}
