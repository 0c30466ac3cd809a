#!/bin/sh
# `new` on folders of real data: its layouts build as they are.  Arguments: the program, the
# source folder.  Exit 77 where the data is absent.
set -u
program=$1
cd "$2" || exit 1
test -e ../shared/data/koeln/Stadtteil.shp || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
for folder in koeln flensburg benchmarks/nc_sids; do
    layout=$work/$(basename $folder).yaml
    "$program" new ../shared/data/$folder -o "$layout" -q >"$work/said" 2>&1 &&
        timeout 300 "$program" build "$layout" --allow ../shared/data/$folder -q --edition print -o "$work/a.pdf" >>"$work/said" 2>&1 &&
        qpdf --check "$work/a.pdf" >>"$work/said" 2>&1 || {
        echo "FAILED: $folder"
        cat "$work/said"
        bad=1
    }
done
# Keys of which the tables have only the number, series of years, and files without a head.
for words in 'key as: "STGT{key:2}"' 'variable: anzahl, label: "Anzahl", period: "2021"' 'head: none' 'PARENT_ARE' 'adds up: false'; do
    grep -qF "$words" "$work/flensburg.yaml" || { echo "FAILED: no $words"; bad=1; }
done
exit $bad
