# shellcheck shell=bash
# audit.jsonl in the package's state directory: one line when a changing operation begins and one when it ends, so that
# a workstation cannot hide what it did here. Lines are only ever added; nothing reads them but people.

# Adds a line for the moment $1: "start", or "end" with the outcome $2 and the failure code $3 (empty: none).
# It never stops an operation: on a full disk a restore may be what is needed. A line that is not written is warned of.
audit_operation() {
  local file line
  user_name
  line=$(audit_line "$1" "${2:-}" "${3:-}") || return 0
  state_directory
  file=$REPLY/audit.jsonl
  if [[ -L $file || (-e $file && ! -f $file) ]] || ! append_audit_line "$file" "$line" 2>/dev/null; then
    warn "The audit line for $COMMAND could not be written to $file."
  fi
}

# Prints one line, by the user in REPLY. The arguments are what the command line named; options hold no secrets.
audit_line() {
  jq -cn --arg event "$1" --arg outcome "$2" --arg code "$3" --arg operation "$COMMAND" --arg package "$HF_PACKAGE_NAME" \
    --arg operator "$HF_OPERATOR" --arg id "$HF_AUDIT_ID" --arg job "${HOLDFAST_JOB_ID:-}" --arg version "${OPTIONS[version]-}" \
    --arg user "$REPLY" --arg login "${SUDO_USER:-}" --arg tool "$TOOL_VERSION" \
    --argjson pid "$$" --args '
    def known: if . == "" then null else . end;
    {time: (now | todate), event: $event, operation: $operation, outcome: ($outcome | known), code: ($code | known),
     packageName: $package, operator: $operator, user: $user, login: ($login | known), auditId: ($id | known),
     jobId: ($job | known), arguments: $ARGS.positional, version: ($version | known), toolVersion: $tool, pid: $pid}
    | with_entries(select(.value != null))' -- "${ARGUMENTS[@]}"
}

# Adds a line durably. A power failure right after the write leaves a half line at worst, which the next one starts
# after.
append_audit_line() {
  local file=$1 line=$2 last
  last=$(tail -c 1 -- "$file" 2>/dev/null | od -An -tx1)
  [[ -z $last || ${last//[[:space:]]/} == 0a ]] || line=$'\n'$line
  (umask 077 && printf '%s\n' "$line" >>"$file") && sync_paths "$file"
}
