# shellcheck shell=bash
# job follow: a job's event lines as they come.

# Prints the lines from number --from on (0 is the first) until the result, which is the last.
follow_job() {
  local from=${OPTIONS["from"]-0} events idle index=0 line partial='' gone=
  find_job
  [[ $from =~ ^[0-9]{1,9}$ ]] || fail USAGE 'The option --from needs a whole number.'
  from=$((10#$from))
  exec {events}<"$JOB_DIR/events.jsonl"
  # Nobody ever writes to it: reading from it with a time limit is a pause that starts no process.
  exec {idle}<> <(:)
  # Whoever reads has every line or gets no more: a reader who is gone ends this at the next line, by SIGPIPE.
  # shellcheck disable=SC2034 # errors.sh reads it
  EMITTED=1
  while :; do
    if IFS= read -r line <&"$events"; then
      ((index < from)) || printf '%s\n' "$partial$line" >&3
      index=$((index + 1))
      [[ $partial$line != '{"type":"result",'*'}' ]] || return 0
      partial=
    elif [[ -n $gone ]]; then
      # All that was written has been read.
      settle_job "$JOB_DIR"
      has_result "$JOB_DIR" || { lost_result "$JOB_DIR" && printf '%s\n' "$REPLY" >&3 && return 0; }
      partial+=$line
    else
      # A line that is only half there: the rest follows, or it becomes a line when the job is settled.
      partial+=$line
      job_runs "$JOB_DIR" || gone=1
      [[ -n $gone ]] || read -rt 0.1 -u "$idle" || :
    fi
  done
}
