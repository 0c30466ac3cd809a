#!/bin/bash
# Maps that lack what every map must say, and maps of odd areas, layers and places: each is told
# with its line and what to do, or drawn as it is.  Arguments: the program, the source folder.
. "$(dirname "$0")/expect.sh"
cd "$work" || exit 1

# layout NAME: areas.geojson with an indicator `t` of counts.csv.  MAP, UNDER and MORE say what
# differs: keys of the map, keys beside it, more of the layout.
layout() {
    cat >"$1.yaml" <<END
report: {title: T, publisher: P, licence: CC0, language: de, period: "2024"}
levels:
  teil: {file: areas.geojson, key: nr, name: name, within: {level: stadt}}
  stadt: {name: Stadt, key: "0", source: Amt, date: "2023"}
tables:
  t: {file: counts.csv, key: nr, value: n, source: Register}
pages:
  - page: {title: T, blocks: [{map: {indicator: t, level: teil, ${MAP-}}, ${UNDER-title: T, height: 400 pt}}]}
${MORE-}
END
}
# area KEY NAME RINGS: a polygon in metres; square KEY NAME X Y SIZE.
area() {
    printf '{"type":"Feature","properties":{"nr":"%s","name":"%s"},"geometry":{"type":"Polygon","coordinates":[%s]}}\n' "$1" "$2" "$3"
}
ring() { printf '[[%d,%d],[%d,%d],[%d,%d],[%d,%d],[%d,%d]]' "$1" "$2" $(($1 + $3)) "$2" $(($1 + $3)) $(($2 + $3)) "$1" $(($2 + $3)) "$1" "$2"; }
square() { area "$1" "$2" "$(ring "$3" "$4" "$5")"; }
# areas FEATURE …: areas.geojson, and counts.csv with 10, 20, 30 … of them.
areas() {
    { printf '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::25832"}},"features":['
      printf '%s\n' "$@" | paste -sd,
      printf ']}\n'; } >areas.geojson
    printf '%s\n' "$@" | sed 's/.*"nr":"\([^"]*\)".*/\1/' | awk 'BEGIN { print "nr;n" } { print $0 ";" 10 * NR }' >counts.csv
}
# prints NAME WORDS: its pages say so, whatever the ends of lines and kinds of blanks.
prints() {
    pdftotext -raw "$1-web.pdf" text
    sed 's/\xc2\xa0/ /g' text | tr '\n' ' ' | grep -qE -e "$2" || { echo "FAILED: $1 does not print '$2'"; cat text; bad=1; }
}
# wrong NAME SED-SCRIPT WORDS: the whole layout with one thing changed is refused with these words.
wrong() {
    sed "$2" whole.yaml >"$1.yaml"
    expect 1 "$3" "$program" check "$1.yaml"
}

# ---- what every map must say ----

