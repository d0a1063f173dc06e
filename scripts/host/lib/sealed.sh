# shellcheck shell=bash
# Sealed files: one line of JSON and one line with its sha256, so that a torn or edited one is noticed and never
# acted on. The journal and the undo records are such files.

# Writes the JSON document $2 (one line) to the sealed file $1; $3 is its sha256 where that is known. Whenever the power fails, the file holds the old or the
# new document, complete. False when it could not be made durable.
write_sealed() {
  local file=$1 document=$2 sum=${3:-}
  [[ -n $sum ]] || sum=$(sha256_of_stdin <<<"$document") || return 1
  printf '%s\n%s\n' "$document" "$sum" >"$file.part" || return 1
  # Power failing here: the old document stands, the .part file is never read.
  failpoint sealedPartWritten || return 1
  sync_paths "$file.part" || return 1
  failpoint sealedPartSynced || return 1
  mv -fT -- "$file.part" "$file" || return 1
  # Power failing here: old or new, both complete.
  failpoint sealedRenamed || return 1
  sync_paths "${file%/*}"
}

# Puts the document of the sealed file $1 in REPLY. False when it cannot be trusted.
read_sealed() {
  local document sum rest=
  [[ -f $1 && ! -L $1 && -r $1 ]] || return 1
  {
    IFS= read -r document && IFS= read -r sum && ! IFS= read -r rest && [[ -z $rest ]]
  } <"$1" || return 1
  [[ $(sha256_of_stdin <<<"$document") == "$sum" ]] || return 1
  REPLY=$document
}
