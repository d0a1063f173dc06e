#!/usr/bin/env bats
# verify: what is wrong with an archive is found without a server, and what is right is believed.
bats_require_minimum_version 1.5.0
load helpers/fixture

STEM=backup-20250101-000000

setup() {
  make_package
  UNPACKED=$ROOT/pack/$STEM
  mkdir -p "$UNPACKED"
  cp -a "$DATA/." "$UNPACKED"
}

# Packs what is in UNPACKED as an archive that nobody vouches for, and verifies it.
verify_packed() {
  pack "$ROOT/pack" "$STEM"
  manage verify "$STEM.tar.gz"
}

# Fails unless the verification found problem $1 of code $2.
assert_problem() {
  assert_error "${2:-CORRUPT_ARCHIVE}" 65
  [[ "$(value '.problems | join("; ")')" == *"$1"* ]] || { echo "$output"; return 1; }
  [ "$(value '[.filename, .valid] | tojson')" = "[\"$STEM.tar.gz\",false]" ]
}

# Overwrites bytes of a file: $2 is where, $3 the bytes as printf takes them.
overwrite() {
  # shellcheck disable=SC2059 # the format is the bytes
  printf "$3" | dd of="$1" bs=1 seek="$2" conv=notrunc status=none
}

@test "a backup holds, and list says so" {
  local file
  file=$(backup_of v1.0.0)
  manage verify "$file"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '[.success, .filename, .level, .valid, .problems, .fileCount] | tojson')" = "[true,\"$file\",\"structure\",true,[],10]" ]
  [[ "$(value .verifiedAt)" =~ ^[0-9-]+T[0-9:]+Z$ ]]
  [ "$(jq -r '[.level, .valid] | tojson' "$BACKUPS/${file%.tar.gz}.verify.json")" = '["structure",true]' ]
  [ -z "$(find "$TMPDIR" "$BACKUPS/.holdfast" -mindepth 1 -name "*part*")" ]
}

@test "an archive of other scripts holds, too: with folders, without checksums, without index checkpoints" {
  rm "$UNPACKED/index/stream-existence/streamExistenceFilter.chk"
  verify_packed
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value .level)" = structure ]
  rm -rf "$UNPACKED/index" "$UNPACKED/epoch.chk" "$UNPACKED/truncate.chk"
  verify_packed
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  tar -C "$ROOT/pack" -czf "$BACKUPS/$STEM.tar.gz" "./$STEM"
  manage verify "$STEM.tar.gz"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
}

@test "nothing is unpacked and nothing but the result is written" {
  pack "$ROOT/pack" "$STEM"
  (cd "$ROOT" && find backups eventstore rocket-welder docker -type f | sort) >"$TMPDIR/before"
  cd "$ROOT"
  manage verify "$STEM.tar.gz"
  (cd "$ROOT" && find backups eventstore rocket-welder docker -type f | sort) >"$TMPDIR/after"
  [ "$(comm -13 "$TMPDIR/before" "$TMPDIR/after")" = "backups/$STEM.verify.json" ]
}

@test "bad arguments" {
  manage verify
  assert_error USAGE 64
  manage verify ../x.tar.gz
  assert_error BAD_FILENAME 65
  manage verify "$STEM.tar.gz"
  assert_error BACKUP_NOT_FOUND 66
  manage verify --all "$STEM.tar.gz"
  assert_error USAGE 64
  ln -s /etc/passwd "$BACKUPS/$STEM.tar.gz"
  manage verify "$STEM.tar.gz"
  assert_error UNSAFE_ARCHIVE 65
  rm "$BACKUPS/$STEM.tar.gz"
  pack "$ROOT/pack" "$STEM"
  echo '{"packageName":"other"}' >"$BACKUPS/$STEM.meta.json"
  manage verify "$STEM.tar.gz"
  assert_error BACKUP_NOT_FOUND 66
}

