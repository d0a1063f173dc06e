#!/usr/bin/env bats
# Jobs: operations that outlive whoever started them.

bats_require_minimum_version 1.5.0
load helpers/fixture

setup() {
  make_package
  JOBS=$BACKUPS/.holdfast/rocket-welder/jobs
}

teardown() {
  # What a failed test left waiting goes on and ends.
  touch "$DOCKER/go"
  for process in "$JOBS"/*/process; do
    [ ! -s "$process" ] || kill -CONT "$(cut -d ' ' -f 1 "$process")" 2>/dev/null || true
  done
  ! mountpoint -q "$ROOT/small" || umount -l "$ROOT/small"
}

# Makes docker's command $1 wait until let_go, and say that it waits.
hold() {
  rm -f "$DOCKER/go" "$DOCKER/waits"
  cat >"$DOCKER/on-$1" <<HOLD
#!/bin/sh
touch "$DOCKER/waits"
while [ ! -e "$DOCKER/go" ]; do sleep 0.05; done
HOLD
  chmod +x "$DOCKER/on-$1"
}

# Lets held commands go on.
let_go() {
  touch "$DOCKER/go"
}

# Waits until a command is true, for 20 seconds at most.
eventually() {
  local end=$((SECONDS + 20))
  until "$@"; do
    ((SECONDS < end)) || { echo "never: $*"; return 1; }
    sleep 0.05
  done
}

waits() { [ -e "$DOCKER/waits" ]; }

# Starts a job and prints its id.
start() {
  bash "$MANAGE" job start "$@" --format=json 2>/dev/null | jq -r .jobId
}

# Prints the value $2 of job $1.
job() {
  bash "$MANAGE" job list --format=json 2>/dev/null | jq -r --arg id "$1" '.jobs[] | select(.id == $id) | '"$2"
}

# True when job $1 is in state $2.
is() {
  [ "$(job "$1" .state)" = "$2" ]
}

# True when job $1 has ended.
has_ended() {
  ! is "$1" running
}

# Prints the number of the process of job $1.
pid_of() {
  cut -d ' ' -f 1 "$JOBS/$1/process"
}

@test "a job does what its operation does, and says how it ended" {
  id=$(start backup --version=v2.0.0)
  eventually is "$id" done
  manage job list
  [ "$status" -eq 0 ]
  [ "$(value '.jobs | length')" = 1 ]
  [ "$(value '.jobs[0] | .operation, .arguments[0], .exitCode, .result.success, .cancellable' | tr '\n' ' ')" = 'backup --version=v2.0.0 0 true false ' ]
  [ "$(value '.jobs[0].endedAt >= .jobs[0].startedAt')" = true ]
  [ -f "$BACKUPS/$(value .jobs[0].result.backup.filename)" ]
  [ -z "$(find "$JOBS/$id" -type f ! -perm 600)" ]
}

@test "follow prints the events from a line on, and ends with the result" {
  id=$(start backup --version=v2.0.0)
  run --separate-stderr bash "$MANAGE" job follow "$id"
  [ "$status" -eq 0 ]
  [ "$(jq -rs '.[-1].type' <<<"$output")" = result ]
  [ "$(jq -s 'map(select(.type == "result")) | length' <<<"$output")" = 1 ]
  all=$output
  run --separate-stderr bash "$MANAGE" job follow "$id" --from=1
  [ "$output" = "$(tail -n +2 <<<"$all")" ]
  run --separate-stderr bash "$MANAGE" job follow "$id" --from="$(wc -l <<<"$all")"
  [ "$status" -eq 0 ]
  [ -z "$output" ]
}

@test "follow prints lines while the job runs" {
  file=$(backup_of v1.0.0)
  hold stop
  id=$(start restore "$file" --yes)
  bash "$MANAGE" job follow "$id" >"$ROOT/followed" 2>/dev/null &
  eventually waits
  eventually grep -q '"type":' "$ROOT/followed"
  ! grep -q '"type":"result"' "$ROOT/followed"
  let_go
  wait $!
  [ "$(tail -n 1 "$ROOT/followed" | jq -r .result.restoredVersion)" = v1.0.0 ]
  cmp "$ROOT/followed" "$JOBS/$id/events.jsonl"
}

@test "a job outlives its starter, its session and its followers" {
  file=$(backup_of v1.0.0)
  hold stop
  # As a connection that ends: everything of the starter's session and group is killed.
  setsid bash -c "bash '$MANAGE' job start restore '$file' --yes --format=json >'$ROOT/started' 2>/dev/null; bash '$MANAGE' job follow \$(jq -r .jobId '$ROOT/started') >/dev/null" &
  session=$!
  eventually waits
  eventually test -s "$ROOT/started"
  kill -HUP -- "-$session"
  kill -KILL -- "-$session" 2>/dev/null || true
  id=$(jq -r .jobId "$ROOT/started")
  [ "$(job "$id" .state)" = running ]
  let_go
  eventually is "$id" done
  [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
}

@test "the second of two is told what holds the package, and leaves no job" {
  file=$(backup_of v1.0.0)
  hold stop
  id=$(start restore "$file" --yes --operator=anna@workstation)
  eventually waits
  manage job start backup --operator=ben@elsewhere
  assert_error BUSY 75
  [ "$(value .operation.operation)" = restore ]
  [ "$(value .operation.operator)" = anna@workstation ]
  [ "$(value .operation.jobId)" = "$id" ]
  [ "$(value '.operation.startedAt | length')" = 20 ]
  let_go
  eventually is "$id" done
  manage job list
  [ "$(value '.jobs | length')" = 1 ]
}

@test "many starts at once: one job, the others are told that it is busy" {
  file=$(backup_of v1.0.0)
  hold stop
  for number in 1 2 3 4; do
    bash "$MANAGE" job start restore "$file" --yes --format=json >"$ROOT/start-$number" 2>/dev/null &
  done
  eventually waits
  let_go_later() { [ "$(cat "$ROOT"/start-* | jq -s 'length')" = 4 ]; }
  eventually let_go_later
  let_go
  wait
  [ "$(cat "$ROOT"/start-* | jq -r '.code // "started"' | sort | uniq -c | tr -s ' \n' ' ')" = ' 3 BUSY 1 started ' ]
}

@test "one request starts one job, however often it is sent" {
  hold ps
  first=$(start backup --request-id=7c0e3f5a-1111)
  [ "$(start backup --request-id=7c0e3f5a-1111)" = "$first" ]
  let_go
  eventually is "$first" done
  [ "$(start backup --request-id=7c0e3f5a-1111)" = "$first" ]
  manage job list
  [ "$(value '.jobs | length')" = 1 ]
  manage job start backup '--request-id=../x'
  assert_error USAGE 64
}

@test "what is refused at once is refused by start, with the operation's own code" {
  manage job start restore ../backup-20251126-214505.tar.gz --yes
  assert_error BAD_FILENAME 65
  manage job start restore backup-20200101-000000.tar.gz --yes
  assert_error BACKUP_NOT_FOUND 66
  [ "$(value .error)" = 'Restore failed' ]
  manage job start restore backup-20200101-000000.tar.gz
  [ "$(value .code)" = BACKUP_NOT_FOUND ]
  manage job start backup '--version=a b'
  assert_error BAD_VERSION 64
  manage job start list
  assert_error USAGE 64
  manage job start
  assert_error USAGE 64
  manage job nothing
  assert_error USAGE 64
  manage job start restore backup-20200101-000000.tar.gz --yes --backup-dir="$ROOT/missing"
  assert_error BACKUP_DIRECTORY_MISSING 66
  manage job list
  [ "$(value '.jobs | length')" = 0 ]
}

@test "a job gets exactly the options that it was started with" {
  mkdir "$ROOT/other place"
  cd "$ROOT"
  id=$(start backup --version v9.9.9 --backup-dir='other place' --package-name="it's \"mine\" \$(id)" --health-url= --operator='Ann O’Neil')
  run bash "$MANAGE" job follow "$id" --backup-dir='other place' --package-name="it's \"mine\" \$(id)"
  [ "$(tail -n 1 <<<"$output" | jq -r '.result.backup | .version, .packageName, .fullPath' | head -n 2)" = "v9.9.9
it's \"mine\" \$(id)" ]
  [ -n "$(find "$ROOT/other place" -name 'backup-*.tar.gz')" ]
}

@test "a job that is killed is lost, and every reader is told so once" {
  file=$(backup_of v1.0.0)
  hold stop
  id=$(start restore "$file" --yes)
  eventually waits
  bash "$MANAGE" job follow "$id" >"$ROOT/followed" 2>/dev/null &
  follower=$!
  kill -KILL "$(pid_of "$id")"
  let_go
  wait "$follower"
  [ "$(tail -n 1 "$ROOT/followed" | jq -r '.type, .lost, .result.code' | tr '\n' ' ')" = 'result true INTERNAL ' ]
  for _ in 1 2 3; do bash "$MANAGE" job list --format=json >/dev/null 2>&1 & done
  wait
  is "$id" lost
  [ "$(grep -c '"type":"result"' "$JOBS/$id/events.jsonl")" = 1 ]
  manage job cancel "$id"
  [ "$(value .state)" = lost ]
}

@test "a process of the same number is not taken for the job's" {
  hold ps
  id=$(start backup)
  eventually waits
  kill -KILL "$(pid_of "$id")"
  let_go
  read -r _ began boot <"$JOBS/$id/process"
  printf '%s %s %s\n' "$$" "$began" "$boot" >"$JOBS/$id/process"
  is "$id" lost
}

@test "a half-written last line breaks no reader" {
  hold ps
  id=$(start backup)
  eventually waits
  kill -KILL "$(pid_of "$id")"
  printf '{"type":"progress","time":"2025-' >>"$JOBS/$id/events.jsonl"
  run --separate-stderr bash "$MANAGE" job follow "$id"
  [ "$status" -eq 0 ]
  [ "$(tail -n 1 <<<"$output" | jq -r .lost)" = true ]
  is "$id" lost
}

@test "damaged and missing job files cost only themselves" {
  good=$(start backup)
  eventually is "$good" done
  sleep 1
  bad=$(start backup)
  eventually is "$bad" done
  { echo 'not json'; echo '[1,2]'; echo '==> x'; head -c 100 /dev/urandom; echo; cat "$JOBS/$bad/events.jsonl"; } >"$ROOT/damaged"
  cp "$ROOT/damaged" "$JOBS/$bad/events.jsonl"
  is "$bad" done
  echo '{"id":' >"$JOBS/$good/job.json"
  mkdir "$JOBS/20200101-000000-aaaa" "$JOBS/lost+found"
  manage job list
  [ "$status" -eq 0 ]
  [ "$(value '.jobs[].id')" = "$bad" ]
  for id in 20200101-000000-aaaa 20990101-000000-0000; do
    manage job follow "$id"
    assert_error JOB_NOT_FOUND 66
  done
  for id in '../..' '' '20200101-000000-aaaa/../x' '*'; do
    manage job cancel "$id"
    assert_error USAGE 64
  done
}

@test "cancel before anything was changed leaves everything as it was" {
  file=$(backup_of v1.0.0)
  before=$(fingerprint "$DATA")
  hold ps
  id=$(start restore "$file" --yes)
  eventually waits
  (sleep 1; touch "$DOCKER/go") &
  manage job cancel "$id"
  [ "$status" -eq 0 ]
  [ "$(value .state)" = cancelled ]
  [ "$(job "$id" .result.code)" = ABORTED ]
  assert_untouched "$before"
}

@test "cancel of a backup leaves no trace of it" {
  hold ps
  id=$(start backup)
  eventually waits
  (sleep 1; touch "$DOCKER/go") &
  manage job cancel "$id"
  [ "$(value .state)" = cancelled ]
  [ -z "$(backup_folder)" ]
}

# True when the process of job $1 is stopped.
is_stopped() {
  [[ $(cat "/proc/$(pid_of "$1")/stat" 2>/dev/null) == *') T '* ]]
}

@test "cancel at any moment of a restore leaves exactly the old or exactly the new, running" {
  file=$(backup_of v1.0.0)
  make_data 2
  old=$(fingerprint "$DATA")
  for moment in afterStage beforeStop betweenRenames afterSwap afterCheckout afterStart afterHealth afterCommittedJournal; do
    id=$(HOLDFAST_FAILPOINTS="$moment=STOP@1" start restore "$file" --yes)
    eventually is_stopped "$id"
    bash "$MANAGE" job cancel "$id" --format=json >"$ROOT/cancelled" 2>/dev/null &
    sleep 0.5
    kill -CONT "$(pid_of "$id")"
    wait $!
    eventually has_ended "$id"
    state=$(job "$id" .state)
    echo "$moment: $state, $(cat "$ROOT/cancelled")"
    [ "$(cut -d ' ' -f 1 "$DOCKER/containers/eventstore.db")" = running ]
    case $state in
    done)
      [ "$(head_commit)" = "$(tag_commit v1.0.0)" ]
      bash "$MANAGE" undo --yes >/dev/null 2>&1
      ;;
    cancelled) [ "$(jq -r .state "$ROOT/cancelled")" = cancelled ] ;;
    *) return 1 ;;
    esac
    [ "$(head_commit)" = "$(tag_commit v2.0.0)" ]
    [ "$(fingerprint "$DATA")" = "$old" ]
  done
}

@test "cancel of what has ended says how it ended" {
  id=$(start backup)
  eventually is "$id" done
  manage job cancel "$id"
  [ "$status" -eq 0 ]
  [ "$(value .state)" = done ]
  [ "$(value '.message | length > 0')" = true ]
}

@test "the newest 50 jobs are kept, and a running one always" {
  hold ps
  running=$(start backup)
  eventually waits
  for number in $(seq 1000 1059); do
    mkdir "$JOBS/29990101-00$number-0000"
    echo '{"id":"29990101-00'"$number"'-0000","operation":"backup","arguments":[],"operator":"x","startedAt":"2999-01-01T00:00:00Z"}' >"$JOBS/29990101-00$number-0000/job.json"
    echo '{"type":"result","time":"2999-01-01T00:00:01Z","exitCode":0,"result":{"success":true}}' >"$JOBS/29990101-00$number-0000/events.jsonl"
    touch "$JOBS/29990101-00$number-0000/process"
  done
  manage job start backup
  assert_error BUSY 75
  manage job list
  [ "$(value '.jobs | length')" = 50 ]
  [ "$(job "$running" .state)" = running ]
  [ ! -e "$JOBS/29990101-001000-0000" ]
  [ -e "$JOBS/29990101-001059-0000" ]
}

@test "200 jobs are listed by a constant number of processes" {
  mkdir -p "$JOBS" "$ROOT/bin"
  for number in $(seq 1000 1199); do
    mkdir "$JOBS/20250101-00$number-0000"
    echo '{"id":"20250101-00'"$number"'-0000","operation":"backup","arguments":[],"operator":"x","startedAt":"2025-01-01T00:00:00Z"}' >"$JOBS/20250101-00$number-0000/job.json"
    for _ in $(seq 30); do echo '{"type":"progress","time":"2025-01-01T00:00:01Z","phase":"copy","bytesDone":1,"bytesTotal":2,"cancellable":true}'; done >"$JOBS/20250101-00$number-0000/events.jsonl"
    echo '{"type":"result","time":"2025-01-01T00:00:01Z","exitCode":0,"result":{"success":true}}' >>"$JOBS/20250101-00$number-0000/events.jsonl"
    touch "$JOBS/20250101-00$number-0000/process" "$JOBS/20250101-00$number-0000/ended"
  done
  for tool in tail jq flock find; do
    printf '#!/bin/sh\necho %s >>"%s"\nexec %s "$@"\n' "$tool" "$ROOT/calls" "$(type -P $tool)" >"$ROOT/bin/$tool"
    chmod +x "$ROOT/bin/$tool"
  done
  PATH=$ROOT/bin:$PATH manage job list
  [ "$(value '.jobs | map(select(.state == "done" and .phase == "copy")) | length')" = 200 ]
  [ "$(wc -l <"$ROOT/calls")" -lt 10 ]
}

@test "where systemd runs, root's jobs are units of its own" {
  [ "$(id -u)" -eq 0 ] || skip 'needs root, as on a host'
  mkdir "$ROOT/bin" "$ROOT/systemd"
  cat >"$ROOT/bin/systemd-run" <<'RUN'
#!/bin/bash
# Stand-in: starts the command with the given environment only, as systemd does.
printf '%s\n' "$@" >"$STAND_IN_DOCKER/systemd-run"
environment=()
while [ "$1" != -- ]; do
  case $1 in --setenv=*) environment+=("${1#--setenv=}") ;; esac
  shift
done
shift
cd /
setsid --fork env -i "${environment[@]}" STAND_IN_DOCKER="$STAND_IN_DOCKER" "$@" >/dev/null 2>&1
RUN
  chmod +x "$ROOT/bin/systemd-run"
  export HOLDFAST_SYSTEMD_RUNTIME=$ROOT/systemd PATH=$ROOT/bin:$PATH
  id=$(start backup --version=v2.0.0)
  eventually is "$id" done
  grep -qx -- "--unit=holdfast-rocket-welder-$id" "$DOCKER/systemd-run"
  grep -qx -- '--collect' "$DOCKER/systemd-run"
  ! grep -q '^--setenv=\(BACKUP_DIR\|SECRET\)=' "$DOCKER/systemd-run"
  # Where systemd refuses, the job is started all the same.
  printf '#!/bin/sh\nexit 1\n' >"$ROOT/bin/systemd-run"
  id=$(start backup --version=v2.0.0)
  eventually is "$id" done
}

@test "a job that never got a process is shown as cancelled after a minute" {
  id=$(start backup)
  eventually is "$id" done
  rm -f "$JOBS/$id/process" "$JOBS/$id/ended" "$JOBS/$id/begun"
  : >"$JOBS/$id/events.jsonl"
  is "$id" running
  touch -d '2 minutes ago' "$JOBS/$id/job.json"
  is "$id" cancelled
  # A runner that comes after all does not begin.
  run bash "$HOST_SCRIPTS/lib/job-runner.sh" "$JOBS/$id" /bin/true
  [ "$status" -ne 0 ]
}

@test "the result of a job has room on a disk that is full" {
  [ "$(id -u)" -eq 0 ] || skip 'only root may mount'
  disk=$ROOT/small
  mkdir "$disk"
  mount -t tmpfs -o size=2m tmpfs "$disk"
  hold ps
  id=$(start backup --backup-dir="$disk")
  eventually waits
  head -c 10000000 /dev/zero >"$disk/full" 2>/dev/null || true
  let_go
  run bash "$MANAGE" job follow "$id" --backup-dir="$disk"
  answer=$(tail -n 1 <<<"$output")
  run bash "$MANAGE" job list --backup-dir="$disk" --format=json
  listed=$(value '.jobs[0].state')
  umount "$disk"
  [ "$(jq -r '.result.code, .lost' <<<"$answer" | tr '\n' ' ')" = 'NO_SPACE null ' ] || { echo "$answer"; return 1; }
  [ "$listed" = failed ]
}
