#!/bin/sh
# Files as offices have them: what is read from each, and what is said of it.  Arguments: the
# program, the source folder.
. "$(dirname "$0")/expect.sh"

# ---- tables ----

tables=tests/data/tables/tables.yaml
expect 0 'titel.csv:4: note: the names of the columns are taken from this line' "$program" check $tables --notes
has "titel.csv: note: read as UTF-8, cells parted by semicolon"
has "titel.csv:8: note: lines from here on"
has "titel.csv:7: warning: .*: '99'"
has "'Westliche_Hoehe' = '02 Westliche Höhe'"
has "titel.csv:5: note: column 'Quote' is read with decimal comma, as in '1,5'"
has "titel.csv:5: note: column 'Einwohner' is read with decimal comma and points between thousands, as in '1.234'"
has "kopf.csv:1: note: the names of the columns are taken from 2 lines"
has "blatt.xlsx:3: note: the names of the columns are taken from 2 lines"
has "blatt.xlsx:7: note: table 'e': 1 record has a key"
has "blatt.xlsx:8: note: lines from here on"
hasnt "blatt.ods:[0-9]+: note: lines from here on"
has "liste.json:5: note: column 'neu' is read with decimal comma"
expect 0 'stadt,Stadt,Stadt,2020,b,7' "$program" values $tables
# one,two YEAR VARIABLE: the values of the two areas, "" where unknown
values() {
    has "^teil,STGT01,01 Alt,$2,$3,${1%,*},"
    has "^teil,STGT02,02 Westliche Höhe,$2,$3,${1#*,},"
}
values 1234,-98 2021 ew      # a title, 1.234, -  98, a line of no area, a footnote
values 1,5 2011 m            # a head of two rows, merged cells
values 4,8 2012 w
values 5,6 2021 d            # no head
values 3,4 2020 b            # a file a year; names, written otherwise
values 5,6 2021 b
for of in x o; do            # the same sheet as Excel and as OpenDocument writes it
    values 1234,-98 2011 ${of}a
    values 1250,99 2012 ${of}a
    values 1.5,0.25 2021 ${of}b
done
values 1234,-98 2011 xc      # a range without a head
values 1234,-98 2020 ja      # JSON: null, and names that only some records have
values 1.5, 2020 jb
values 7,8 2021 ja
values 1.5, 2021 jc
values 1234,-98 2021 da      # dBASE
values 1.5, 2021 db
values 1234,-98 2021 dc      # … whose byte for its encoding is wrong
for of in g s; do            # GeoPackage, SQLite
    values 1234,-98 2021 ${of}a
    values 1.5, 2021 ${of}b
done

export SOZIALBERICHT_ALLOW="$PWD" # what is written below stands elsewhere
# The same head in a published sheet: title, merged cells, a line below.
arbeit() {
    cat >"$work/arbeit.yaml" <<END
report: {title: T, language: de, period: 2024}
levels:
  ortsteil: {file: $PWD/shapes/ortsteile.shp, key: OT_NR, name: OT_NAME, within: {level: stadt}}
  stadt: {name: Stadt}
tables:
  a: {file: $PWD/samples/musterstadt/arbeitsmarkt.xlsx, $1 key: Nr., unmatched: note, levels: {ortsteil: "{key}"}, columns: {Beschäftigte am 30.06. 2024: svb, Arbeitslose (Mittel) 2022: {variable: alo, period: 2022}}}
disclosure: {minimum: 0}
pages: [{page: {blocks: [{text: x}]}}]
END
}
for how in '' 'head: 3-4,' 'range: "A3:H41",' 'range: "A3:H", head: 3-4,'; do
    arbeit "$how"
    expect 0 '^ortsteil,11,Altstadt,2024,svb,2760,' "$program" values "$work/arbeit.yaml"
    has '^ortsteil,11,Altstadt,2022,alo,274,'
    test "$(grep -c '^ortsteil,.*,2024,svb,[0-9]' "$work/said")" = 30 || { echo "FAILED: not 30 ($how)"; bad=1; }
done
arbeit 'head: 50,'
expect 1 "has no line 50 for a head" "$program" check "$work/arbeit.yaml"
arbeit 'range: 5-7,'
expect 1 "'5-7' is no range" "$program" check "$work/arbeit.yaml"
arbeit 'separator: comma,'
expect 1 "'separator:' means nothing for this kind of file" "$program" check "$work/arbeit.yaml"

# json TEXT WORDS: a list in JSON that is none, and what is said.
json() {
    printf '%s' "$1" >"$work/list.json"
    cat >"$work/json.yaml" <<END
report: {title: T, language: de, period: 2024}
levels: {stadt: {name: Stadt, key: "1"}}
tables: {a: {file: list.json, key: nr, value: n}}
pages: [{page: {blocks: [{text: x}]}}]
END
    expect ${3:-1} "$2" "$program" check "$work/json.yaml"
}
json '[{"nr": "1", "n": 1}' 'list.json:1: error: this is no JSON: a comma or the end of the list'
json '[{"nr": "1", "n": [1]}]' "the value of 'n' is a list or a map"
json '[{"nr": "1",
 "n": 1, "n": 2}]' "list.json:2: error: 'n' stands twice in one record"
json '[{nr: 1}]' 'a name in quotation marks must stand here'
json '[{"nr": "1", "n": eins}]' 'a text must stand in quotation marks'
json '[{"nr": "\ud800", "n": 1}]' 'a backslash'
json '[{"nr": "1' 'a text has no quotation mark at its end'
json '[]' 'has no records'
json '{"a": 1}' 'hint: a table in JSON is a list of records' 3

# ---- the audit of the join ----

cp tests/data/tables/* "$work"
expect 0 '' "$program" check "$work/tables.yaml" --audit "$work/audit.csv"
grep -q 'einwohner,.*titel.csv,7,only in table,1,99,' "$work/audit.csv" || { echo 'no stranger'; bad=1; }
grep -q 'jahr_2020.csv,3,matched,1,Westliche_Hoehe,teil,STGT02' "$work/audit.csv" || { echo 'no match'; bad=1; }
sed -i 's/STGT02,6/STGTO2,6/' "$work/ohne.csv"
expect 1 "did you mean 'STGT02'" "$program" check "$work/tables.yaml" --audit "$work/audit.csv"
grep -q 'ohne.csv,2,only in table,1,STGTO2,teil,STGT02,02 Westliche Höhe,probably this area' "$work/audit.csv" ||
    { echo 'no near miss'; bad=1; }

# ---- areas ----

areas=tests/data/areas
expect 0 'raum,A,Am Fluss,2024,km2,3,' "$program" values $areas/sets.yaml
expect 0 'haelfte,N,Nord,2024,einwohner,7530,' "$program" values $areas/location.yaml
for form in kml topojson; do
    expect 0 'ortsteil,13,Hafen,2024,km2,0.998' "$program" values $areas/$form.yaml
done
exit $bad
