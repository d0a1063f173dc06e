# One line a backup: A, name, size, mtime, kind of metadata (none, read, bad), version file's line, folded metadata.
# Files are read with getline, so that one which cannot be read costs only itself.
BEGIN { FS = "\t"; folder = ENVIRON["HOLDFAST_FOLDER"] }
$1 == "A" { count++; name[count] = $2; size[count] = $3; mtime[count] = $4 }
$1 == "M" { metadata[$2] = "read" }
$1 == "B" { metadata[$2] = "bad" }
$1 == "V" { version[$2] = 1 }
END {
  for (i = 1; i <= count; i++) {
    stem = substr(name[i], 1, length(name[i]) - 7)
    kind = "none"; folded = ""; label = ""
    if ((stem ".meta.json") in metadata) {
      kind = metadata[stem ".meta.json"]
      if (kind == "read") {
        file = folder "/" stem ".meta.json"
        while ((status = (getline line < file)) > 0) folded = folded line " "
        if (status < 0) kind = "bad"
        close(file)
      }
    }
    if ((name[i] ".version") in version) {
      file = folder "/" name[i] ".version"
      if ((getline label < file) <= 0) label = ""
      close(file)
      gsub(/\t/, " ", label)
    }
    printf "A\t%s\t%s\t%s\t%s\t%s\t%s\n", name[i], size[i], mtime[i], kind, label, folded
  }
}
