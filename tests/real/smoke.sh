#!/bin/sh
# Other real data through the whole program, and what the bench case holds, so that it cannot grow
# thin.  Arguments: the program, the source folder.  Exit 77 where the data is absent.
set -u
program=$1
cd "$2" || exit 1
test -e ../shared/data/benchmarks/nc_sids/nc.shp || exit 77
export SOZIALBERICHT_ALLOW=../shared/data # real data lies beside the project
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fail() {
    echo "FAILED: $*"
    bad=1
}

"$program" build tests/real/flensburg.yaml -q -o "$work/f.pdf" || fail flensburg
"$program" build tests/bench/nc.yaml -q -o "$work/nc.pdf" || fail nc
for file in "$work"/*.pdf; do
    qpdf --check "$file" >"$work/qpdf" 2>&1 || { cat "$work/qpdf"; fail "qpdf $file"; }
done

test "$(pdfinfo "$work/nc-print.pdf" | awk '/^Pages/ { print $2 }')" = 101 || fail '101 pages'
# Both maps class all 100 counties.
"$program" values tests/bench/nc.yaml --classes -q >"$work/classes" || fail classes
awk -F, 'NR > 1 { n[$2] += $8 } END { exit n["rate_74"] != 200 || n["share_74"] != 100 }' \
    "$work/classes" || fail 'a map lacks counties'
"$program" tags tests/bench/nc.yaml --only 37001 -q >"$work/tags" || fail tags
test "$(grep -c '^ *TD headers' "$work/tags")" = 24 || fail '24 table cells'
test "$(grep -c '^ *Figure' "$work/tags")" -ge 3 || fail 'three figures'
words=$(pdftotext -f 50 -l 50 "$work/nc-print.pdf" - | wc -w)
test "$words" -ge 200 || fail "only $words words on a page"
exit $bad