areas "$(square 11 Alt 500000 5700000 1000)" "$(square 12 Neu 501000 5700000 1000)" "$(square 13 Nord 502000 5700000 1000)"
layout whole
expect 0 '' "$program" build whole.yaml -o whole.pdf -q
prints whole 'Quelle: Register; Stand 2024; Kartengrundlage: Amt, 2023; Lizenz: CC0'
wrong title 's/title: T, height/height/' 'title.yaml:8:[0-9]+: error: the map has no title'
has "hint: say with 'title:' what it shows"
wrong source 's/, source: Register//' "source.yaml:8:[0-9]+: error: the map shows 't', which has no: source"
has 'hint: say it where its table or the indicator is declared'
wrong licence 's/licence: CC0, //' "licence.yaml:8:[0-9]+: error: the map shows 't', which has no: licence"
has "licence.yaml:3:[0-9]+: error: a map shows the borders of level 'teil', which has no: licence"
wrong date 's/, date: "2023"//' "date.yaml:3:[0-9]+: error: a map shows the borders of level 'teil', which has no: date"
has 'hint: say it here or on a level above'
expect 1 'date.yaml:3:9: Fehler: .*die Grenzen der Ebene „teil“; dazu fehlt: date' "$program" check date.yaml --lang de
# A heading is a title; a second map below it has none.
UNDER='height: 200 pt' layout heading
sed -i 's/blocks: \[\(.*\)\]}/blocks: [{heading: Oben}, \1, \1]}/' heading.yaml
expect 1 'the map has no title' "$program" check heading.yaml
[ "$(grep -c 'has no title' said)" = 1 ] || { echo 'FAILED: one of two'; cat said; bad=1; }
# Words of its own come first, and what they say is not said again.
UNDER='title: T, unit: "31.12.2024", source: "Quelle: Register, CC0", height: 400 pt' layout words
expect 0 '' "$program" build words.yaml -o words.pdf -q
prints words 'Quelle: Register, CC0; Kartengrundlage: Amt, 2023 *$|Quelle: Register, CC0; Kartengrundlage: Amt, 2023 [^;]'
# A locator has no line of its own, where another map says where the borders are from.
sed 's/{map: {indicator: t, level: teil, }, title: T/{map: {level: teil}/' whole.yaml >locator.yaml
expect 1 'nothing in the report says where the borders of this map come from' "$program" check locator.yaml
sed -i 's/map: {level: teil}/&, source: ""/' locator.yaml
expect 0 '' "$program" build locator.yaml -o locator.pdf -q
prints locator 'Kartengrundlage: Amt, 2023; Lizenz: CC0'
sed '$d' whole.yaml >cover.yaml
printf '  - cover: {map: {indicator: t, level: teil}}\n  - page: {blocks: [{map: {level: teil}, height: 200 pt}]}\n' >>cover.yaml
expect 0 '' "$program" build cover.yaml -o cover.pdf -q
prints cover 'Karte: t. Quelle: Register; Stand 2024; Kartengrundlage: Amt, 2023; Lizenz: CC0'
# A layer is credited too, with its own licence.
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[500000,5700500],[503000,5700500]]}}]}' >fluss.geojson
MAP='layers: [fluss]' MORE='layers: {fluss: {file: fluss.geojson, crs: EPSG:25832, line: water, source: Wasseramt, date: "2022", licence: ODbL}}' layout layer
expect 0 '' "$program" build layer.yaml -o layer.pdf -q
prints layer 'Quelle: Register; Stand 2024; Lizenz: CC0; Kartengrundlage: Amt, 2023, CC0; Wasseramt, 2022, ODbL'
sed -i 's/, source: Wasseramt, date: "2022"//' layer.yaml
expect 1 "layer.yaml:9:[0-9]+: error: a map shows layer 'fluss', which has no: source, date" "$program" check layer.yaml

# ---- odd areas ----

three() { areas "$(square 11 Alt 500000 5700000 1000)" "$(square 12 Neu 501000 5700000 1000)" "$(square 13 Nord 502000 5700000 1000)"; }
# trace NAME: what is drawn on the first page with a map.
trace() { "$program" trace "$1.yaml" --page 1 -q >trace 2>/dev/null || { echo "FAILED: trace $1"; bad=1; }; }
draws() { grep -qE -e "$1" trace || { echo "FAILED: '$1' is not drawn"; cat trace; bad=1; }; }
spares() { ! grep -qE -e "$1" trace || { echo "FAILED: $1 is drawn"; bad=1; }; }

# All values alike: one class by every method, and its legend is that value.
three
printf 'nr;n\n11;7\n12;7\n13;7\n' >counts.csv
for method in fisher quantile 'equal interval' 'standard deviation' pretty head/tail 'maximum breaks' geometric; do
    MAP="classes: {method: $method}, histogram: true" layout alike
    expect 0 '' "$program" check alike.yaml -q
    trace alike
    draws '"7" at'
    [ "$method" = pretty ] || spares '"und mehr"' # its limits are round, not those of the data
    draws '"3" at' # all three areas
