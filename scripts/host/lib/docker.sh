# shellcheck shell=bash
# The package's containers. An answer that is an error means "unknown", and unknown is never "not running".

readonly DOCKER_ASK_SECONDS=60
# Starting may pull images.
readonly DOCKER_CHANGE_SECONDS=1800
HOST_MACHINE=
# Why docker's last answer could not be used.
DOCKER_MESSAGE=
# Architecture names as the compose files of packages use them.
declare -gA COMPOSE_ARCHITECTURES=([x86_64]=x64 [aarch64]=arm64 [arm64]=arm64)

# Runs docker compose on the package with a time limit of $1 seconds.
compose() {
  local seconds=$1
  local file
  local -a arguments=()
  shift
  list_compose_files
  for file in "${COMPOSE_FILE_LIST[@]}"; do
    arguments+=(-f "$file")
  done
  # --foreground: no process group of its own, so that a safe abort reaches docker too.
  (cd -- "$HF_PACKAGE_DIR" && exec timeout --foreground --kill-after=10 "$seconds" docker compose "${arguments[@]}" "$@" </dev/null)
}

# Sets HOST_MACHINE, once, to what the kernel calls the processor.
know_machine() {
  : "${HOST_MACHINE:=$(uname -m)}"
}

# Fills COMPOSE_FILE_LIST; asked anew each time because a checkout may bring or remove the architecture's file.
list_compose_files() {
  local machine override
  COMPOSE_FILE_LIST=("${HF_COMPOSE_FILES[@]}")
  ((${#COMPOSE_FILE_LIST[@]} == 0)) || return 0
  COMPOSE_FILE_LIST=("$HF_PACKAGE_DIR/docker-compose.yml")
  know_machine
  machine=$HOST_MACHINE
  override="$HF_PACKAGE_DIR/docker-compose.${COMPOSE_ARCHITECTURES[$machine]:-$machine}.yml"
  [[ ! -f $override ]] || COMPOSE_FILE_LIST+=("$override")
}

# Puts the containers of the package, or of service $1, in CONTAINERS: a JSON array of {Service, State, ExitCode,
# Health}, and the names of those services among them that have one which is not at rest in ACTIVE_SERVICES,
# space-separated. False, with DOCKER_MESSAGE, when docker answers with an error or with something else.
list_containers() {
  local answer text errors status=0
  # Not in the subshell below, which would forget it.
  know_machine
  open_scratch errors
  answer=$(compose "$DOCKER_ASK_SECONDS" ps --all --format json "$@" 2>"/dev/fd/$errors") || status=$?
  read_scratch "$errors"
  close_scratch "$errors"
  if ((status == 124)); then
    DOCKER_MESSAGE="no answer within $DOCKER_ASK_SECONDS s"
    return 1
  elif ((status != 0)); then
    DOCKER_MESSAGE=${REPLY:-"docker ended with $status"}
    return 1
  fi
  text=$answer
  # Compose before 2.21 prints one array, later ones an object a line, and some print null for none.
  answer=$(jq -rs 'map(if type == "array" then .[] else . end | select(. != null))
    | if all(.[]; type == "object" and (.State | type) == "string") then . else error("unexpected") end
    | map({Service, State, ExitCode: (.ExitCode // 0), Health: (.Health // "")})
    | tojson,
      ([.[] | select(.State | IN("exited", "created", "dead") | not) | .Service] | unique | join(" "))' <<<"$text") || {
    DOCKER_MESSAGE="docker compose ps answered with something that cannot be read: ${text:0:200}"
    return 1
  }
  CONTAINERS=${answer%%$'\n'*}
  ACTIVE_SERVICES=
  [[ $answer != *$'\n'* ]] || ACTIVE_SERVICES=${answer#*$'\n'}
}

# Sets SERVICE_STATE to running or stopped, SERVICE_EXIT_CODE and SERVICE_HEALTH; false when unknown.
# shellcheck disable=SC2034 # health.sh and the operations read them
query_service() {
  SERVICE_STATE=unknown
  list_containers "$HF_SERVICE" || return 1
  read -r SERVICE_STATE SERVICE_EXIT_CODE SERVICE_HEALTH < <(jq -r --arg service "$HF_SERVICE" '
    map(select(.Service == null or .Service == $service))
    | if any(.[]; .State == "running") then "running 0 \(first(.[] | select(.State == "running")).Health)"
      elif any(.[]; .State == "exited") then "stopped \(first(.[] | select(.State == "exited")).ExitCode)"
      else "stopped -1" end' <<<"$CONTAINERS")
}

# Puts the names of the package's services that have a container which is not at rest in REPLY, space-separated.
active_services() {
  list_containers || return 1
  REPLY=$ACTIVE_SERVICES
}

# Ends with DOCKER_UNAVAILABLE.
refuse_unknown_state() {
  fail DOCKER_UNAVAILABLE "Docker did not say whether $HF_SERVICE is running, so nothing was touched. It answered: ${DOCKER_MESSAGE:0:500}"
}

# Runs a compose command that changes something; its output goes to the log, its last words to DOCKER_MESSAGE.
change_containers() {
  local output errors status=0
  open_scratch output
  log_line "docker compose $*"
  if [[ $1 == up ]]; then
    # May pull images for a long time; a stop is short and better not cut off half-way.
    run_child compose "$DOCKER_CHANGE_SECONDS" "$@" >&"$output" 2>&1 || status=$?
  else
    compose "$DOCKER_CHANGE_SECONDS" "$@" >&"$output" 2>&1 || status=$?
  fi
  read_scratch "$output"
  close_scratch "$output"
  errors=$REPLY
  [[ -z $errors ]] || log_line "$errors"
  ((${#errors} <= 500)) || errors=${errors: -500}
  DOCKER_MESSAGE=$errors
  [[ -n $DOCKER_MESSAGE || $status -eq 0 ]] || DOCKER_MESSAGE="docker ended with $status"
  return "$status"
}
