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
test "$(ls one | tr '\n' ' ')" = "anhang.csv anhang.csv-metadata.json anhang.xlsx b.pdf bezirk 1.csv\
 bezirk 1.csv-metadata.json bezirk 1.xlsx bezirk 2.csv bezirk 2.csv-metadata.json bezirk 2.xlsx " ||
    fail "files: $(ls one | tr '\n' ' ')"
for file in one/*; do
    cmp -s "$file" "two/${file#one/}" || fail "$file differs"
done

# 11 has 4.000 and 4.100 people; 13 has 2 children, and 12 is withheld with it.
head -n 1 one/anhang.csv | grep -qF '"Menschen, alle, 2023","Menschen, alle, 2024"' || fail head
grep -q '^11,[^,]*,4000,4100,' one/anhang.csv || fail 'numbers of 11'
grep -q '^13,[^,]*,1000,[0-9]*,\.,\.,' one/anhang.csv || fail 'withheld in 13'
grep -q "\"'=Lage\"" one/anhang.csv || fail 'a formula in the head'
# The share of 11 may differ from the city's by chance, that of 21 does not; 0.2 is printed as 0.
grep -q '^11,.*,20,≈,0,0,' one/anhang.csv || fail 'signs of 11'
grep -q '^21,.*,15.2,,0,0,' one/anhang.csv || fail 'signs of 21'
head -n 1 one/anhang.csv | grep -qF '"Jugendquote (%), Zeichen"' || fail 'head of the signs'
# A unit that is not that of all rows has a column of its own.
grep -qx 'darunter kinder,9.1,%,\.' 'one/bezirk 1.csv' || fail 'unit of a row'

# What stands beside the CSV file: source, notes, the signs of what is no number.
json=one/anhang.csv-metadata.json
grep -qF '"dc:source": "Quelle: Einwohnermelderegister"' $json || fail 'source of the CSV file'
grep -qF '"datatype": "number", "null": ["", "."]' $json || fail 'signs of the CSV file'
grep -qF '"dc:description": "am 31.12."' $json || fail 'note of a column'
grep -qF '≈ = Unterschied zum Gesamtwert kann Zufall sein' $json || fail 'signs explained'
grep -qF '"darunter kinder: unter 10 Jahren"' 'one/bezirk 1.csv-metadata.json' || fail 'note of a row'
grep -qF '"url": "bezirk%201.csv"' 'one/bezirk 1.csv-metadata.json' || fail 'address of the CSV file'
if command -v python3 >/dev/null; then
    for json in one/*.json; do
        python3 -m json.tool "$json" >/dev/null || fail "JSON: $json"
    done
fi

# The workbook is whole, its texts are texts, and no withheld count is in it.
mkdir sheet && (cd sheet && unzip -q ../one/anhang.xlsx) || fail unzip
grep -q '<f>' sheet/xl/worksheets/sheet1.xml && fail 'a formula'
grep -q 'mergeCell ref="C2:E2"' sheet/xl/worksheets/sheet1.xml || fail 'the head over three columns'
# A number with a sign behind it is one; what is printed as a sign is shown as it; all is explained.
grep -q 'formatCode="#,##0\.0\\.*\\≈"' sheet/xl/styles.xml || fail 'a number with its sign'
grep -qF 'formatCode="\0;\0;\0"' sheet/xl/styles.xml || fail 'a sign in place of a number'
grep -qF '≈ = Unterschied zum Gesamtwert' sheet/xl/worksheets/sheet1.xml || fail 'signs in the workbook'
grep -qF 'Quelle: Einwohnermelderegister' sheet/xl/worksheets/sheet1.xml || fail 'source in the workbook'
if command -v xmllint >/dev/null; then
    find sheet -name '*.xml' -exec xmllint --noout {} + || fail 'XML'
fi

# Read back: the file as a table of the same report.
cat >again.yaml <<'YAML'
include: whole.yaml
tables:
  neu: {file: one/anhang.xlsx, head: 2-4, key: Schlüssel, unmatched: note, at: 2024, columns: {Menschen alle¹ 2024: alle, Menschen kinder Anzahl: kids}}
  csv: {file: one/anhang.csv, key: Schlüssel, unmatched: note, at: 2024, columns: {"Menschen, alle, 2024": plain, "Menschen, kinder (Anzahl)": young, "Jugendquote (%)": share}}
YAML
"$program" values again.yaml -q >values 2>said || cat said
for value in 11,.*,alle,4100, 12,.*,kids,630, 11,.*,plain,4100, 12,.*,young,630, 22,.*,share,23.1,; do
    grep -q "^ortsteil,$value" values || fail "read back: $value"
done
for withheld in kids young; do   # a sign is read as one
    grep "^ortsteil,13,.*,$withheld,," values | grep -q unknown || fail "read back: $withheld of 13"
done

# Nothing is left of a run that fails, and two tables do not share a file.
sed 's/sheet: anhang/sheet: "bezirk 1"/' sheets.yaml >twice.yaml
mkdir three
"$program" build twice.yaml -q --edition web -o three/b.pdf 2>said && fail 'two tables in one file'
grep -q "two tables would be written to 'bezirk 1'\|zwei Tabellen" said || fail "$(cat said)"
test -z "$(ls -A three)" || fail "left over: $(ls -A three)"
exit $bad