done
# One class of a layout's own, two limits that nobody reaches.
MAP='classes: {method: fixed, limits: [100, 200]}' layout one
expect 0 '' "$program" build one.yaml -o one.pdf -q
prints one 'bis unter 100'

# An area of two pixels keeps its ink, its label stands beside it or is told.
areas "$(square 11 Groß 500000 5700000 20000)" "$(square 12 Winz 520000 5705000 60)" "$(square 13 Rand 520060 5700000 20000)"
MAP='labels: name, classes: {method: fixed, limits: [15, 25]}' layout tiny
expect 0 '' "$program" check tiny.yaml --notes
trace tiny
draws 'fill evenodd .*path m [0-9. ]+ l [0-9. ]+ l [0-9. ]+ l [0-9. ]+ h$'
grep -qE '"(Winz|12)"' trace || has "1 area has no room for a label"

# An island 500 km away: the map tells that it shrinks, and shows it in an inset of its own.
areas "$(square 11 Alt 500000 5700000 1000)" "$(square 12 Neu 501000 5700000 1000)" "$(square 13 Nord 502000 5700000 1000)" "$(square 14 Insel 1000000 5700000 1000)"
MAP='labels: name' layout far
expect 0 "far.yaml:8:[0-9]+: warning: 1 area lies so far from the others that they shrink to less than half: 'Insel'" "$program" check far.yaml
has "hint: 'inset: \"14\"' shows it beside the others"
MAP='labels: name, inset: "14"' layout apart
expect 0 '' "$program" check apart.yaml
hasnt 'so far from the others'
trace apart
for name in Alt Neu Nord; do [ "$(grep -c "\"$name\" at" trace)" = 1 ] || { echo "FAILED: $name once"; bad=1; }; done
draws '"Insel" at'
draws '"400[^"]*m" at' # the scale is that of the city, not of the 500 km
# On the island's own page it is marked in the inset.
sed 's/pages:/&\n  - for each: teil/; s/  - page: {title: T/    page: {title: "{name}"/; s/inset: "14"/&, highlight: this/' apart.yaml >marked.yaml
"$program" trace marked.yaml --page 4 -q >trace
[ "$(grep -c 'stroke 1.400 ' trace)" = 1 ] && grep -A1 '^  push' trace | grep -q 'stroke 2.600 ' || { echo 'FAILED: no mark in the inset'; cat trace; bad=1; }

# An area in a hole of an area in a hole: each is filled once, and nothing is told.
areas "$(area 11 Ring "$(ring 500000 5700000 5000),$(ring 501000 5701000 3000)")" "$(area 12 Mitte "$(ring 501000 5701000 3000),$(ring 502000 5702000 1000)")" "$(square 13 Kern 502000 5702000 1000)"
MAP='labels: name' layout hole
expect 0 '' "$program" build hole.yaml -o hole.pdf --notes
hasnt 'warning|lies? on another'
trace hole
for name in Ring Mitte Kern; do draws "\"$name\" at"; done

# Slivers of 2 m between neighbours are no outer border; areas that lie on each other are told.
areas "$(square 11 Alt 500000 5700000 10000)" "$(square 12 Neu 510002 5700000 10000)" "$(square 13 Nord 519999 5700000 10000)"
layout sliver
expect 0 '' "$program" check sliver.yaml
hasnt 'on another'
trace sliver
[ "$(grep -c 'stroke 0.450' trace)" = 0 ] || grep 'stroke 0.450' trace | grep -q 'n=5[0-9]' && { echo 'FAILED: slivers are stroked'; bad=1; }
areas "$(square 11 Alt 500000 5700000 1000)" "$(square 12 Neu 500500 5700000 1000)" "$(square 13 Zwilling 500500 5700000 1000)"
layout overlap
expect 0 "overlap.yaml:3:[0-9]+: warning: 3 of 3 areas of 'teil' lie on another, first 'Alt' and 'Neu'" "$program" check overlap.yaml
has 'hint: a map shows one of them only'

# ---- names, many areas ----

