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

# Every finding in one table: the keys of two levels, one line twice, a sum that is not one.
cat >"$work/join.yaml" <<END
report: {title: T, language: de, period: 2024}
levels:
  teil: {areas: {"11": Altstadt/Süd, "12": Neustadt, "13": Hafen}, within: {level: stadt}}
  stadt: {name: Stadt, key: "0"}
tables: {t: {file: join.csv, key: nr, value: n, unmatched: warning}}
pages: [{page: {blocks: [{text: x}]}}]
END
printf 'nr;n\n11;10\n12;20\n1 2;5\n77;1\n0;35\n' >"$work/join.csv"
sed -i 's/, "13": Hafen//' "$work/join.yaml"
expect 0 "join.csv:6: warning: 't' of stadt '0' \(Stadt\) in 2024: 35, but the parts on level 'teil' add up to 30; 5 cannot be allocated" \
    "$program" check "$work/join.yaml" --audit "$work/join-audit.csv"
for line in 't,.*join.csv,2,matched,1,11,teil,11,Altstadt/Süd,' \
    't,.*join.csv,4,only in table,1,1 2,teil,12,Neustadt,probably this area' \
    't,.*join.csv,5,only in table,1,77,,,,' \
    "t,.*join.csv,6,differs from sum,1,0,stadt,0,Stadt,\"?'t' of 2024: 35, but its parts add up to 30"; do
    grep -qE "^$line" "$work/join-audit.csv" || { echo "FAILED: the audit lacks $line"; cat "$work/join-audit.csv"; bad=1; }
done
sed -i 's/unmatched: warning/unmatched: note, differing: error/' "$work/join.yaml"
expect 1 "join.csv:6: error: 't' of stadt" "$program" check "$work/join.yaml"
hasnt 'join.csv:4'
sed -i 's/differing: error/differing: note, missing: error/; s/"12": Neustadt/"12": Neustadt, "13": Hafen/' "$work/join.yaml"
expect 1 "join.csv: error: table 't' has no record for 1 area of 'teil': '13'" "$program" check "$work/join.yaml" --audit "$work/join-audit.csv"
grep -q '^t,.*join.csv,,only in areas,0,,teil,13,Hafen,' "$work/join-audit.csv" || { echo 'FAILED: no area without a line'; bad=1; }
printf '11;4\n' >>"$work/join.csv"
expect 1 "line 2 of '.*join.csv' and line 7 of" "$program" check "$work/join.yaml" --audit "$work/join-audit.csv"
grep -q '^t,.*join.csv,7,told twice,2,11,teil,11,' "$work/join-audit.csv" || { echo 'FAILED: no double'; bad=1; }
printf 'nr;n\nAltstadt-Süd;1\nNeustadt;2\n03 Hafen;3\n' >"$work/join.csv"
sed -i 's/key: nr,/key: nr, match: name,/' "$work/join.yaml"
expect 0 "3 names match|2 names match, though they are written otherwise: 'Altstadt-Süd' = 'Altstadt/Süd', '03 Hafen' = 'Hafen'" \
    "$program" check "$work/join.yaml" --notes --audit "$work/join-audit.csv"
grep -q 'join.csv,2,matched,1,Altstadt-Süd,teil,11,Altstadt/Süd,written otherwise' "$work/join-audit.csv" || { echo 'FAILED: no other spelling'; bad=1; }

# ---- a first layout ----

