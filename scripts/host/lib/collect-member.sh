#!/usr/bin/env bash
# Run by tar for each file of an archive, with the file on stdin: prints the facts that structure.awk judges, so that an
# archive is checked without room on the disk. HOLDFAST_CHECKSUMS: compute the file's sha256, too.
set -euo pipefail

# Prints the sha256 of stdin in hex. openssl is several times as fast, but takes longer to start.
sha256() {
  local line
  if ((TAR_SIZE > 1000000)) && type -P openssl >/dev/null; then
    line=$(openssl dgst -sha256 -r)
  else
    line=$(sha256sum)
  fi
  printf '%s' "${line%% *}"
}

# Copies stdin and prints, on descriptor 3, a line "S hash" beside it.
with_checksum() {
  if [[ -n $HOLDFAST_CHECKSUMS ]]; then
    tee -p >(printf 'S %s\n' "$(sha256)" >&3)
  else
    cat
  fi
}

# Prints stdin in hex, on one line.
hex() {
  od -An -v -tx1 -w128 | tr -d ' '
}

# Prints lines of a letter and a value: H head, E end, M MD5 of all but the last 16 bytes, S sha256. All that write them
# have the one pipe, so that its end is the end of all of them. $1 and $2: bytes of head and end.
measure() {
  {
    with_checksum |
      tee -p >(printf 'M %s\n' "$(head -c -16 | md5sum)" >&3) >(printf 'H %s\n' "$(head -c "$1" | hex)" >&3) |
      printf 'E %s\n' "$(tail -c "$2" | hex)" >&3
  } 3>&1
}

# Puts what measure printed in facts.
measure_into() {
  local letter value
  while read -r letter value _; do
    facts[$letter]=$value
  done < <(measure "$1" "$2")
}

# Prints the facts of the index map.
measure_map() {
  local text rest
  # What is no text is no index map; without its NUL bytes it has another hash.
  text=$(tr -d '\0' && printf .)
  text=${text%.}
  rest=$(printf '%s' "${text:32}" | md5sum)
  printf 'I\t%s\t%s\n' "$(printf '%s' "${text:0:32}" | tr -cd '0-9A-Fa-f')" "${rest%% *}"
  printf '%s' "$text" | awk -F, 'NF == 3 && $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9]+$/ && $3 !~ /[\t\/]/ { print "R\t" $3 }'
  [[ -z $HOLDFAST_CHECKSUMS ]] || facts[S]=$(printf '%s' "$text" | sha256)
}

name=${TAR_FILENAME#./}
name=${name#*/}
declare -A facts=([H]='' [E]='' [M]='' [S]='')
printf 'F\t%s\t%s\n' "$name" "$TAR_SIZE"
case $name in
chunk-[0-9][0-9][0-9][0-9][0-9][0-9].[0-9][0-9][0-9][0-9][0-9][0-9])
  measure_into 36 128
  printf 'C\t%s\t%s\t%s\t%s\n' "$name" "${facts[H]}" "${facts[E]}" "${facts[M]}"
  ;;
index/indexmap)
  if ((TAR_SIZE > 0)); then
    measure_map
  elif [[ -n $HOLDFAST_CHECKSUMS ]]; then
    facts[S]=$(sha256)
  fi
  ;;
index/*/* | index/*.*) [[ -z $HOLDFAST_CHECKSUMS ]] || facts[S]=$(sha256) ;;
index/*)
  measure_into 1 16
  printf 'T\t%s\t%s\t%s\n' "${name#index/}" "${facts[E]}" "${facts[M]}"
  ;;
*.chk)
  measure_into 8 8
  [[ $name == */* ]] || printf 'K\t%s\t%s\n' "$name" "${facts[H]}"
  ;;
*) [[ -z $HOLDFAST_CHECKSUMS ]] || facts[S]=$(sha256) ;;
esac
[[ -z $HOLDFAST_CHECKSUMS ]] || printf 'S\t%s\t%s\n' "$name" "${facts[S]}"
# tar must not find its pipe closed by a branch that read nothing.
cat >/dev/null
