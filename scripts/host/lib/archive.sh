# shellcheck shell=bash
# Archives: gzip-compressed tar files, by the fastest tools there are.

# Sets COMPRESS, DECOMPRESS and TEST_ARCHIVE to the fastest gzip the host has; any of them reads what another wrote.
# shellcheck disable=SC2034 # the operations read them
choose_compressor() {
  if has_tool igzip; then
    COMPRESS=(igzip -1 -c)
    DECOMPRESS=(igzip -d -c)
    TEST_ARCHIVE=(igzip -t)
  elif has_tool pigz; then
    COMPRESS=(pigz -1 -c)
    DECOMPRESS=(pigz -d -c)
    TEST_ARCHIVE=(pigz -t)
  else
    COMPRESS=(gzip -1 -c)
    DECOMPRESS=(gzip -d -c)
    TEST_ARCHIVE=(gzip -t)
  fi
}

# Prints the sha256 of stdin in hex. openssl uses the processor's instructions and is four times as fast.
sha256_of_stdin() {
  local line
  if has_tool openssl; then
    line=$(openssl dgst -sha256 -r)
  else
    line=$(sha256sum)
  fi
  printf '%s\n' "${line%% *}"
}
