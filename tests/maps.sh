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
exit $bad
