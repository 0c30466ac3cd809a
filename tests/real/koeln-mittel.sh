#!/bin/sh
# Money and posts shared out over Köln's 86 Stadtteile, by an index that a crosswalk estimates and
# by what is there already.  Arguments: the program, the source folder.  Exit 77 (skipped) where the
# data is absent.
set -u
program=$1
cd "$2" || exit 1
data=$(cd ../shared/data/koeln 2>/dev/null && pwd) || exit 77
export SOZIALBERICHT_ALLOW="$data"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
sed "s|DATA|$data|" tests/real/koeln-mittel.yaml >"$work/k.yaml"
cd "$work" || exit 1
bad=0
fail() {
    echo "FAILED: $*"
    bad=1
}

# People by age of the Stadtteile; foreigners of the Stadtbezirke alone, and which part of its
# Stadtbezirk each Stadtteil is, by people of 2005.
awk -F, -v OFS=';' 'NR == 1 { print "raum", "jahr", "alter", "zahl" }
    $2 == "020" && $5 > 100 { n[$5 OFS $4 OFS ($7 <= 50 ? "unter 18" : "ab 18")] += $9 }
    END { for (k in n) print k, n[k] }' "$data/bevoelkerung.csv" >personen.csv
awk -F, -v OFS=';' 'NR == 1 { print "raum", "jahr", "zahl" }
    $2 == "030" && $7 == 50 && $5 > 0 && $5 < 10 { print $5, $4, int($9) }' \
    "$data/bevoelkerung.csv" >bezirke.csv
awk -F, -v OFS=';' '$2 == "005" && $4 == 2005 && $5 > 100 { n[$5] = $9; all[int($5 / 100)] += $9 }
    END { print "bezirk", "stadtteil", "anteil"
          for (k in n) printf "00%d;%s;%.9f\n", k / 100, k, n[k] / all[int(k / 100)] }' \
    "$data/bevoelkerung.csv" >teilung.csv

"$program" values k.yaml -q >values.csv || fail values
# All is shared out, to the cent and to the post, every year there is something to share by; the
# recut foreigners make up their Stadtbezirk and the city.
awk -F, -v source="$data/bevoelkerung.csv" '
    BEGIN { while ((getline line < source) > 0) { split(line, c, ",")
                if (c[2] == "030" && c[7] == 50) real[c[5] + 0, c[4]] = c[9] } }
    function off(what, by) { printf "%s is off by %g\n", what, by; bad = 1 }
    function abs(x) { return x < 0 ? -x : x }
    $1 == "stadtteil" { v[$5, $2, $4] = $6; if ($6 != "") { sum[$5, $4] += $6; n[$5, $4]++ } areas[$2]; years[$4] }
    $1 == "stadtteil" && $5 == "auslaender" { part[int($2 / 100), $4] += $6 }
    $1 == "stadtbezirk" && $5 == "auslaender" && abs($6 - real[$2, $4]) > 1e-6 { off($3, $6 - real[$2, $4]) }
    $1 == "stadt" { city[$5, $4] = $6 }
    END {
        for (y in years) {
            if (abs(city["auslaender", y] - real[0, y]) > 1e-6) off("the city in " y, city["auslaender", y] - real[0, y])
            for (b = 1; b <= 9; b++) if (abs(part[b, y] - real[b, y]) > 1e-6) off(b " in " y, part[b, y] - real[b, y])
            if (abs(sum["geld", y] - 1000000) > 1e-6 || city["geld", y] != 1000000) off("geld " y, sum["geld", y])
            if (sum["stellen", y] != 400 || n["stellen", y] != 86) off("stellen " y, sum["stellen", y])
        }
        y = 2012
        if (sum["neue_stellen", y] != 60 || n["neue_stellen", y] != 86) off("neue stellen", sum["neue_stellen", y])
        for (a in areas) { # lifted to one level, or above it already
            there = v["bestand", a, y]; wanted = v["soll", a, y]; exact = v["genau", a, y]
            if (exact > 0 ? abs(there + exact - wanted) > 1e-6 : there < wanted - 1e-6) off("the level of " a, there + exact - wanted)
            if (abs(v["neue_stellen", a, y] - exact) >= 1) off("the rounding of " a, v["neue_stellen", a, y] - exact)
            if (v["neue_stellen", a, y] > 0) some++
        }
        if (some < 20 || some > 60) off("areas with new posts", some)
        exit bad
    }' values.csv || fail 'money, posts or people do not add up'

# What is made of estimates says so, in print too: the index, the money, the posts and their rank;
# people, posts by people alone, and foreigners of whole Stadtbezirke are no estimates.
"$program" tags k.yaml -q >tags || fail tags
awk '/TH .*"101 |TH .*"Altstadt\/Süd"/ { row = 1; n = 0 } row && /TD / { print; if (++n == 7) exit }' tags >row
tr '\n' ' ' <row | grep -qE '"[0-9.]+" .*"1,[0-9]+.s" .*"[0-9.,]+.s" .*"[0-9]+" .*"[0-9,]+.s" .*"[0-9–]+(.s)?" .*"[0-9]+.s"' ||
    { cat row; fail 'estimates are not marked'; }
grep -q 'LBody "geschätzte Zahl"\|LBody .*eschätzt' tags || fail 'the sign of estimates is not explained'
"$program" explain k.yaml --area 101 --indicator neue_stellen -q >explain || fail explain
grep -q 'a part of 60' explain && grep -q 'geschätzte Zahl' explain && grep -q 'of which 0\.[0-9]* counts here' explain ||
    { cat explain; fail 'the derivation is not told'; }
"$program" build k.yaml -q -o k.pdf || fail build
exit $bad
