#!/bin/bash
# What every chart and table must say: where its numbers come from, made of what their tables
# declare, and else told with its line and what to do.  Arguments: the program, the source folder.
. "$(dirname "$0")/expect.sh"
cd "$work" || exit 1

cat >t.csv <<'END'
nr;jahr;n;k
11;2023;100;20
11;2024;110;30
12;2023;200;50
12;2024;210;60
END
# layout NAME BLOCK …: a page of these blocks under a heading, on a table that declares SOURCE.
layout() {
    cat >"$1.yaml" <<END
report: {title: T, language: de, period: "2024"}
disclosure: {minimum: 0}
levels:
  teil: {areas: {"11": Alt, "12": Neu}, within: stadt}
  stadt: {name: Stadt}
tables:
  t: {file: t.csv, key: nr, period: jahr, columns: {n: n, k: k}${SOURCE-, source: Register, date: 31.12.}}
indicators:
  quote: {label: Quote, formula: 100 * k / n, unit: "%", digits: 1}
pages:
  - page:
      blocks:
        - heading: Zahlen
END
    for block in "${@:2}"; do printf '        - %b\n' "$block"; done >>"$1.yaml"
}
prints() {
    pdftotext -raw "$1-web.pdf" text
    sed 's/\xc2\xa0/ /g' text | tr '\n' ' ' | grep -qF -e "$2" || { echo "FAILED: $1 does not print '$2'"; cat text; bad=1; }
}

bars='chart: {kind: bars, indicators: [quote], level: teil}'
under='\n          title: Quoten\n          unit: in %'
table='table: {for each: teil, columns: [n, quote]}\n          title: Tabelle'
lines='chart: {kind: line, indicators: [n]}\n          title: Verlauf'

# ---- a line of what the data declare ----

layout whole "$bars$under" "$table" "$lines"
expect 0 '' "$program" build whole.yaml -o whole.pdf -q
prints whole 'Quelle: Register; Stand 31.12.2024'
test "$(grep -c 'Quelle: Register$' text)" = 1 || { echo 'FAILED: a day under several years'; cat text; bad=1; }
layout own "$bars$under, 31.12.2024\n          source: \"Quelle: eigene\"" "$table\n          source: \"\""
expect 0 '' "$program" build own.yaml -o own.pdf -q
prints own 'Quelle: eigene'
grep -q Register text && { echo 'FAILED: said beside the layout'"'"'s own words'; bad=1; }

# ---- what nobody says ----

SOURCE='' layout nobody "$bars$under" "$table"
expect 0 'nobody.yaml:14:18: warning: nobody says where the numbers of this chart come from' "$program" check nobody.yaml
has 'nobody.yaml:17:18: warning: nobody says where the numbers of this table come from'
has "hint: say it with 'source:'"
layout bare "$bars" "table: {for each: teil, columns: [n]}"
expect 0 'bare.yaml:14:18: warning: the chart does not say in what its numbers are' "$program" check bare.yaml
has 'bare.yaml:15:18: warning: the table has no title'
expect 0 'bare.yaml:15:18: Warnung: die Tabelle hat keinen Titel' "$program" check bare.yaml --lang de
exit $bad
