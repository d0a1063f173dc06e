# shellcheck shell=bash
# help: what the commands are.

# The commands of this script: es-backup-manage.sh fills it, scripts with one purpose do not.
declare -gA COMMANDS=()

# Prints the help text; in json mode as a document.
print_help() {
  local text
  text=$(help_text)
  if [[ $FORMAT == json ]]; then
    require_tools jq
    emit "$(jq -cn --arg help "$text" --arg version "$TOOL_VERSION" --args \
      '{success: true, help: $help, toolVersion: $version, commands: ($ARGS.positional | sort)}' "${!COMMANDS[@]}")" empty
  else
    printf '%s\n' "$text" >&3 2>/dev/null || :
    # shellcheck disable=SC2034 # errors.sh reads it
    EMITTED=1
  fi
}

# The text itself.
help_text() {
  cat <<'TEXT'
Usage: es-backup-manage.sh COMMAND [OPTIONS]

Commands
  list, ls                  list the backups, newest first
  backup, manual            create a backup [--version=V] [--consistency=auto|live|stopped]
  verify FILE, verify --all check backups down to EventStore's structure, without a server
  delete FILE...            delete backups [--allow-newest-verified]
  annotate FILE             [--notes=TEXT] [--pin=true|false]; a pinned backup is kept
  restore FILE              restore data and code from a backup [--yes]
  plan FILE                 say what a restore would do and what stands in its way
  undo [ID]                 take the newest restore back [--yes]
  discard-undo [ID]         delete the data that an undo would bring back
  recover                   finish or roll back a restore that was cut off
  status                    say how the backups stand
  check                     look at everything that is needed, with what to do where it is not right
  state                     say how the package stands, for an overview
  cleanup                   remove backups older than the retention time
  job start OPERATION ...   run backup, restore, undo, verify, recover or cleanup detached from this session
  job list                  list jobs, newest first
  job follow ID [--from=N]  print a job's events as they come
  job cancel ID             ask a job to end safely
  help                      this text

Options, as --name=value or --name value, anywhere; in brackets the environment variable
  --format=json|text        json: stdout is one JSON document, text for people goes to stderr
  --version=V               version label of the new backup (default: from deployment.state.json)
  --consistency=HOW         auto (default): stop the event store for the copy where its files demand it
  --yes                     restore or undo without asking
  --discard-local-changes   let a restore set changed files of the checkout aside
  --package-dir=DIR         folder of the compose file [PACKAGE_DIR]
  --package-name=NAME       default: name of that folder [PACKAGE_NAME]
  --compose-file=FILE       repeatable; default: docker-compose.yml and the architecture's file [COMPOSE_FILE]
  --backup-dir=DIR          [BACKUP_DIR]
  --data-dir=DIR            the event store's data [DATA_DIR]
  --service=NAME            the event store's service [SERVICE]
  --health-url=URL          empty: the container's state decides [HEALTH_URL]
  --health-timeout=SECONDS  default 120 [HEALTH_TIMEOUT]
  --log-file=FILE           [LOG_FILE]
  --retention-days=DAYS     default 7 [RETENTION_DAYS]
  --undo-days=DAYS          how long a restore can be undone, default 7 [UNDO_DAYS]

Exit codes: 0 done, 64 usage, 65 bad or corrupt input, 66 not found, 69 missing tool, 73 no space,
75 busy, 77 permission, 1 anything else.
TEXT
}