areas "$(square 11 'Donaudampfschifffahrtsgesellschaftskapitänsmützenfabriksiedl' 500000 5700000 1000)" "$(square 12 'Sankt Maria im Oberen Feld an der Alten Landstraße bei der Aue' 501000 5700000 1000)" "$(square 13 Nord 502000 5700000 1000)"
MAP='labels: name' UNDER='title: T, height: 300 pt' layout long
expect 0 '' "$program" build long.yaml -o long.pdf -q
prints long 'Nummern in der Karte .*11 Donaudampfschifffahrtsgesellschaftskapitänsmützenfabriksiedl 12 Sankt Maria|Alten Landstraße bei der Aue'
MAP='labels: name' UNDER='title: T, width: 70 mm, height: 300 pt' layout narrow
expect 1 "narrow.yaml:8:[0-9]+: error: page 1: 'list of numbers and names' does not fit, [0-9.]+ mm of width are missing" "$program" check narrow.yaml

set --
for i in $(seq 0 399); do
    set -- "$@" "$(square $((1000 + i)) "Ortsteil$i" $((500000 + i % 20 * 1000)) $((5700000 + i / 20 * 1000)) 1000)"
done
areas "$@"
MAP='labels: key' MORE='format: {size: A5}' UNDER='title: T, height: 440 pt' layout many
expect 0 '' "$program" check many.yaml --notes
trace many
[ "$(grep -cE '"1[0-3][0-9][0-9]" at' trace)" = 400 ] || has '[0-9]+ areas have no room for a label'
MAP='labels: name' MORE='format: {size: A5}' UNDER='title: T, height: 440 pt' layout names
expect 1 "error: page 1: 'T' does not fit, [0-9.]+ mm of height are missing" "$program" check names.yaml
MAP='labels: name, numbers: false' MORE='format: {size: A5}' UNDER='title: T, height: 440 pt' layout unlisted
expect 0 '[0-9]+ areas have room for their keys only' "$program" check unlisted.yaml --notes

# ---- layers and places ----

three
# with KEYS: a map with the layer l.
with() { MORE="layers: {l: {$1, source: A, date: \"2020\"}}" MAP='layers: [l]' layout with; }
printf '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"LineString","coordinates":[[9.0,51.45],[9.05,51.4545]]}}]}' >degrees.geojson
with 'file: degrees.geojson, line: water'
expect 0 '' "$program" check with.yaml
hasnt 'warning'
trace with
draws 'stroke 1.600 round cmyk 0.380 0.080 0.020 0.000  path m '
with 'file: degrees.geojson, crs: EPSG:25832, line: water'
expect 0 "with.yaml:8:[0-9]+: warning: nothing of layer 'l' lies on the map" "$program" check with.yaml
has "hint: is the layer's 'crs:' right"
for part in shp shx dbf; do cp "$OLDPWD/tests/data/shapefile/areas.$part" bare.$part; done
with 'file: bare.shp, line: water'
expect 0 'bare.shp: warning: the file does not tell its coordinate system; taken for metres' "$program" check with.yaml
has "hint: say it with 'crs:'"
printf '{"type":"FeatureCollection","features":[]}' >empty.geojson
with 'file: empty.geojson, line: water'
expect 0 "with.yaml:9:[0-9]+: warning: layer 'l' has neither lines nor polygons" "$program" check with.yaml
printf 'n;k;x;y\nA;s;500500;5700500\nB;s;900000;5700500\nC;s;;\nD;s;x;y\n' >places.csv
MORE='layers: {l: {file: places.csv, name: n, kind: k, x: x, y: y, source: A, date: "2020"}}' MAP='places: l' layout places
expect 0 "places.yaml:8:[0-9]+: warning: 1 place of layer 'l' lies outside of all areas and is left out" "$program" check places.yaml
has "places.yaml:9:[0-9]+: warning: 2 places of layer 'l' have no coordinates and are left out"
has "there is: 'C', 'D'"
has 'places.csv: warning: the file does not tell its coordinate system; taken for metres in the plane of the map'
exit $bad
