# One line a backup, after "A": name, display name, size, date of the file, kind of metadata (none, read, bad), the version file's
# line, folded metadata. Other lines than find's pass through.
# Files are read with getline, so that one which cannot be read costs only itself.
BEGIN { FS = "\t"; folder = ENVIRON["HOLDFAST_FOLDER"] }
$1 == "A" { count++; name[count] = $2; size[count] = $3; date[count] = substr($4, 1, 19) "Z" }
$1 == "M" { metadata[$2] = "read" }
$1 == "B" { metadata[$2] = "bad" }
$1 == "V" { version[$2] = 1 }
END {
  for (i = 1; i <= count; i++) {
    file = name[i]
    stem = substr(file, 1, length(file) - 7)
    kind = "none"; folded = ""; label = ""
    if ((stem ".meta.json") in metadata) {
      kind = metadata[stem ".meta.json"]
      if (kind == "read") {
        path = folder "/" stem ".meta.json"
        while ((status = (getline line < path)) > 0) folded = folded line " "
        if (status < 0) kind = "bad"
        close(path)
      }
    }
    if ((file ".version") in version) {
      path = folder "/" file ".version"
      if ((getline label < path) <= 0) label = ""
      close(path)
      gsub(/\t/, " ", label)
    }
    shown = substr(file, 8, 4) "-" substr(file, 12, 2) "-" substr(file, 14, 2) " " \
      substr(file, 17, 2) ":" substr(file, 19, 2) ":" substr(file, 21, 2)
    printf "A\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", file, shown, size[i], date[i], kind, label, folded
  }
}
