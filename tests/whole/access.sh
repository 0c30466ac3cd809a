#!/bin/sh
# What a screen reader gets is what is printed: every word of the page bodies stands in the
# structure tree, artifacts hold running heads alone, tables of the tree are the layout's, and the
# class of every area on a map can be told from the alternative text alone.
# Arguments: the program, the source folder.
set -u
program=$1
cd "$2" || exit 1
export SOZIALBERICHT_ALLOW=../shared/data # real data lies beside the project
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
fail() {
    echo "FAILED: $*"
    bad=1
}

# Characters of a text, each with its number; where words part is no matter.
characters() {
    LC_ALL=C sed 's/[[:space:]]//g; s/\xc2[\xa0\xad]//g; s/\xe2\x80[\x80-\x8f\xaf]//g' |
        grep -o . | sort | uniq -c
}

# words LAYOUT: what can be read off the web edition is in its tree, or a running head.
words() {
    "$program" build "$1" -q --edition web -o "$work/w.pdf" 2>/dev/null || fail "build $1"
    pdftotext -raw "$work/w.pdf" - | characters >"$work/printed"
    pages=$(pdfinfo "$work/w.pdf" | awk '/^Pages/ { print $2 }')
    page=1
    : >"$work/heads"
    while [ $page -le "$pages" ]; do
        # The text of artifacts, and what kind they are.
        "$program" trace "$1" --page $page -q 2>/dev/null | awk '
            /^(mark|artifact|form)/ { kind = $1 == "artifact" ? $2 : "" }
            /^  *glyphs / && kind { match($0, /".*" at /); print kind, substr($0, RSTART, RLENGTH - 4) }
        ' >>"$work/heads"
        page=$((page + 1))
    done
    grep -qvE '^(header|footer) ' "$work/heads" && fail "$1: words in artifacts"
    {
        pdfinfo -struct-text "$work/w.pdf" 2>/dev/null | sed -n 's/^ *"\(.*\)"$/\1/p'
        sed 's/^[a-z]* "\(.*\)"$/\1/' "$work/heads"
    } | characters >"$work/said"
    cmp -s "$work/printed" "$work/said" || {
        diff "$work/printed" "$work/said" | head
        fail "$1: what is printed and what is said differ"
    }
}

# classes LAYOUT INDICATOR LEVEL PERIOD: each area's class from the first alternative text of a map
# that names the classes, against its value and the limits of `values --classes`.
classes() {
    "$program" tags "$1" -q 2>/dev/null | grep 'Figure alt "Karte: .* bis unter ' | head -n 1 >"$work/alt"
    "$program" values "$1" --classes -q >"$work/classes" 2>/dev/null
    "$program" values "$1" -q >"$work/values" 2>/dev/null
    awk -F, -v indicator="$2" -v level="$3" -v period="$4" -v alt="$work/alt" -v limits="$work/classes" '
        function number(text) { gsub(/\./, "", text); sub(/,/, ".", text); return text + 0 }
        BEGIN {
            getline text < alt
            sub(/^[^.]*\. /, "", text)          # what the map shows
            sub(/\. [^.]*\." .*$/, "", text)    # what is said of the page
            n = split(text, part, "; ")
            for (i = 1; i <= n; i++) {
                at = index(part[i], "): ")
                head = substr(part[i], 1, at); m = split(substr(part[i], at + 3), name, ", ")
                if (head !~ "\\(" m "\\)$") { print "count: " head; bad = 1 }
                for (k = 1; k <= m; k++) told[name[k]] = head ~ /^[0-9]/ ? number(head) "" : "none"
            }
            while ((getline line < limits) > 0) {
                split(line, f, ",")
                if (f[2] == indicator) { from[++c] = f[6]; below[c] = f[7] }
            }
        }
        $1 == level && $4 == period && $5 == indicator {
            class = "none"
            for (i = 1; i <= c && $6 != ""; i++) if ($6 >= from[i] - 1e-9 && $6 < below[i]) class = from[i] ""
            areas++
            if (told[$3] != class) { print $3 ": told " told[$3] ", is " class; bad = 1 }
        }
        END { if (!areas) print "no areas"; exit bad || !areas }' "$work/values" || fail "classes of $1"
}

words tests/whole/whole.yaml
classes tests/whole/whole.yaml anteil ortsteil 2024

# One table a page, 3 rows of 4 cells, and their heads.
"$program" tags tests/whole/whole.yaml -q >"$work/tags"
test "$(grep -c '^ *Table' "$work/tags")" = 6 || fail 'six tables'
test "$(grep -c '^ *TD headers' "$work/tags")" = 72 || fail '72 cells'
test "$(grep -c '^ *TH #[0-9]* scope Row' "$work/tags")" = 18 || fail '18 heads of rows'

if test -e ../shared/data/koeln/Stadtteil.shp; then
    classes tests/real/koeln.yaml auslaenderanteil stadtteil 2012
    "$program" tags tests/real/koeln.yaml -q >"$work/tags" 2>/dev/null
    test "$(grep -c '^ *Table' "$work/tags")" = 86 || fail '86 tables'
    rows=$(grep -c '^ *- {row: ' tests/real/koeln.yaml)
    test "$(grep -c '^ *TR' "$work/tags")" = $((86 * (rows + 2))) || fail "$rows rows and two of heads in each"
fi

# Preflight finds nothing in clean samples, before and after writing.
for layout in tests/whole/whole.yaml layouts/bochum/kruppwerke.yaml tests/real/koeln.yaml \
    tests/real/flensburg.yaml tests/bench/nc.yaml layouts/musterstadt.yaml; do
    case $layout in
    tests/real/* | tests/bench/*) test -d ../shared/data/koeln || continue ;;
    esac
    "$program" preflight "$layout" -q >"$work/rules" 2>/dev/null || fail "preflight $layout"
    awk -F, 'NR > 1 && $NF != 0 { print; bad = 1 } END { exit bad || NR < 20 }' "$work/rules" ||
        fail "false alarm in $layout"
done
exit $bad
