#!/bin/sh
# The generator writes the committed shapes and tables again, byte for byte.
# usage: same.sh GENERATOR SOURCE_DIR
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
ASAN_OPTIONS=detect_leaks=0 "$1" "$out" >/dev/null
diff -r "$out/shapes" "$2/shapes"
diff -r -x README.md "$out/samples/musterstadt" "$2/samples/musterstadt"