@test "a changed, cut or empty archive" {
  local file
  file=$(backup_of v1.0.0)
  overwrite "$BACKUPS/$file" 200 '\xff\xfe'
  manage verify "$file"
  assert_error CORRUPT_ARCHIVE 65
  [ "$(value '[.level, .valid, .problems[0]] | tojson')" = '["archive",false,"its sha256 is not the one in its metadata"]' ]
  rm "$BACKUPS/${file%.tar.gz}.meta.json"
  manage verify "$file"
  assert_error CORRUPT_ARCHIVE 65
  pack "$ROOT/pack" "$STEM"
  truncate -s -20 "$BACKUPS/$STEM.tar.gz"
  manage verify "$STEM.tar.gz"
  assert_problem 'cannot be read to its end'
  : >"$BACKUPS/$STEM.tar.gz"
  manage verify "$STEM.tar.gz"
  assert_problem ''
}

@test "a list of checksums that was changed" {
  local file
  file=$(backup_of v1.0.0)
  if [ -e "$BACKUPS/${file%.tar.gz}.files.sha256" ]; then
    echo >>"$BACKUPS/${file%.tar.gz}.files.sha256"
    manage verify "$file"
    assert_error CORRUPT_ARCHIVE 65
    [[ "$(value '.problems[0]')" == *'list of checksums'* ]]
  fi
}

@test "checkpoints that are missing, short, or out of order" {
  local name
  for name in writer chaser; do
    rm "$UNPACKED/$name.chk"
    verify_packed
    assert_problem "holds no $name.chk"
    : >"$UNPACKED/$name.chk"
    verify_packed
    assert_problem "holds no $name.chk"
    cp "$DATA/$name.chk" "$UNPACKED/$name.chk"
  done
  for name in chaser epoch; do
    int64 "$((CHUNK_SIZE + 66))" >"$UNPACKED/$name.chk"
    verify_packed
    assert_problem "$name.chk is ahead of writer.chk"
    cp "$DATA/$name.chk" "$UNPACKED/$name.chk"
  done
  int64 -5 >"$UNPACKED/writer.chk"
  verify_packed
  assert_problem 'writer.chk is damaged: its position is negative'
  cp "$DATA/writer.chk" "$UNPACKED"
  int64 "$((CHUNK_SIZE + 66))" >"$UNPACKED/truncate.chk"
  verify_packed
  assert_problem 'truncate.chk is ahead'
  int64 0 >"$UNPACKED/truncate.chk"
  verify_packed
  [ "$status" -eq 0 ]
}

@test "a chunk that is missing, zero-filled, misnamed, cut, or flipped" {
  rm "$UNPACKED/chunk-000000.000000"
  verify_packed
  assert_problem 'chunk 0 is missing'
  head -c 4096 /dev/zero >"$UNPACKED/chunk-000000.000000"
  verify_packed
  assert_problem 'chunk-000000.000000 is damaged: it does not begin with the header'
  make_chunk "$UNPACKED/chunk-000000.000000" 1 x
  verify_packed
  assert_problem 'chunk-000000.000000 holds another chunk'
  make_chunk "$UNPACKED/chunk-000000.000000" 0 x
  truncate -s -100 "$UNPACKED/chunk-000000.000000"
  verify_packed
  assert_problem 'chunk-000000.000000 is damaged: it does not end with the footer'
  make_chunk "$UNPACKED/chunk-000000.000000" 0 x
  overwrite "$UNPACKED/chunk-000000.000000" 200 X
  verify_packed
  assert_problem 'chunk-000000.000000 is damaged: its MD5'
  cp "$DATA/chunk-000000.000000" "$UNPACKED"
  head -c 2000 /dev/zero >"$UNPACKED/chunk-000001.000000"
  verify_packed
  assert_problem 'chunk-000001.000000 is damaged: it does not begin with the header'
  head -c 190 "$DATA/chunk-000001.000000" >"$UNPACKED/chunk-000001.000000"
  verify_packed
  assert_problem 'chunk-000001.000000 is too short'
  rm "$UNPACKED/chunk-000001.000000"
  verify_packed
  assert_problem 'chunk 1 is missing'
}

@test "one chunk too many is named" {
  { chunk_header 2; head -c 2000 /dev/zero; } >"$UNPACKED/chunk-000002.000000"
  verify_packed
  assert_problem 'chunk-000002.000000 is one chunk too many'
  { chunk_header 3; head -c 2000 /dev/zero; } >"$UNPACKED/chunk-000003.000000"
  verify_packed
  assert_problem 'chunk-000003.000000 lies beyond the position in writer.chk'
}

