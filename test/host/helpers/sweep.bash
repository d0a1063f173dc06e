# shellcheck shell=bash
# Fault sweeps: an operation is cut off at every moment, one recover follows, and then the promises must hold. A
# sweep works on copies of a world that is made once, in memory where that is possible: nothing here needs a disk.

load helpers/fixture

# Makes the world of a sweep: version 2 is live, BACKUP is of version 1. For setup_file.
make_sweep_world() {
  # The tests of a sweep share the world.
  export BATS_NO_PARALLELIZE_WITHIN_FILE=true
  SWEEP=$(mktemp -d -p /dev/shm holdfast-sweep.XXXXXX 2>/dev/null || mktemp -d)
  export SWEEP BACKUP
  mkdir "$SWEEP/world"
  BATS_TEST_TMPDIR=$SWEEP/world make_package
  export ROOT PACKAGE DATA BACKUPS LOG DOCKER
  export HOLDFAST_POLL_SECONDS=0.02 HOLDFAST_ORPHAN_SECONDS=5 HEALTH_TIMEOUT=8
  BACKUP=$(backup_of v1.0.0)
  make_data 2
  : >"$LOG"
  keep_world
}

# Makes the world as it is now the one that every round starts from.
keep_world() {
  copy_world world template
}

# Removes everything. For teardown_file.
remove_sweep_world() {
  rm -rf "$SWEEP"
}

# Starts a round: the world as it was kept.
reset_world() {
  copy_world template world
}

