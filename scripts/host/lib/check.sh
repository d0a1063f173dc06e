# shellcheck shell=bash
# check: looks at everything that backups and restores need, each with what to do where it is not right. It changes nothing.

# What was found: id, scope (host or package), title, status, message and remedy, one after the other.
CHECKS=()
readonly DOCKER_CHECK_SECONDS=15

# Answers with all checks. That one fails is no failure of this command.
check_host() {
  require_arguments 0 'no arguments'
  require_tools jq
  check_tools
  check_compression
  check_docker
  check_package_folder
  check_checkout
  check_backup_folder
  check_data_folder
  check_service
  emit "$(jq -cn --arg tool "$TOOL_VERSION" '
    [$ARGS.positional as $words | range(0; $words | length; 6)
      | {id: $words[.], scope: $words[. + 1], title: $words[. + 2], status: $words[. + 3], message: $words[. + 4],
         remedy: (if $words[. + 5] == "" then null else $words[. + 5] end)}]
    | {success: true, ready: all(.[]; .status != "failed"), toolVersion: $tool, hostTime: (now | todate), checks: .}' \
    --args -- "${CHECKS[@]}")" '.checks[] | "\(.status): \(.title): \(.message)" + (if .remedy then "\n  \(.remedy)" else "" end)'
}

# Notes a check: id, scope, title, status, message, remedy (empty: nothing is to be done).
note_check() {
  CHECKS+=("$1" "$2" "$3" "$4" "${5//[[:cntrl:]]/ }" "${6:-}")
}

