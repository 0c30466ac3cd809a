#!/bin/sh
# Köln's real data through the whole program.  Arguments: the program, the source folder.
# Exit 77 (skipped) where the data is absent.
set -u
program=$1
cd "$2" || exit 1
data=../shared/data/koeln
export SOZIALBERICHT_ALLOW=../shared/data # real data lies beside the project
test -e $data/Stadtteil.shp || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fail() {
    echo "FAILED: $*"
    bad=1
}

"$program" values tests/real/koeln.yaml -q >"$work/values.csv" || fail values

# The sum of the 86 equals the city in every year, and 2012 is the published figure.
awk -F, '$5 == "einwohner" && $1 == "stadtteil" { n[$4]++; sum[$4] += $6 }
         $5 == "einwohner" && $1 == "stadt" { city[$4] = $6 }
         END { for (y in sum) { years++; if (n[y] != 86 || sum[y] != city[y]) bad = 1 }
               exit bad || years != 8 || city[2012] != 1044555 }' "$work/values.csv" ||
    fail 'the parts do not make the city'

"$program" build tests/real/koeln.yaml -q -o "$work/k.pdf" || fail build
for edition in print web; do
    qpdf --check "$work/k-$edition.pdf" >"$work/qpdf" 2>&1 || { cat "$work/qpdf"; fail "qpdf $edition"; }
    pdftotext -layout "$work/k-$edition.pdf" "$work/$edition.txt"
    pdftotext -raw "$work/k-$edition.pdf" - | tr -s '[:space:]' '\n' >"$work/$edition.words"
done
cmp -s "$work/print.words" "$work/web.words" || fail 'the editions differ in their text'

# Each Stadtteil's page carries its own figures, read from the city's file, not from ours.
awk -F, -v pages="$work/print.txt" '
    function dotted(n) { n = int(n) ""; return length(n) > 3 ? substr(n, 1, length(n) - 3) "." substr(n, length(n) - 2) : n }
    FNR == 1 { next }
    $4 == 2012 && $5 > 100 {
        if ($2 == "005") { name[$5] = $6; people[$5] = dotted($9) }
        if ($2 == "030" && $7 == 50) foreign[$5] = dotted($9)
        if ($2 == "010" && $7 == 20) women[$5] = dotted($9)
        if ($2 == "020" && $7 <= 50) young[$5] += $9
    }
    END {
        RS = "\f"; n = 0
        while ((getline page < pages) > 0) all[++n] = page
        for (key in name) {
            areas++; found = 0
            for (i = 1; i <= n; i++)
                if (index(all[i], "Bevölkerung im Vergleich") && index(all[i], "\n" key " " name[key] "\n")) {
                    found++
                    page = all[i]
                }
            if (found != 1) { printf "%s %s: %d pages\n", key, name[key], found; bad = 1; continue }
            m = split(people[key] " " foreign[key] " " women[key] " " dotted(young[key]), wanted, " ")
            for (w = 1; w <= m; w++)
                if (!index(page, wanted[w])) { printf "%s %s: %s is not on its page\n", key, name[key], wanted[w]; bad = 1 }
        }
        exit bad || areas != 86
    }' $data/bevoelkerung.csv || fail 'a page does not carry its own figures'

# Same bytes, however many threads, in any locale and time zone.
"$program" build tests/real/koeln.yaml -q --jobs 1 -o "$work/one.pdf" || fail 'one thread'
TZ=Asia/Tokyo LC_ALL=C.UTF-8 "$program" build tests/real/koeln.yaml -q --jobs 8 -o "$work/eight.pdf" || fail 'eight threads'
for edition in print web; do
    cmp "$work/one-$edition.pdf" "$work/eight-$edition.pdf" || fail "threads change $edition"
done

# Only what each edition may hold: no RGB in print, no CMYK on the web.
qpdf --qdf --object-streams=disable "$work/one-print.pdf" "$work/p.qdf"
qpdf --qdf --object-streams=disable "$work/one-web.pdf" "$work/w.qdf"
grep -aqE '^[0-9. -]+ (rg|RG)$| (rg|RG)( |$)|/DeviceRGB' "$work/p.qdf" && fail 'RGB in print'
grep -aqE '(^| )[0-9.]+ [0-9.]+ [0-9.]+ [0-9.]+ (k|K)( |$)|/DeviceCMYK' "$work/w.qdf" && fail 'CMYK on the web'
exit $bad
