#!/bin/sh
# No paper shows between areas of one class: all municipalities of a country without the lines
# that cover their borders, as three renderers draw them.  Arguments: the program, the source
# folder, what counts.  Exit 77 where the data is absent, or whoever takes the lines out.
set -u
program=$1
seams=$3
cd "$2" || exit 1
test -e ../shared/data/deutschland_vg5000/VG5000_GEM.shp || exit 77
command -v qpdf >/dev/null && command -v fix-qdf >/dev/null || exit 77
export SOZIALBERICHT_ALLOW=../shared/data # real data lies beside the project
work=$(mktemp -d)
layout=tests/real/.seams.yaml
trap 'rm -rf "$work" "$layout"' EXIT
bad=0
sed 's/classes: {method: quantile/legend: false, scale: false, &/' tests/real/gemeinden.yaml >$layout
"$program" build $layout -q --edition web -o "$work/map.pdf" 2>/dev/null || { echo FAILED: build; exit 1; }
qpdf --qdf --object-streams=disable "$work/map.pdf" "$work/lines.pdf"
sed 's/^S$/n/' "$work/lines.pdf" | fix-qdf >"$work/fills.pdf" 2>/dev/null
cmp -s "$work/lines.pdf" "$work/fills.pdf" && { echo 'FAILED: no lines were taken out'; bad=1; }

# draw RENDERER FILE: in grey, as a PGM.
draw() {
    case $1 in
    pdftoppm) pdftoppm -gray -r 110 -singlefile "$2" "$work/page" && mv "$work/page.pgm" "$work/picture" ;;
    mutool) mutool draw -q -r 110 -c gray -F pgm -o "$work/picture" "$2" 2>/dev/null ;;
    gs) gs -q -dNOPAUSE -dBATCH -sDEVICE=pgmraw -r110 -dGraphicsAlphaBits=4 -sOutputFile="$work/picture" "$2" ;;
    esac
}
for renderer in pdftoppm mutool gs; do
    command -v $renderer >/dev/null || continue
    for kind in fills lines; do
        draw $renderer "$work/$kind.pdf" || { echo "FAILED: $renderer"; bad=1; }
        "$seams" <"$work/picture" >"$work/$kind" || { echo "FAILED: picture of $renderer"; bad=1; }
    done
    echo "$renderer: $(cat "$work/fills") (coloured, paper between), with the lines $(cat "$work/lines")"
    # less than one in 2000; that the count sees lines is shown by the white ones
    paste "$work/fills" "$work/lines" | awk '{ exit $1 < 900000 || 2000 * $2 > $1 || $4 < 10 * $2 }' ||
        { echo "FAILED: seams in $renderer"; bad=1; }
done
exit $bad
