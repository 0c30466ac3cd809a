#!/bin/sh
# The example layout has nothing to complain of, and both editions are built.
# usage: report.sh SOZIALBERICHT SOURCE_DIR
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
layout=$2/layouts/musterstadt.yaml
"$1" check --quiet --diagnostics json "$layout" 2>"$out/said" || { cat "$out/said"; exit 1; }
[ ! -s "$out/said" ] || { cat "$out/said"; exit 1; }
"$1" build --quiet "$layout" -o "$out/report.pdf"
[ -s "$out/report-print.pdf" ] && [ -s "$out/report-web.pdf" ]
command -v pdftotext >/dev/null || exit 0
pdftotext "$out/report-web.pdf" "$out/text"
for words in 'erfundenen Stadt' 'Musterstadt gibt es nicht' Klosterfreiheit Ahlsen/Röhr; do
    grep -q "$words" "$out/text" || { echo "the report does not say '$words'"; exit 1; }
done
# What is heard: sides of pyramids as words, a head over sparklines, no head without words.
"$1" tags --quiet "$layout" >"$out/tags" 2>/dev/null
grep -q '\. Frauen, unter 3: ' "$out/tags" || { echo 'no side of a pyramid is said'; exit 1; }
if grep -E '^ *TH .* ""$' "$out/tags" | grep -v ' actual "'; then
    echo 'heads without words'
    exit 1
fi
