# shellcheck shell=bash
# How jobs stand, from their files and from whether their process runs.

# Puts the jobs in JOBS, a JSON array, newest first; with an id as $1, only that one. Constant number of processes.
read_jobs() {
  local wanted=${1:-} folder id
  local -a files=()
  # shellcheck disable=SC2034 # the commands read it
  JOBS='[]'
  find_jobs_directory || return 0
  folder=$REPLY
  for id in "$folder"/${wanted:-*}; do
    id=${id##*/}
    is_job_id "$id" || continue
    [[ -f $folder/$id/job.json && -f $folder/$id/events.jsonl ]] || continue
    settle_job "$folder/$id"
    files+=("$folder/$id/job.json" "$folder/$id/events.jsonl")
  done
  ((${#files[@]} > 0)) || return 0
  # The last lines say everything: the result is the very last, and progress comes twice a second.
  # shellcheck disable=SC2034 # the commands read it
  JOBS=$(tail -v -n 20 -- "${files[@]}" 2>/dev/null |
    jq -cRn -L "$LIB_DIR" --arg folder "$folder/" 'include "jobs"; jobs($folder)') ||
    fail INTERNAL "The jobs in $folder could not be read${LAST_ERROR:+: $LAST_ERROR}."
}

# True when the job in folder $1 has a process, or is just being given one.
job_runs() {
  local process
  if read -r process 2>/dev/null <"$1/process"; then
    still_runs "$process"
  else
    # Being started. When nothing has come after a minute, nothing will: the place is taken, so that nothing can.
    [[ -z $(find "$1/job.json" -mmin +1 2>/dev/null) ]] || ! ln -T -- "$1/job.json" "$1/process" 2>/dev/null
  fi
}

# True when the job in folder $1 has a result.
has_result() {
  [[ $(tail -n 1 -- "$1/events.jsonl" 2>/dev/null) == '{"type":"result",'*'}' ]]
}

# Gives a job whose process is gone without a result the result that says so, once.
settle_job() {
  local events=$1/events.jsonl lock
  # Shown as ended already, which most are: no process is started for them.
  [[ ! -e $1/ended ]] || return 0
  ! job_runs "$1" || return 0
  exec {lock}<"$1/job.json"
  flock "$lock"
  if ! has_result "$1"; then
    lost_result "$1"
    # What a killed process left of a line becomes a line of its own, which readers pass over.
    [[ -z $(tail -c 1 -- "$events" | tr '\0' x) ]] || REPLY=$'\n'$REPLY
    rm -f -- "$1/reserve"
    { printf '%s\n' "$REPLY" >>"$events"; } 2>/dev/null || log_line "The result of ${1##*/} could not be written."
  fi
  ! has_result "$1" || (umask 077 && : >"$1/ended")
  exec {lock}<&-
}

# Puts the result of a job that ended without one in REPLY.
lost_result() {
  REPLY=$(
    begun=false
    [[ ! -e $1/begun ]] || begun=true
    jq -c --argjson begun "$begun" '
      (if $begun then
        {code: "INTERNAL", message: "The process of this \(.operation) was killed before it could say how it ended. The next command on this package recovers what it left unfinished."}
      else
        {code: "ABORTED", message: "The \(.operation) was ended before it began. Nothing was changed."}
      end) as $reason
      | {type: "result", time: (now | todate), exitCode: 1, lost: $begun,
         result: ({success: false, error: "The \(.operation) did not finish"} + $reason)}' "$1/job.json"
  )
}
