#!/bin/bash
# Bad input and bad luck: files that are broken, hostile or too large, folders and disks that take
# nothing, runs that are interrupted.  Each is told with its place and what to do, nothing
# crashes, and what was there before stands.  Arguments: the program, the source folder.
. "$(dirname "$0")/expect.sh"
source=$PWD
cd "$work" || exit 1

# layout NAME …: a small layout; AREAS, TABLE, MORE say what differs.
layout() {
    cat >"$1.yaml" <<END
report: {title: T, licence: CC0, language: de, period: "2024"}
levels:
  teil: ${AREAS:-{file: areas.geojson, key: nr, name: name, within: {level: stadt\}\}}
  stadt: {name: Stadt, key: "0", source: Amt, date: "2024"}
tables:
  t: ${TABLE:-{file: counts.csv, key: nr, value: n\}}
pages: [{page: {blocks: [{map: t, title: T, source: Q, height: 560 pt}]}}]
${MORE-}
END
}
# square KEY NAME X [COORDINATES]: a feature, 1 km² at X km.
square() {
    printf '{"type":"Feature","properties":{"nr":"%s","name":"%s"},"geometry":%s}' "$1" "$2" \
        "${4:-{\"type\":\"Polygon\",\"coordinates\":[[[${3}000,0],[${3}999,0],[${3}999,999],[${3}000,999],[${3}000,0]]]\}}"
}
areas() {
    printf '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::25832"}},"features":['
    while [ $# -gt 1 ]; do printf '%s,' "$1"; shift; done
    printf '%s]}\n' "$1"
}
areas "$(square 11 Alt 1)" "$(square 12 Neu 2)" "$(square 13 Nord 3)" >areas.geojson
cp areas.geojson good.geojson
printf 'nr;n\n11;10\n12;20\n13;40\n' >counts.csv
layout good
expect 0 '' "$program" build good.yaml -o good.pdf -q

# ---- layouts ----

head -c 104857600 /dev/zero | tr '\0' 'a' >large.yaml
expect 1 "'large.yaml' is larger than 16777216 bytes" "$program" check large.yaml
rm large.yaml
for part in '(' '1 + ' 't * (' '- '; do
    { cat good.yaml; printf 'indicators: {a: {label: a, formula: "'; yes -- "$part" | head -c 100000 | tr -d '\n'; echo 't"}}'; } >long.yaml
    expect 1 'long.yaml:9:[0-9]+: error: the formula is longer than|long.yaml:9:[0-9]+: error: ' timeout 20 "$program" check long.yaml
done

# ---- what lies outside the project ----

mkdir -p daten projekt/in
cp counts.csv areas.geojson daten
cp areas.geojson counts.csv projekt
for file in ../daten/counts.csv "$work/daten/counts.csv" in/../../daten/counts.csv /etc/passwd link.csv linked/counts.csv; do
    (cd projekt && ln -sf ../daten/counts.csv link.csv && ln -sfn ../daten linked && TABLE="{file: $file, key: nr, value: n}" layout l)
    (cd projekt && expect 1 "l.yaml:6:13: error: '$file' lies outside the project, the folder '.*/projekt'" "$program" check l.yaml
        exit $bad) || bad=1
done
TABLE="{file: ../daten/counts.csv, key: nr, value: n}"
(cd projekt && layout l)
(cd projekt && expect 1 "hint: if this layout may read there, run the program with --allow '$work/daten'" "$program" check l.yaml; exit $bad) || bad=1
(cd projekt && expect 0 '' "$program" check l.yaml --allow ../daten; exit $bad) || bad=1
(cd projekt && SOZIALBERICHT_ALLOW="/none:$work/daten" expect 0 '' "$program" check l.yaml; exit $bad) || bad=1
expect 0 '' "$program" check projekt/l.yaml # the working folder holds both
(cd / && expect 1 'lies outside the project' "$program" check "$work/projekt/l.yaml"; exit $bad) || bad=1
mkdir .git
(cd projekt && expect 0 '' "$program" check l.yaml; exit $bad) || bad=1 # so does the repository
rmdir .git
unset TABLE
echo 'include: [../good.yaml]' >projekt/i.yaml
(cd projekt && expect 1 "i.yaml:1:11: error: '../good.yaml' lies outside the project" "$program" check i.yaml; exit $bad) || bad=1
for file in "PG:dbname=stadt password=geheim" /vsicurl/http://localhost/x.csv /vsizip/x.zip; do
    TABLE="{file: \"$file\", key: nr, value: n}" layout source
    expect 1 "source elsewhere" "$program" check source.yaml
    hasnt "'PG:.*geheim"
done
has "hint: if this layout may open it, run the program with --allow '/vsizip/'"
(cd projekt && printf "nr;n\n11;1\n" >jahr_2024.csv && ln -sf ../daten/counts.csv jahr_2025.csv &&
    TABLE='{file: "jahr_{year}.csv", key: nr, value: n}' layout years &&
    expect 1 "lies outside the project" "$program" check years.yaml; exit $bad) || bad=1

# ---- tables ----

# table TEXT CODE WORDS …: counts.csv with that text.
table() {
    printf "$1" >counts.csv
    expect "$2" "$3" "$program" check good.yaml
}
mv counts.csv kept.csv
expect 3 "good.yaml:6:13: error: cannot read 'counts.csv': No such file" "$program" check good.yaml
table '' 1 "good.yaml:6:13: error: 'counts.csv' has no records"
table 'nr;n\n' 1 "'counts.csv' has no records"
table 'nr;n\n11;10\n11;11\n' 1 "line 2 of 'counts.csv' and line 3 of 'counts.csv' both give 't' of '11' \(Alt\) for 2024"
table 'nr;n\n11;10\n12;viele\n13;5\n' 1 "counts.csv:3: error: 'viele' in column 'n' is neither a number nor a sign"
table 'nr;n\n11;NaN\n12;2\n13;5\n' 1 "counts.csv:2: error: 'NaN' in column 'n'"
table 'nr;n\n11;1e999\n12;2\n13;5\n' 1 "counts.csv:2: error: '1e999' in column 'n'"
table 'nr;n\n11;1e300\n12;2\n13;5\n' 1 "counts.csv:2: error: '1e300' in column 'n' is too large for a number"
table 'nr;n\n11;.\n12;.\n13;.\n' 1 'good.yaml:7:[0-9]+: error: there is no value to put into classes'
table 'nr;n;n\n11;1;2\n' 1 "good.yaml:6:[0-9]+: error: 'counts.csv' has two columns 'n'"
table 'nr;n\n11;"10\n12;20\n' 1 'counts.csv:2: error: a quotation mark that begins here is never closed'
table 'nr;n\n11;10\n12;20\n99;40\n' 1 "counts.csv:4: error: table 't': 1 record has a key in column 'nr' that no area has: '99'"
table 'nr;n\n11;1\n12;2\n' 1 "counts.csv: warning: table 't' has no record for 1 area of 'teil': '13'"
{ seq -s ';' 1 10000; seq -s ';' 1 10000; } >counts.csv
expect 1 "counts.csv: error: the table has more than 2000 columns" "$program" check good.yaml
has 'hint: is the separator right'
head -c 3000 /dev/urandom >counts.csv
printf '\0\0' >>counts.csv
expect 1 "" "$program" check good.yaml
printf 'jahr;nr;n\n31.12.2024;11;1\nOstern;12;2\n' >counts.csv
TABLE='{file: counts.csv, key: nr, value: n, period: jahr}' layout period
expect 1 "counts.csv:3: error: table 't': no period in column 'jahr': 'Ostern'" "$program" check period.yaml
has 'hint: periods are written 2012, 31.12.2012'
printf 'nr;n\n45292;1\n' >counts.csv
TABLE='{file: counts.csv, key: nr, value: n, at: 45292}' layout period
expect 1 "period.yaml:6:[0-9]+: error: '45292' is no period" "$program" check period.yaml
mv kept.csv counts.csv

# ---- areas ----

# shapes CODE WORDS FEATURE …: areas.geojson with those features.
shapes() {
    code=$1 words=$2
    shift 2
    areas "$@" >areas.geojson
    expect "$code" "$words" "$program" check good.yaml
}
A=$(square 11 Alt 1) B=$(square 12 Neu 2)
rm areas.geojson
expect 3 "good.yaml:3:16: error: cannot read 'areas.geojson': No such file" "$program" check good.yaml
: >areas.geojson
expect 3 "'areas.geojson' is no file of records or areas" "$program" check good.yaml
head -c 300 good.geojson >areas.geojson
expect 3 "'areas.geojson' is no file of records or areas" "$program" check good.yaml
shapes 1 'records 2 and 3 have the same key .12.' "$A" "$B" "$(square 12 Zwei 3)"
shapes 0 'areas.geojson: warning: record 3 has no geometry' "$A" "$B" "$(square 13 Nord 3 null)"
shapes 0 'areas.geojson: warning: record 3 has no geometry' "$A" "$B" "$(square 13 Nord 3 '{"type":"Polygon","coordinates":[]}')"
shapes 1 'the polygon of record 3 has a coordinate that is no number, or far beyond the earth' "$A" "$B" \
    "$(square 13 Nord 3 '{"type":"Polygon","coordinates":[[[3000,0],[1e300,0],[3999,999],[3000,0]]]}')"
shapes 1 'record 3' "$A" "$B" \
    "$(square 13 Nord 3 '{"type":"Polygon","coordinates":[[[3000,0],[NaN,0],[3999,999],[3000,0]]]}')"
shapes 1 'record 3 is no polygon' "$A" "$B" "$(square 13 Nord 3 '{"type":"Point","coordinates":[3000,0]}')"
shapes 0 'the polygon of record 3 was invalid and is repaired' "$A" "$B" \
    "$(square 13 Nord 3 '{"type":"Polygon","coordinates":[[[3000,0],[3999,999],[3999,0],[3000,999],[3000,0]]]}')"
# one area only: a report all the same
printf 'nr;n\n11;10\n' >one.csv
TABLE='{file: one.csv, key: nr, value: n}' layout one
areas "$A" >areas.geojson
expect 0 '' "$program" build one.yaml -o one.pdf -q
cp good.geojson areas.geojson
# ---- a picture for each area ----

# pictures BLOCK: the layout with a page for each area, and on it that image.
pictures() {
    { grep -v '^pages:' good.yaml; cat <<END
preflight: {rules: {images: off}}
pages:
  - for each: teil
    pages: [{page: {title: "{name}", blocks: [{heading: "{name}"}, {$1}]}}]
END
    } >pictures.yaml
}
mkdir bilder
for key in 11 12 13; do cp "$source/tests/data/image/foto.jpg" bilder/$key.jpg; done
pictures 'image: "bilder/{key}.jpg", alt: "Platz in {name}", width: 60 pt'
expect 0 '' "$program" build pictures.yaml -o pictures.pdf -q
expect 0 'Figure alt "Platz in Neu"' "$program" tags pictures.yaml
rm bilder/12.jpg
expect 3 "pictures.yaml:11:[0-9]+: error: 1 area has no picture: 'bilder/12.jpg' \(Neu\)" "$program" check pictures.yaml
pictures 'image: "bilder/{key}.jpg", alt: Platz, width: 60 pt, when: "t > 20"'
expect 0 '' "$program" check pictures.yaml # Neu has 20
pictures 'image: "bilder/{key}.jpg", alt: Platz, width: 60 pt'
ln -s /etc/passwd bilder/12.jpg
expect 1 "'bilder/12.jpg' lies outside the project" "$program" check pictures.yaml
rm bilder/12.jpg
head -c 400 "$source/tests/data/image/foto.jpg" >bilder/12.jpg
expect 1 "pictures.yaml:11:[0-9]+: error: the image 'bilder/12.jpg' is damaged" "$program" check pictures.yaml
areas "$(square 11 Alt 1)" "$(square 12 Neu 2)" "$(square ../../13 Nord 3)" >areas.geojson
sed -i 's#^13#../../13#' counts.csv
expect 3 "1 area has no picture: 'bilder/-.-..-13.jpg' \(Nord\)" "$program" check pictures.yaml
sed -i 's#^../../13#13#' counts.csv
cp good.geojson areas.geojson
sed 's/blocks: .*/blocks: [{image: "bilder\/{key}.jpg", alt: Platz}]}}]/' good.yaml >pictures.yaml
expect 1 "'\{key\}' stands for the area of the page, and this page has none" "$program" check pictures.yaml
rm -r bilder

# a shapefile with the .dbf of another, cut off, without its .dbf
mkdir shp
cp "$source"/shapes/ortsteile.* shp
AREAS='{file: shp/ortsteile.shp, key: OT_NR, name: OT_NAME, within: {level: stadt}}' TABLE='{file: "'shp/ortsteile.dbf'", key: OT_NR, value: FLAECHE_HA}' layout shape
expect 0 '' "$program" check shape.yaml
cp "$source/shapes/stadtbezirke.dbf" shp/ortsteile.dbf
expect 1 'has 30 shapes, but the .dbf beside it has 6 records' "$program" check shape.yaml
cp "$source/shapes/ortsteile-2017.dbf" shp/ortsteile.dbf # as many records: what it lacks tells
expect 1 "'shp/ortsteile.shp' has no column 'OT_NR'" "$program" check shape.yaml
cp "$source/shapes/stadtbezirke.dbf" shp/ortsteile.dbf
sed 's/OT_NR/SB_NR/g; s/OT_NAME/SB_NAME/' shape.yaml >swapped.yaml
expect 1 "swapped.yaml:3:[0-9]+: error: 'shp/ortsteile.shp' has 30 shapes, but the .dbf beside it has 6 records" "$program" check swapped.yaml
cp "$source/shapes/ortsteile.dbf" shp
head -c 5000 "$source/shapes/ortsteile.shp" >shp/ortsteile.shp
expect 3 'shp/ortsteile.shp: error: record [0-9]+ cannot be read' "$program" check shape.yaml
cp "$source/shapes/ortsteile.shp" shp
rm shp/ortsteile.dbf
expect 1 'is a .dbf missing beside it\?' "$program" check shape.yaml

# ---- names ----

areas "$(square 11 '<b>Alt</b> & Söhne' 1)" "$(square 12 'Neu/Süd\nzwei ../../x' 2)" "$(square 13 "$(printf 'Nord\u00ad & \xe2\x80\x8eS\xc3\xbcd')" 3)" >areas.geojson
MORE= layout names
sed -i 's|^pages.*|pages: [{for each: teil, page: {title: "{name}", blocks: [{heading: "{name}"}, {map: t, title: "{name}", source: Q, height: 560 pt}]}}]|' names.yaml
expect 0 '' "$program" build names.yaml --edition web -o names.pdf -q
"$program" tags names.yaml -q >tags 2>/dev/null
grep -q '<b>Alt</b> & Söhne' tags || { echo 'FAILED: markup of a name is lost'; bad=1; }
mkdir split
expect 0 '' "$program" build names.yaml --edition web --split teil -o 'split/{key}-{name}.pdf' -q
test "$(find split -name '*.pdf' | wc -l)" = 3 && test -z "$(find . -name 'x.pdf')" ||
    { echo 'FAILED: names of files'; find split; bad=1; }
find split -mindepth 1 -name '*
*' | grep . && { echo 'FAILED: a line end in the name of a file'; bad=1; }
areas "$(square 11 "$(printf '\xe2\x80\xaeAlt')" 1)" "$(square 12 Neu 2)" "$(square 13 "$(printf 'Nord \xd7\x90')" 3)" >areas.geojson
expect 1 "text that runs from right to left cannot be set: it has the character U\+(202E|05D0)" "$program" check names.yaml
cp good.geojson areas.geojson

# ---- bad luck ----

cp good-print.pdf old.pdf
# is_whole: the old files stand and nothing else is left.
is_whole() {
    cmp -s good-print.pdf old.pdf || { echo "FAILED: $1: the old file is gone"; bad=1; }
    left=$(find . -name '*.part')
    [ -z "$left" ] || { echo "FAILED: $1: left are $left"; bad=1; }
}
mkdir locked
chmod 555 locked
if [ "$(id -u)" != 0 ]; then
    expect 3 "cannot write 'locked/a.pdf'" "$program" build good.yaml -o locked/a.pdf -q
elif [ "$(id -u nobody 2>/dev/null)" ] && command -v setpriv >/dev/null; then
    chmod 755 "$work"
    # what a reader without rights meets: she can read the layout, and write nothing beside it
    expect 3 "cannot write" setpriv --reuid=nobody --clear-groups "$program" build good.yaml -o locked/a.pdf -q
fi
if [ "$(id -u)" = 0 ] && mkdir disk && mount -t tmpfs -o size=64k tmpfs disk 2>/dev/null; then
    echo old >disk/a-web.pdf
    expect 3 "cannot write 'disk/.*No space left" "$program" build good.yaml -o disk/a.pdf -q
    test "$(cat disk/a-web.pdf)" = old && test "$(ls -A disk)" = a-web.pdf || { echo 'FAILED: a full disk'; ls -lA disk; bad=1; }
    umount disk
fi
expect 3 '/dev/full' "$program" build good.yaml --edition print -o /dev/full -q
expect 3 '/dev/full' "$program" check good.yaml --audit /dev/full -q
# interrupt SIGNAL CODE: stop a long run in its middle.
yes '  - page: {blocks: [{map: t, title: T, source: Q, height: 560 pt}]}' | head -n 200 >pages
{ grep -v '^pages' good.yaml; echo pages:; cat pages; } >slow.yaml
interrupt() {
    "$program" build slow.yaml -o good.pdf -q >"$work/said" 2>&1 &
    pid=$!
    for _ in $(seq 2000); do
        [ -n "$(ls -A | grep '\.part$')" ] && break
        sleep 0.01
    done
    kill -"$1" $pid
    wait $pid 2>/dev/null
    got=$?
    [ $got = "$2" ] || { echo "FAILED: $1 ends with $got"; bad=1; }
}
set -m # or what runs in the background would not hear SIGINT
interrupt INT 130
is_whole INT
interrupt TERM 143
is_whole TERM
interrupt KILL 137
cmp -s good-print.pdf old.pdf || { echo 'FAILED: KILL: the old file is gone'; bad=1; }
exit $bad