# All of a city's files at once: what joins to no area is left out, and said.
mkdir "$work/stadt"
cp shapes/* samples/musterstadt/*.* "$work/stadt"
expect 0 'grundkarte.gpkg: left out, it cannot be read as areas' "$program" new "$work/stadt" -o "$work/stadt/erster.yaml" -q
has 'ortsteile-2017.shp: left out, it has as many areas as ortsteile.shp'
has "mieten.csv: taken for shares or means, which are not summed up: 'Angebotsmiete in EUR/m²'"
[ "$(grep -c 'left out' "$work/said")" -lt 9 ] || { echo 'FAILED: too much is left out'; cat "$work/said"; bad=1; }
for words in 'within: {level: ortsteile, column: "OT_NR"}' 'within: {level: stadtbezirke, column: "SB_NR"}' \
    '"Beschäftigte am 30.06. 2024": {variable: beschaeftigteam3006, label: "Beschäftigte am 30.06.", period: "2024"}' \
    'file: "sgb2.dbf"' 'file: "beschaeftigte.ods"' 'adds up: false'; do
    grep -qF "$words" "$work/stadt/erster.yaml" || { echo "FAILED: no $words"; bad=1; }
done
# elsewhere than its data: the way to it, and who must allow it
mkdir "$work/weg"
expect 0 "run the program with --allow" "$program" new "$work/stadt" -o "$work/weg/erster.yaml" -q
grep -qF 'file: "../stadt/ortsteile.shp"' "$work/weg/erster.yaml" || { echo 'FAILED: the way is not relative'; bad=1; }

# ---- areas ----

areas=tests/data/areas
expect 0 'raum,A,Am Fluss,2024,km2,3,' "$program" values $areas/sets.yaml
expect 0 'haelfte,N,Nord,2024,einwohner,7530,' "$program" values $areas/location.yaml
for form in kml topojson; do
    expect 0 'ortsteil,13,Hafen,2024,km2,0.998' "$program" values $areas/$form.yaml
done
# area FILE MORE: a level from that file, its 30 areas named, measured, within a city.
area() {
    cat >"$work/area.yaml" <<END
report: {title: T, licence: CC0, language: de, period: 2024}
levels:
  teil: {file: "$1", key: OT_NR, name: OT_NAME, $2 within: {level: stadt}}
  stadt: {name: Stadt, key: "0", source: Amt, date: "2024"}
indicators: {km2: {label: Fläche, formula: area, unit: km², digits: 3}}
pages: [{page: {blocks: [{map: km2, title: T, source: Q, height: 560 pt}]}}]
END
}
mkdir "$work/mixed" "$work/zip" "$work/bare"
for end in shp:SHP dbf:Dbf shx:shX prj:PRJ cpg:Cpg; do
    cp shapes/ortsteile.${end%:*} "$work/mixed/Teile.${end#*:}"
    cp shapes/ortsteile.${end%:*} "$work/zip/Ortsteile 2024.$(echo ${end#*:} | tr a-z A-Z)"
done
(cd "$work/zip" && cmake -E tar cf teile.ZIP --format=zip Ortsteile* && mv teile.ZIP .. && rm Ortsteile* && mv ../teile.ZIP .)
cp shapes/ortsteile-2017.shp shapes/ortsteile-2017.shx shapes/ortsteile-2017.dbf "$work/bare"
for file in mixed/Teile.SHP zip/teile.ZIP; do
    area $file 'area: FLAECHE_HA,'
    expect 0 '^teil,13,Südstadt,2024,km2,' "$program" values "$work/area.yaml"
    expect 0 '' "$program" check "$work/area.yaml"
    hasnt 'warning'
done
# neither .prj nor .cpg: said in the layout, or found out and told
area bare/ortsteile-2017.shp ''
sed -i 's/OT_NR/ORTSTEIL/; s/OT_NAME/BEZEICHNUN/' "$work/area.yaml"
expect 0 'the file does not tell its coordinate system; taken for metres' "$program" check "$work/area.yaml"
sed -i 's/within/crs: "EPSG:25832", encoding: cp1252, within/' "$work/area.yaml"
expect 0 '^teil,13,Südstadt,2024,km2,' "$program" values "$work/area.yaml"
hasnt 'coordinate system'
sed -i 's/cp1252/latein/' "$work/area.yaml"
expect 1 "no encoding is called 'latein'" "$program" check "$work/area.yaml"
sed -i 's/latein/cp1252/; s/EPSG:25832/EPSG:1/' "$work/area.yaml"
expect 1 "the coordinate system 'EPSG:1' is not known" "$program" check "$work/area.yaml"
# a byte for the encoding that is wrong: the layout corrects it (as in tests/data/tables/falsch.dbf)
printf '\145' | dd of="$work/bare/ortsteile-2017.dbf" bs=1 seek=29 conv=notrunc 2>/dev/null # CP866
area bare/ortsteile-2017.shp 'crs: "EPSG:25832", encoding: cp1252,'
sed -i 's/OT_NR/ORTSTEIL/; s/OT_NAME/BEZEICHNUN/' "$work/area.yaml"
expect 0 '^teil,13,Südstadt,2024,km2,' "$program" values "$work/area.yaml"

# Heights, arcs, a hole with an enclave in it, an island, an outline that crosses itself, degrees.
form=$areas/forms.yaml
expect 0 'forms.geojson: warning: the polygon of record 4 was invalid and is repaired' "$program" check $form
has "forms.yaml:[0-9]+:[0-9]+: warning: the official area of 1 of 5 areas of 'teil' differs from the geometry by more than 1 %, most of all '6' \(Insel\): 5 km² against 2 km²"
expect 0 '^teil,1,Höhe,2024,km2,1,' "$program" values $form
has '^teil,2,Ring,2024,km2,8,'
has '^teil,3,Enklave,2024,km2,1,'
has '^teil,5,Schleife,2024,km2,0.5'
has '^teil,6,Insel,2024,km2,5,'
has '^stadt,S,Stadt,2024,km2,'
expect 0 '^teil,1,Kreis,2024,km2,0.784[0-9]*,' "$program" values $areas/curve.yaml
exit $bad
