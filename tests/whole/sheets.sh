#!/bin/sh
# Tables beside the PDF: numbers as printed, signs for what is none, withheld counts nowhere; the
# same bytes each time; read back as a table; written with the PDF or not at all.  Arguments: the
# program, the source folder.
set -u
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$2"/tests/whole/*.yaml "$2"/tests/whole/*.csv "$2"/tests/whole/*.geojson "$work"
cd "$work" || exit 1
bad=0
fail() {
    echo "FAILED: $*"
    bad=1
}

mkdir one two
"$program" build sheets.yaml -q --edition web -o one/b.pdf || fail build
"$program" build sheets.yaml -q --edition web -o two/b.pdf || fail 'build again'
test "$(ls one | tr '\n' ' ')" = 'anhang.csv anhang.xlsx b.pdf bezirk 1.csv bezirk 1.xlsx bezirk 2.csv bezirk 2.xlsx ' ||
    fail "files: $(ls one | tr '\n' ' ')"
for file in one/*; do
    cmp -s "$file" "two/${file#one/}" || fail "$file differs"
done

# 11 has 4.000 and 4.100 people; 13 has 2 children, and 12 is withheld with it.
head -n 1 one/anhang.csv | grep -qF "\"Menschen, alle¹, 2023\",\"Menschen, alle¹, 2024\"" || fail head
grep -q '^11,[^,]*,4000,4100,' one/anhang.csv || fail 'numbers of 11'
grep -q '^13,[^,]*,1000,[0-9]*,\.,\.,' one/anhang.csv || fail 'withheld in 13'
grep -q "\"'=Lage\"" one/anhang.csv || fail 'a formula in the head'

# The workbook is whole, its texts are texts, and no withheld count is in it.
mkdir sheet && (cd sheet && unzip -q ../one/anhang.xlsx) || fail unzip
grep -q '<f>' sheet/xl/worksheets/sheet1.xml && fail 'a formula'
grep -q 'mergeCell ref="C2:E2"' sheet/xl/worksheets/sheet1.xml || fail 'the head over three columns'
if command -v xmllint >/dev/null; then
    find sheet -name '*.xml' -exec xmllint --noout {} + || fail 'XML'
fi

# Read back: the file as a table of the same report.
cat >again.yaml <<'YAML'
include: whole.yaml
tables:
  neu: {file: one/anhang.xlsx, head: 2-4, key: Schlüssel, unmatched: note, at: 2024, columns: {Menschen alle¹ 2024: alle}}
YAML
"$program" values again.yaml -q 2>said | grep '^ortsteil,11,' | grep -q ',alle,4100,' || {
    cat said
    fail 'read back'
}

# Nothing is left of a run that fails, and two tables do not share a file.
sed 's/sheet: anhang/sheet: "bezirk 1"/' sheets.yaml >twice.yaml
mkdir three
"$program" build twice.yaml -q --edition web -o three/b.pdf 2>said && fail 'two tables in one file'
grep -q "two tables would be written to 'bezirk 1'\|zwei Tabellen" said || fail "$(cat said)"
test -z "$(ls -A three)" || fail "left over: $(ls -A three)"
exit $bad
