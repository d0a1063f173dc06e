#!/usr/bin/env bats
# The catalogue of failpoints is complete, and the operations pass every one of them: no sweep can miss a moment.
bats_require_minimum_version 1.5.0
load helpers/fixture

setup() {
  make_package
  export HOLDFAST_FAILPOINTS=any=note
  # shellcheck source=../../scripts/host/lib/failpoints.sh
  source "$HOST_SCRIPTS/lib/failpoints.sh"
}

# Runs the script; the exit code is for the caller to judge.
operate() {
  bash "$MANAGE" "$@" --format=json >"$ROOT/answer" 2>/dev/null
}

@test "every failpoint of the sources is in a catalogue, and every name of the catalogue is in the sources" {
  local -a sources catalogue
  # shellcheck source=../../scripts/host/lib/journal.sh
  source "$HOST_SCRIPTS/lib/journal.sh"
  # The journal's failpoints are named after its states.
  mapfile -t sources < <({
    find "$HOST_SCRIPTS" -name '*.sh' -exec cat {} + | grep -v '^ *#' | grep -oP '\bfailpoint \K[a-z]\w+'
    printf 'before%sJournal\n' "${JOURNAL_MOMENTS[@]}"
    printf 'after%sJournal\n' "${JOURNAL_MOMENTS[@]}"
  } | sort -u)
  mapfile -t catalogue < <({
    printf '%s\n' "${FAILPOINTS[@]}"
    sed -n '/^readonly INSTALL_FAILPOINTS/,/^)/p' "$HOST_SCRIPTS/install.sh" | grep -oE '\b(un)?install[A-Z][A-Za-z]+'
  } | sort)
  diff <(printf '%s\n' "${sources[@]}") <(printf '%s\n' "${catalogue[@]}")
}

@test "the operations pass every failpoint of the catalogue" {
  local backup missing
  operate backup --version=v1.0.0 --consistency=stopped
  backup=$(jq -r .backup.filename "$ROOT/answer")
  make_data 2
  operate restore "$backup" --yes
  operate undo --yes
  operate discard-undo
  # One that is rolled back, and one that is killed and recovered.
  HOLDFAST_FAILPOINTS='any=note afterStart=fail' run operate restore "$backup" --yes
  [ "$status" -eq 1 ]
  HOLDFAST_FAILPOINTS='any=note afterSwap=KILL' run operate restore "$backup" --yes
  [ "$status" -eq 137 ]
  operate recover
  # A backup that removes an expired one.
  jq '.createdDate = "2025-01-01T00:00:00Z"' "$BACKUPS/${backup%.tar.gz}.meta.json" >"$ROOT/metadata"
  mv "$ROOT/metadata" "$BACKUPS/${backup%.tar.gz}.meta.json"
  operate backup
  missing=$(grep -vxF -f <(sed -n 's/.*: failpoint \([A-Za-z]*\): note$/\1/p' "$LOG") <(printf '%s\n' "${FAILPOINTS[@]}") || :)
  [ -z "$missing" ] || { echo "never passed: $missing"; return 1; }
}
