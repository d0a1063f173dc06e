#!/usr/bin/env bats
# The backup, cut off at every failpoint: no half backup is ever listed, live data is untouched, the service runs again,
# and what it answered is true. Each test has a world of its own.
bats_require_minimum_version 1.5.0
load helpers/sweep

setup() {
  make_sweep_world
  expire_backup
}

teardown() {
  remove_sweep_world
}

# Makes the world's one backup older than the retention time, so that the next backup removes it.
expire_backup() {
  local metadata=$BACKUPS/${BACKUP%.tar.gz}.meta.json
  jq '.createdDate = "2025-01-01T00:00:00Z"' "$metadata" >"$metadata.new"
  mv "$metadata.new" "$metadata"
  keep_world
}

# Prints data, code and services: what a backup must not change.
state_around_backup() {
  echo "$(data_of "$DATA") $(git -C "$PACKAGE" rev-parse HEAD) $(cat "$DOCKER/containers/eventstore.db" "$DOCKER/containers/welder" | paste -s -d ,)"
}

# Fills LISTED with the names that list shows. Fails unless each of them is complete and verifies.
check_listed() {
  local document stem
  document=$(bash "$MANAGE" list --format=json 2>/dev/null) || { echo "list: $document"; return 1; }
  mapfile -t LISTED < <(jq -r '.backups[].filename' <<<"$document")
  [ "${#LISTED[@]}" -gt 0 ] || { echo 'no backup is left'; return 1; }
  for stem in "${LISTED[@]%.tar.gz}"; do
    [ -f "$BACKUPS/$stem.meta.json" ] && [ -f "$BACKUPS/$stem.files.sha256" ] || { echo "$stem is half a backup"; return 1; }
  done
  document=$(bash "$MANAGE" verify --all --format=json 2>/dev/null) && [ "$(jq .validCount <<<"$document")" -eq "${#LISTED[@]}" ] ||
    { echo "verify: $document"; return 1; }
}

# Prints the new backup among LISTED, if there is one.
new_backup() {
  printf '%s\n' "${LISTED[@]}" | grep -vxF "$BACKUP" || :
}

# Fails unless what the backup answered is true; LISTED is what there is.
check_backup_answer() {
  local success code named new
  new=$(new_backup)
  if [ "$CODE" -eq 137 ]; then
    [ -z "$ANSWER" ] || [ -n "$new" ]
    return
  fi
  [ "$(state_around_backup)" = "$STATE_OLD" ] || { echo "the service was left as $(state_around_backup)"; return 1; }
  read -r success code named < <(jq -r '"\(.success) \(.code) \(.file // "" | sub(".*/"; ""))"' <<<"$ANSWER") || return 1
  if [ "$success" = true ]; then
    [ "$CODE" -eq 0 ]
  else
    # A failure after the archive had appeared says so.
    [ "$CODE" -ne 0 ] && [ "$code" != null ] && { [ "$code" != ABORTED ] || [ -z "$new" ]; }
  fi && [ "$named" = "$new" ] || { echo "exit $CODE, answer $ANSWER, but the new backup is ${new:-none}"; return 1; }
}

# Fails if anything is in the backup folder that does not belong to a complete backup.
check_nothing_left() {
  local file
  while read -r file; do
    case $file in
    backup-*) [ -f "$BACKUPS/${file%%.*}.tar.gz" ] ;;
    .holdfast | .holdfast-*.lock) ;;
    *) false ;;
    esac || { echo "left: $file"; return 1; }
  done < <(find "$BACKUPS" -mindepth 1 -maxdepth 1 -printf '%f\n')
  [ ! -e "$BACKUPS/.holdfast/rocket-welder/service-stopped" ] || { echo 'the mark of the stopped service is left'; return 1; }
}

# Runs one round: the backup with failpoints $1, then what is true, then the next backup.
backup_round() {
  local points=$1
  shift
  reset_world
  run_with "$points" "$@"
  { check_listed && check_backup_answer && run_next_backup; } || { echo "FAILPOINT $points of $*"; tail -n 25 "$LOG"; return 1; }
}

# Makes the next backup, after which everything is as if nothing had happened.
run_next_backup() {
  local answer
  answer=$(bash "$MANAGE" backup --format=json 2>/dev/null) || { echo "the next backup: $answer"; return 1; }
  [ "$(state_around_backup)" = "$STATE_OLD" ] || { echo "afterwards: $(state_around_backup)"; return 1; }
  check_nothing_left && check_listed && [[ " ${LISTED[*]} " == *" $(jq -r .backup.filename <<<"$answer") "* ]]
}

# Fills HITS with the failpoints that the backup given as arguments passes.
learn_backup() {
  reset_world
  STATE_OLD=$(state_around_backup)
  : >"$LOG"
  run_with any=note "$@"
  [ "$CODE" -eq 0 ]
  learn_hits
}

# Sweeps the backup given as arguments with action $1; it has to pass at least $2 failpoints.
sweep_backup() {
  local action=$1 least=$2 hit failed=0
  shift 2
  learn_backup "$@"
  [ "${#HITS[@]}" -ge "$least" ]
  for hit in "${HITS[@]}"; do
    backup_round "${hit%@*}=$action@${hit#*@}" "$@" || failed=1
  done
  [ "$failed" -eq 0 ]
}

@test "backup of the running store killed at every failpoint" {
  sweep_backup KILL 9 backup --consistency=live
}

@test "backup of the stopped store killed at every failpoint" {
  sweep_backup KILL 12 backup --consistency=stopped
}

@test "backup of the stopped store asked to end at every failpoint" {
  sweep_backup TERM 12 backup --consistency=stopped
}

@test "backup of the stopped store with every step failing" {
  sweep_backup fail 12 backup --consistency=stopped
}

@test "backup hung up on at every failpoint" {
  learn_backup backup --consistency=stopped
  backup_round "$(printf '%s=HUP ' "${HITS[@]%@*}")" backup --consistency=stopped
  [ "$CODE" -eq 0 ]
}