# Makes $2 a copy of $1. A copy has other inodes, so that they are exchanged in journal and records.
copy_world() {
  local folder file from to
  local -a exchange=(-e '')
  rm -rf "${SWEEP:?}/$2"
  cp -a "$SWEEP/$1" "$SWEEP/$2"
  for folder in "$SWEEP/$1/eventstore"/* "$SWEEP/$1/eventstore"/.restore-*/*; do
    [ -d "$folder" ] || continue
    from=$(stat -c %i:%W "$folder")
    to=$(stat -c %i:%W "$SWEEP/$2${folder#"$SWEEP/$1"}")
    exchange+=(-e "s/\"$from\"/\"$to\"/")
  done
  for file in "$SWEEP/$2/eventstore/.holdfast-rocket-welder"/*; do
    [ -f "$file" ] || continue
    head -n 1 "$file" | sed "${exchange[@]}" >"$file.new"
    sha256sum <"$file.new" | cut -c 1-64 >>"$file.new"
    mv "$file.new" "$file"
  done
}

# Prints what identifies a data folder's content.
data_of() {
  (cd "$1" 2>/dev/null && find . -type f ! -name truncate.chk -print0 | sort -z | xargs -0 sha256sum | sha256sum | cut -c 1-16) || echo none
}

# Prints data, code, services and version in one line.
state_of_world() {
  echo "$(data_of "$DATA") $(git -C "$PACKAGE" rev-parse HEAD) $(md5sum <"$PACKAGE/docker-compose.yml" | cut -c 1-8)" \
    "$(cat "$DOCKER/containers/eventstore.db" "$DOCKER/containers/welder" | paste -s -d ,) $(jq -r .Version "$PACKAGE/deployment.state.json")"
}

# Learns the two states that are allowed: before and after the operation given as arguments; and which failpoints it
# passes, as NAME@COUNT in HITS.
learn_states() {
  reset_world
  STATE_OLD=$(state_of_world)
  DATA_OLD=$(data_of "$DATA")
  : >"$LOG"
  HOLDFAST_FAILPOINTS=any=note bash "$MANAGE" "$@" >/dev/null 2>&1
  STATE_NEW=$(state_of_world)
  DATA_NEW=$(data_of "$DATA")
  [ "$STATE_OLD" != "$STATE_NEW" ]
  learn_hits
}

# Fills HITS from the log.
learn_hits() {
  mapfile -t HITS < <(sed -n 's/.*: failpoint \([A-Za-z]*\): note$/\1/p' "$LOG" | awk '{ print $1 "@" ++count[$1] }')
  [ "${#HITS[@]}" -gt 0 ]
}

# Runs the operation given as arguments with failpoints $1. Sets CODE to its exit code and ANSWER to what it printed.
run_with() {
  local points=$1 outcome=0
  shift
  ANSWER=$(HOLDFAST_FAILPOINTS=$points bash "$MANAGE" "$@" --format=json 2>/dev/null) || outcome=$?
  CODE=$outcome
  WARNED=
  if [ "$CODE" -eq 0 ] && [ "$(jq '.warnings // [] | length' <<<"$ANSWER")" -gt 0 ]; then
    WARNED=$(jq -r .codeVersionRestored <<<"$ANSWER")
  fi
}

# True when a success that came with warnings tells the truth: the data is the new one, and the code what it says. A
# checkout or a deployment.state.json that cannot be written is a warning, as specified.
warned_truly() {
  local restored=false
  [ "$(git -C "$PACKAGE" rev-parse HEAD)" != "$(cut -d ' ' -f 2 <<<"$STATE_NEW")" ] || restored=true
  [ -n "$WARNED" ] && [ "$(data_of "$DATA")" = "$DATA_NEW" ] && [ "$WARNED" = "$restored" ]
}

# Fails unless what the operation answered is what is true.
check_answer() {
  local success code state
  state=$(state_of_world)
  if [ "$CODE" -eq 137 ]; then
    # Killed before it answered, or in what follows the answer, which has to be true then.
    [ -z "$ANSWER" ] || [ "$state" = "$STATE_NEW" ]
    return
  fi
  read -r success code < <(jq -r '"\(.success) \(.code)"' <<<"$ANSWER") || return 1
  case $success-$code in
  true-null) [ "$CODE" -eq 0 ] && { [ "$state" = "$STATE_NEW" ] || warned_truly; } ;;
  # What is true then is for the recovery to make true.
  false-ROLLBACK_FAILED | false-RESTORE_NEEDS_ATTENTION) [ "$CODE" -eq 1 ] ;;
  false-*) [ "$CODE" -ne 0 ] && [ "$state" = "$STATE_OLD" ] ;;
  *) return 1 ;;
  esac || { echo "exit $CODE, answer $ANSWER, but the world is $state"; return 1; }
}

# Fails unless, after one recover, everything is exactly old or exactly new and nothing is lost or left.
check_promises() {
  local state folder
  state=$(state_of_world)
  if [ "$state" != "$STATE_OLD" ] && [ "$state" != "$STATE_NEW" ] && ! warned_truly; then
    printf 'neither old nor new: %s\n old %s\n new %s\n' "$state" "$STATE_OLD" "$STATE_NEW"
    return 1
  fi
  for folder in "$DATA" "$DATA".before-*; do
    [ "$(data_of "$folder")" != "$DATA_OLD" ] || break
    folder=
  done
  [ -n "$folder" ] || { echo 'the old data is lost'; return 1; }
  if [ -e "$ROOT/eventstore/.holdfast-rocket-welder/journal" ] || compgen -G "$ROOT/eventstore/.restore-*" >/dev/null || [ -e "$PACKAGE/.deployment.state.json.saved" ]; then
    echo 'something is left:'
    find "$ROOT/eventstore" -maxdepth 2
    return 1
  fi
}

# Recovers once and checks everything.
recover_and_check() {
  local warned=$WARNED
  run_with '' recover
  WARNED=${WARNED:-$warned}
  [ "$CODE" -eq 0 ] || { echo "recover ended with $CODE: $ANSWER"; return 1; }
  check_promises
}

# Runs one round: the operation with failpoints $1, then the checks. A failure names the failpoint.
sweep_round() {
  local points=$1
  shift
  reset_world
  run_with "$points" "$@"
  { check_answer && recover_and_check; } || { echo "FAILPOINT $points of $1"; tail -n 25 "$LOG"; return 1; }
}

# The moments of HITS at which action $1 is tried: each name up to SWEEP_HITS times (3) for KILL, else once.
moments_for() {
  if [ "$1" = KILL ]; then
    printf '%s\n' "${HITS[@]}" | grep "@[1-${SWEEP_HITS:-3}]$"
  else
    printf '%s\n' "${HITS[@]}" | grep '@1$'
  fi
}

# Sweeps the operation given as arguments with action $1 over all its moments.
sweep() {
  local action=$1 hit failed=0 rounds=0
  shift
  learn_states "$@"
  while read -r hit; do
    rounds=$((rounds + 1))
    sweep_round "${hit%@*}=$action@${hit#*@}" "$@" || failed=1
  done < <(moments_for "$action")
  echo "# $rounds rounds of $1 × $action"
  [ "$rounds" -gt 20 ] && [ "$failed" -eq 0 ]
}

# All failpoints that the operation passes get HUP: it changes nothing.
sweep_hup() {
  local points
  learn_states "$@"
  points=$(printf '%s=HUP ' "${HITS[@]%@*}")
  sweep_round "$points" "$@"
  [ "$CODE" -eq 0 ] && [ "$(state_of_world)" = "$STATE_NEW" ]
}