@test "a writer on the boundary needs no next chunk" {
  rm "$UNPACKED/chunk-000001.000000"
  int64 "$CHUNK_SIZE" >"$UNPACKED/writer.chk"
  int64 "$CHUNK_SIZE" >"$UNPACKED/chaser.chk"
  int64 0 >"$UNPACKED/epoch.chk"
  verify_packed
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
}

@test "scavenged chunks: the highest version counts, merged ranges are contiguous" {
  # Chunks 0 to 2 merged into one; 3 is written to. Old versions may still be there.
  int64 "$((3 * CHUNK_SIZE + 10))" >"$UNPACKED/writer.chk"
  int64 "$((3 * CHUNK_SIZE + 10))" >"$UNPACKED/chaser.chk"
  make_chunk "$UNPACKED/chunk-000000.000001" 0 merged 2
  overwrite "$UNPACKED/chunk-000000.000000" 200 'stale'
  make_chunk "$UNPACKED/chunk-000001.000000" 1 old
  { chunk_header 3; head -c 2000 /dev/zero; } >"$UNPACKED/chunk-000003.000000"
  verify_packed
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  rm "$UNPACKED/chunk-000000.000001" "$UNPACKED/chunk-000000.000000"
  make_chunk "$UNPACKED/chunk-000000.000001" 0 merged 1
  verify_packed
  assert_problem 'chunk 2 is missing'
}

@test "an index map or table that is damaged; an index that is empty or missing is built anew" {
  local table=00000000-0000-0000-0000-000000000001
  overwrite "$UNPACKED/index/$table" 130 X
  verify_packed
  assert_problem "index/$table is damaged"
  cp "$DATA/index/$table" "$UNPACKED/index"
  overwrite "$UNPACKED/index/indexmap" 40 9
  verify_packed
  assert_problem 'index/indexmap is damaged'
  : >"$UNPACKED/index/indexmap"
  verify_packed
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  rm "$UNPACKED/index/indexmap"
  verify_packed
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
}

@test "--all verifies every backup of the package and fails when one does not hold" {
  local first second
  first=$(backup_of v1.0.0)
  second=$(backup_of v2.0.0)
  pack "$ROOT/pack" "$STEM"
  echo '{"packageName":"other"}' >"$BACKUPS/$STEM.meta.json"
  manage verify --all
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ "$(value '[.success, .validCount, .invalidCount, (.results | map(.filename))] | tojson')" = "[true,2,0,[\"$second\",\"$first\"]]" ]
  truncate -s -1 "$BACKUPS/$first"
  manage verify --all
  assert_error CORRUPT_ARCHIVE 65
  [ "$(value '[.validCount, .invalidCount, (.results | map(.valid))] | tojson')" = '[1,1,[true,false]]' ]
  [[ "$(value .message)" == *"$first"* ]]
}

@test "an archive without a checksum that holds more than is free is not read on" {
  local disk=$ROOT/disk
  mkdir "$disk"
  mount -t tmpfs -o size=2m tmpfs "$disk"
  head -c 20000000 /dev/zero >"$UNPACKED/big"
  pack "$ROOT/pack" "$STEM"
  manage verify "$STEM.tar.gz" --data-dir="$disk/data"
  umount "$disk"
  assert_error NO_SPACE 73
  [ "$(value '.level')" = unchecked ]
  [ ! -e "$BACKUPS/$STEM.verify.json" ]
}

@test "a verification goes on while its archive is removed, and its result goes with it" {
  local file
  file=$(backup_of v1.0.0)
  mkdir "$ROOT/shim"
  printf '#!/bin/bash\n[ "$1" != --extract ] || rm -f "%s"\nexec %s "$@"\n' "$BACKUPS/$file" "$(type -P tar)" >"$ROOT/shim/tar"
  chmod 755 "$ROOT/shim/tar"
  PATH=$ROOT/shim:$PATH manage verify "$file"
  [ "$status" -eq 0 ] || { echo "$output"; return 1; }
  [ ! -e "$BACKUPS/${file%.tar.gz}.verify.json" ]
}

@test "the text form says what was checked" {
  local file
  file=$(backup_of v1.0.0)
  run --separate-stderr bash "$MANAGE" verify "$file"
  [ "$output" = "$file holds: 10 files checked, EventStore's structure included." ]
}