# The tools without which commands end with TOOL_MISSING.
check_tools() {
  local tool
  local -a missing=() packages=()
  for tool in flock tar gzip find awk sort sha256sum sync timeout cmp setpriv curl git; do
    has_tool "$tool" && continue
    missing+=("$tool")
    packages+=("${TOOL_PACKAGES[$tool]}")
  done
  if ((${#missing[@]} > 0)); then
    note_check tools host 'Tools' failed "Missing: ${missing[*]}" "Install them: apt-get install $(printf '%s\n' "${packages[@]}" | sort -u | tr '\n' ' ')"
  else
    note_check tools host 'Tools' passed "bash ${BASH_VERSION%%(*}, $(jq --version), $(git --version)"
  fi
}

# Which compressor backups use: it decides how long they take.
check_compression() {
  if has_tool igzip || has_tool pigz; then
    note_check compression host 'Compression' passed "Backups are compressed with $(has_tool igzip && printf igzip || printf pigz)."
  else
    note_check compression host 'Compression' warning 'Backups are compressed with gzip, which takes about ten times as long as igzip.' \
      'Install it: apt-get install isal'
  fi
}

# Docker, and Compose v2.
check_docker() {
  local engine compose
  if ! has_tool docker; then
    note_check docker host 'Docker' failed 'docker is not installed.' 'Install Docker Engine with its Compose plugin: https://docs.docker.com/engine/install/'
    return
  fi
  if ! engine=$(timeout "$DOCKER_CHECK_SECONDS" docker version --format '{{.Server.Version}}' 2>&1 </dev/null); then
    note_check docker host 'Docker' failed "Docker does not answer: ${engine:0:300}" 'See whether it runs: systemctl status docker'
  elif ! compose=$(timeout "$DOCKER_CHECK_SECONDS" docker compose version --short 2>&1 </dev/null); then
    note_check docker host 'Docker' failed "Docker $engine has no Compose v2: ${compose:0:300}" 'Install it: apt-get install docker-compose-plugin'
  else
    note_check docker host 'Docker' passed "Docker $engine, Compose $compose"
  fi
}

# The folder of the compose file.
check_package_folder() {
  local file
  local -a missing=()
  if [[ ! -d $HF_PACKAGE_DIR ]]; then
    note_check packageFolder package 'Package folder' failed "$HF_PACKAGE_DIR does not exist." 'Correct the folder of the package in the inventory, or deploy the package first.'
    return
  fi
  list_compose_files
  for file in "${COMPOSE_FILE_LIST[@]}"; do
    [[ -f $file ]] || missing+=("$file")
  done
  if ((${#missing[@]} > 0)); then
    note_check packageFolder package 'Package folder' failed "There is no ${missing[*]}." 'Correct the folder or the compose file of the package in the inventory.'
  else
    note_check packageFolder package 'Package folder' passed "$HF_PACKAGE_DIR"
  fi
}

# The git checkout that a restore brings back to the backup's version.
check_checkout() {
  local tags changes owner
  [[ -d $HF_PACKAGE_DIR ]] || return 0
  if [[ -z $GIT_TOP ]]; then
    note_check checkout package 'Code' warning "$HF_PACKAGE_DIR is not a git checkout: a restore keeps the code that is there." \
      'Deploy the package as a git checkout if restores are to bring its code back, too.'
    return
  fi
  owner=$(stat -c %U -- "$GIT_TOP")
  if ! has_tool git || ! changes=$(run_git status --porcelain --untracked-files=no 2>&1); then
    note_check checkout package 'Code' failed "git cannot read the checkout $GIT_TOP of user $owner: ${changes:0:300}" \
      "As $owner, see what \"git -C $GIT_TOP status\" says; with other owners inside it: chown -R $owner $GIT_TOP"
    return
  fi
  tags=$(run_git tag --list | wc -l)
  if ((tags == 0)); then
    note_check checkout package 'Code' warning "The checkout $GIT_TOP of user $owner has no tags: a restore keeps the code that is there." \
      "Fetch them: git -C $GIT_TOP fetch --tags"
  elif [[ -n $changes ]]; then
    note_check checkout package 'Code' warning "The checkout $GIT_TOP has local changes, which a restore does not overwrite: $(cut -c 4- <<<"$changes" | head -n 5 | tr '\n' ' ')" \
      'Commit or discard them, or choose to discard them when restoring.'
  else
    note_check checkout package 'Code' passed "Checkout of user $owner at $(current_commit | cut -c 1-12), $tags tags"
  fi
}

# Where backups are kept.
check_backup_folder() {
  local free size
  if [[ ! -d $HF_BACKUP_DIR ]]; then
    note_check backupFolder package 'Backup folder' failed "$HF_BACKUP_DIR does not exist." "Make it: mkdir -p $HF_BACKUP_DIR"
    return
  fi
  if [[ ! -r $HF_BACKUP_DIR || ! -w $HF_BACKUP_DIR || ! -x $HF_BACKUP_DIR ]] || [[ $(findmnt_options "$HF_BACKUP_DIR") == ro,* ]]; then
    note_check backupFolder package 'Backup folder' failed "$HF_BACKUP_DIR cannot be written by user $(id -un)." 'Correct its owner and rights, and see whether its filesystem is mounted read-only.'
    return
  fi
  free_bytes "$HF_BACKUP_DIR"
  free=$REPLY
  data_bytes
  size=$REPLY
  if ((size > 0 && free < size)); then
    note_check backupFolder package 'Backup folder' warning "$(human_bytes "$free") free in $HF_BACKUP_DIR ($(filesystem_of "$HF_BACKUP_DIR")), and the data takes $(human_bytes "$size") before it is compressed." \
      'Make room, move the backup folder to a larger filesystem, or keep backups for fewer days.'
  else
    note_check backupFolder package 'Backup folder' passed "$HF_BACKUP_DIR on $(filesystem_of "$HF_BACKUP_DIR"), $(human_bytes "$free") free"
  fi
}

# The event store's data, which a restore replaces by renaming.
check_data_folder() {
  local parent=${HF_DATA_DIR%/*} free size
  if [[ ! -d $HF_DATA_DIR ]]; then
    note_check dataFolder package 'Data folder' warning "$HF_DATA_DIR does not exist: there is nothing to back up yet." 'Start the package once, or correct its data folder in the inventory.'
    return
  fi
  if find_mount_point "$HF_DATA_DIR"; then
    note_check dataFolder package 'Data folder' failed "$REPLY is a mount point: a restore replaces $HF_DATA_DIR by renaming it, which is not possible then." \
      "Mount the volume on the folder above it ($parent), and let the compose file use a folder in it."
    return
  fi
  free_bytes "$parent"
  free=$REPLY
  data_bytes
  size=$REPLY
  if ((free < size)); then
    note_check dataFolder package 'Data folder' warning "$(human_bytes "$free") free in $parent ($(filesystem_of "$parent")), and a restore needs room for the restored data beside the $(human_bytes "$size") that are there." \
      'Make room, or discard what is kept of past restores.'
  else
    note_check dataFolder package 'Data folder' passed "$(human_bytes "$size") in $HF_DATA_DIR on $(filesystem_of "$parent"), $(human_bytes "$free") free"
  fi
}

# The service and its health URL.
check_service() {
  ask_service_state
  case $SERVICE_STATE in
  running) note_check service package 'Service' passed "$HF_SERVICE runs${HF_HEALTH_URL:+ and answers at $HF_HEALTH_URL}." ;;
  stopped) note_check service package 'Service' warning "$HF_SERVICE does not run." "Start it: docker compose up -d in $HF_PACKAGE_DIR" ;;
  unhealthy) note_check service package 'Service' failed "$HF_SERVICE runs but is not healthy: $REPLY" 'See its log, and whether the health URL in the inventory is right.' ;;
  *) note_check service package 'Service' failed "$REPLY" 'See whether Docker runs and whether the compose file and the name of the service are right.' ;;
  esac
}

# Puts the size of the data in REPLY; 0 when it cannot be read.
data_bytes() {
  local blocks=
  [[ ! -d $HF_DATA_DIR ]] || read -r blocks _ < <(du -sk -- "$HF_DATA_DIR" 2>/dev/null) || :
  REPLY=$((${blocks:-0} * 1024))
}

# Prints the type of the filesystem of a folder.
filesystem_of() {
  stat -f -c %T -- "$1"
}

# Prints the mount options of the filesystem of a folder.
findmnt_options() {
  findmnt --noheadings --output OPTIONS --target "$1" 2>/dev/null || :
}
