# shellcheck shell=bash
# The versions of the scripts in ROOT/versions, for install.sh: what is there, whole or damaged, in use or not.

# Prints the manifest of folder $1: sha256 and path of each file, in sha256sum's format, sorted by path.
manifest_of() {
  (cd -- "$1" && find . -type f ! -name MANIFEST ! -name '.*' -printf '%P\0' | sort -z | xargs -0 sha256sum --)
}

# Puts the version that the folder FROM holds in REPLY: tool version and the beginning of its manifest's sha256.
describe_source() {
  local line tool=
  [[ -z $(find "$FROM" -name '*[[:cntrl:]]*' -print -quit) ]] || stop 65 'A file name holds control characters.'
  while read -r line; do
    [[ $line != 'readonly TOOL_VERSION='* ]] || tool=${line#*=}
  done <"$FROM/lib/load.sh"
  [[ $tool =~ ^[0-9A-Za-z.+-]+$ ]] || stop 65 "$FROM does not hold Holdfast's scripts."
  MANIFEST=$(manifest_of "$FROM")
  REPLY=$(printf '%s\n' "$MANIFEST" | sha256sum)
  REPLY=$tool-${REPLY:0:12}
}

# Makes ROOT where it is missing, sees to it that nobody else can change it, and locks it.
open_root() {
  local folder
  mkdir -p -- "$ROOT/versions" || stop 77 "The folder $ROOT cannot be made by user $(id -un)."
  for folder in "$ROOT/versions" "$ROOT"; do
    require_own "$folder"
  done
  [[ ! -L $ROOT/.lock ]] || stop 77 "$ROOT/.lock is a symbolic link."
  { exec 9>>"$ROOT/.lock"; } 2>/dev/null || stop 77 "$ROOT belongs to another user than $(id -un)."
  flock --nonblock 9 || stop 75 'The scripts are being installed on this host right now.'
}

# Ends unless folder $1 and all above it are root's (or the caller's) and no one else may write there, but for folders
# like /tmp.
require_own() {
  local folder=$1 owner mode
  while :; do
    [[ -d $folder && ! -L $folder || $folder != "$ROOT"* ]] || stop 77 "$folder is not a folder."
    read -r owner mode < <(stat -L -c '%u %a' -- "${folder:-/}")
    [[ $owner == 0 || $owner == "$EUID" ]] || stop 77 "The folder ${folder:-/} is not root's: somebody else could change what root runs."
    ((8#$mode & 8#22)) && ! ((8#$mode & 8#1000)) && stop 77 "Others may write in the folder ${folder:-/}."
    [[ -n $folder ]] || break
    folder=${folder%/*}
  done
}

# Ends unless there is room for another version.
require_room() {
  local blocks size
  read -r blocks size < <(stat -f -c '%a %S' -- "$ROOT")
  ((blocks * size >= INSTALL_SPACE)) || stop 73 "Not enough free space in $ROOT: $((blocks * size)) bytes are free, $INSTALL_SPACE are needed."
}

# Removes what killed runs left.
remove_leftovers() {
  # Power failing within it: such names are never in use, and the next run removes the rest.
  rm -rf -- "$ROOT"/versions/.stage-* "$ROOT"/.link-*
}

# Prints the version that the link $1 leads to; empty when it leads nowhere.
linked_version() {
  local target
  target=$(readlink -- "$ROOT/$1") || return 0
  [[ $target == versions/* && -d $ROOT/$target ]] || return 0
  printf '%s' "${target#versions/}"
}

# Prints the version in use.
current_version() {
  linked_version current
}

# True when folder $1 is exactly what its manifest says, and the manifest what its name says.
is_whole() {
  local name=${1##*/} said hash
  name=${name%_*}
  [[ -f $1/MANIFEST && ! -L $1 ]] || return 1
  said=$(<"$1/MANIFEST")
  hash=$(printf '%s\n' "$said" | sha256sum)
  [[ ${name##*-} == "${hash:0:12}" ]] || return 1
  [[ $(manifest_of "$1") == "$said" ]] || return 1
  # A file that lost its rights, or got another owner, is damage too.
  [[ -z $(find "$1" \( ! -user "$EUID" -o -perm /022 -o -name '*.sh' ! -perm -755 \) -print -quit) ]]
}

# Puts the folder name of a whole copy of version $1 in REPLY; false when there is none, with REPLY not empty when there
# is a damaged one.
find_whole_version() {
  local folder damaged=
  for folder in "$ROOT/versions/$1" "$ROOT/versions/$1"_*; do
    [[ -e $folder ]] || continue
    if is_whole "$folder"; then
      REPLY=${folder##*/}
      return 0
    fi
    damaged=${folder##*/}
  done
  REPLY=$damaged
  return 1
}

# Copies the files of version $1, checks them, and puts their folder's name in REPLY. It never replaces a folder: one of
# the same name is damaged and may be in use.
copy_version() {
  local version=$1 name=$1 number=1 stage path mode
  stage=$ROOT/versions/.stage-$version
  failpoint installBeforeCopy
  mkdir -- "$stage"
  while IFS= read -r path; do
    path=${path:66}
    mode=644
    [[ $path != *.sh ]] || mode=755
    install -D -m "$mode" -- "$FROM/$path" "$stage/$path" || stop 73 "The file $path cannot be written to $stage."
  done <<<"$MANIFEST"
  printf '%s\n' "$MANIFEST" >"$stage/MANIFEST" || stop 73 "$stage cannot be written."
  find "$stage" -type d -exec chmod 755 {} +
  [[ $(manifest_of "$stage") == "$MANIFEST" ]] || stop 65 "The files in $stage are not what was sent."
  # Before the rename: after a power failure a version is whole or not there.
  find "$stage" -exec sync -- {} +
  failpoint installAfterCopy
  while [[ -e $ROOT/versions/$name ]]; do
    number=$((number + 1))
    name=${version}_$number
  done
  # Power failing right after it: a version more, which nobody uses yet.
  mv -T -- "$stage" "$ROOT/versions/$name"
  sync -- "$ROOT/versions"
  failpoint installAfterPublish
  REPLY=$name
}

# Makes version $1 the one in use, and the one in use until now the previous one.
switch_to() {
  local current
  current=$(current_version)
  # Power failing after it: the old version is in use, and also the one to go back to. A damaged one is no way back.
  if [[ -n $current ]] && is_whole "$ROOT/versions/$current"; then
    set_link previous "$current"
  fi
  failpoint installAfterPrevious
  failpoint installBeforeSwitch
  # Power failing after it: the new version is in use, and it is whole.
  set_link current "$1"
  failpoint installAfterSwitch
}

# Leads link $1 to version $2 by one rename.
set_link() {
  ln -s -- "versions/$2" "$ROOT/.link-$1"
  mv -fT -- "$ROOT/.link-$1" "$ROOT/$1"
  sync -- "$ROOT"
}

# Removes the versions that are neither in use nor the previous one.
prune_versions() {
  local folder name current previous
  current=$(current_version)
  previous=$(linked_version previous)
  for folder in "$ROOT"/versions/*; do
    name=${folder##*/}
    [[ -d $folder && $name != "$current" && $name != "$previous" ]] || continue
    # A long operation may have begun with it.
    ! is_used "$folder" || continue
    # Power failing within it: a damaged version that nobody uses; its name is not taken for a whole one.
    rm -rf -- "$folder"
  done
}

# True when another process has a file below folder $1 open: bash keeps the script that it runs open.
is_used() {
  [[ -n $(find /proc/[0-9]*/fd -lname "$1/*" ! -path "/proc/$$/*" -print -quit 2>/dev/null) ]]
}
