#!/usr/bin/env bash
# Every report of the repository before judges that are not ours: qpdf (syntax), Ghostscript
# (plates), poppler (reading order), veraPDF (PDF/UA-1, PDF/A-2a).  Called by ./dev conformance.
# Where Maven Central is out of reach veraPDF's part is left out, and the last line says so.
set -euo pipefail
cd "$(dirname "$0")/../.."
sozialbericht=build/release/sozialbericht
export SOZIALBERICHT_ALLOW=../shared/data # real data lies beside the project
work=build/conformance
shared=../shared/data
most_for_order=12 # poppler reads a page anew for each element: its time is quadratic
failed=0

fail() {
    echo "FAIL  $*"
    failed=1
}

# What report() of ./dev builds, and what the tests build of real data.
samples() {
    grep -rl --include='*.yaml' '^report:' layouts tests/whole tests/conformance | sort
    [ ! -e $shared/koeln/Stadtteil.shp ] || echo tests/real/koeln.yaml
    [ ! -e $shared/flensburg ] || echo tests/real/flensburg.yaml
    [ ! -e $shared/benchmarks/nc_sids/nc.shp ] || echo tests/bench/nc.yaml
}

# Without blanks and soft hyphens, which lines end with.
words() {
    sed 's/\xC2\xAD//g' | tr -d ' \n\302\240'
}

# What is read aloud, but for the writing in figures: they have alternative texts.
check_order() { # LAYOUT WEB
    [ "$(pdfinfo "$2" | awk '$1 == "Pages:" { print $2 }')" -le $most_for_order ] || return 0
    "$sozialbericht" tags "$1" -q 2>/dev/null |
        sed -E '1d; /^ *Figure/d; s/ actual "([^"\\]|\\.)*"//; s/\\"/"/g' |
        sed -nE 's/^ *[A-Za-z0-9]+( lang "[^"]*")?( [^"]*)?"(.*)"$/\3/p' |
        words >"$work/tags.txt"
    pdfinfo -struct-text "$2" 2>/dev/null |
        awk '/^ *[A-Z]/ { in_figure = /^ *Figure/ } /^ *"/ && !in_figure' |
        sed -nE 's/^ *"(.*)"$/\1/p' | words >"$work/read.txt"
    [ -s "$work/tags.txt" ] && cmp -s "$work/tags.txt" "$work/read.txt" ||
        fail "$2: is not read in reading order"
}

check_boxes() { # PRINT: media, bleed and trim, each within the one before
    pdfinfo -box -l 100000 "$1" | awk '
        / (Media|Bleed|Trim)Box:/ { sub(/^Page +[0-9]+ /, ""); box[$1] = $2 " " $3 " " $4 " " $5
            if ($1 != "TrimBox:") next
            split(box["MediaBox:"], m, " "); split(box["BleedBox:"], b, " "); split(box[$1], t, " ")
            for (i = 1; i <= 4; i++) {
                s = i < 3 ? 1 : -1
                if (s * (b[i] - m[i]) < 0 || s * (t[i] - b[i]) < 0) bad = 1
            }
            n++ }
        END { exit bad || !n }' || fail "$1: boxes do not lie within each other"
}

check() { # LAYOUT NAME
    local edition
    "$sozialbericht" build "$1" -q -o "$work/$2.pdf" 2>"$work/$2.log" ||
        { fail "$1 cannot be built"; cat "$work/$2.log"; return; }
    for edition in print web; do
        qpdf --check "$work/$2-$edition.pdf" >"$work/qpdf.txt" 2>&1 ||
            { fail "$2-$edition.pdf: qpdf"; cat "$work/qpdf.txt"; }
    done
    check_boxes "$work/$2-print.pdf"
    gs -q -dSAFER -dBATCH -dNOPAUSE -dFILTERVECTOR -dFILTERIMAGE -sDEVICE=pamcmyk32 -r100 \
        -o - "$work/$2-print.pdf" | "$work/plates" || fail "$2-print.pdf: black text in four inks"
    check_order "$1" "$work/$2-web.pdf"
}

mkdir -p "$work"
rm -f "$work"/*.pdf
gcc -O2 -Wall -Wextra tests/conformance/plates.c -o "$work/plates"
while read -r layout; do
    echo "$layout"
    check "$layout" "$(basename "$layout" .yaml)"
done < <(samples)

if ! mvn -B -q -f tests/conformance/pom.xml dependency:copy-dependencies \
    -DoutputDirectory="$PWD/$work/lib" >"$work/maven.log" 2>&1; then
    [ $failed = 0 ] && echo 'not validated: veraPDF cannot be fetched'
    exit $failed
fi
java -cp "$work/lib/*" tests/conformance/Conformance.java "$work"/*-web.pdf || failed=1
exit $failed
