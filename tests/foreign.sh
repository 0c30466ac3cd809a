#!/bin/bash
# Preflight over PDFs of other programs, and over damaged ones: what a print shop or a screen reader
# would miss is told, and nothing crashes.  Arguments: the program, the source folder.
. "$(dirname "$0")/expect.sh"
layout=layouts/bochum/kruppwerke.yaml
"$program" build $layout -q -o "$work/own.pdf" || bad=1
expect 0 '' "$program" preflight "$work/own-print.pdf"
expect 0 '' "$program" preflight "$work/own-web.pdf"

# Ghostscript's own, for the press: no tags lost that were not there, but the claims are gone.
gs -q -dSAFER -dBATCH -dNOPAUSE -sDEVICE=pdfwrite -o "$work/gs.pdf" "$work/own-print.pdf" 2>/dev/null
expect 4 'conformance,"ISO 15930-7, 6.10, 6.11; ISO 14289-1, 5",error,[1-9]' "$program" preflight "$work/gs.pdf" --edition print
has 'output intent,.*,error,[1-9]'
# Cairo's: screen colours, and not tagged.
pdftocairo -pdf "$work/own-web.pdf" "$work/cairo.pdf"
expect 4 'structure,"ISO 14289-1, 7.1",error,[1-9]' "$program" preflight "$work/cairo.pdf" --edition web
has 'unmarked content,.*,error,[1-9]'
expect 4 'colours,.*,error,[1-9]' "$program" preflight "$work/cairo.pdf" --edition print
# Another program's way of writing the same file is as good.
qpdf --object-streams=disable --compress-streams=n "$work/own-print.pdf" "$work/plain.pdf"
expect 0 '' "$program" preflight "$work/plain.pdf"
qpdf --linearize "$work/own-web.pdf" "$work/linear.pdf"
expect 0 '' "$program" preflight "$work/linear.pdf"

# Cut off, and with bytes overwritten all through the file: found, or harmless; never a crash.
size=$(stat -c %s "$work/plain.pdf")
for i in $(seq 1 40); do
    if [ $((i % 4)) = 0 ]; then
        head -c $((size * i / 41)) "$work/plain.pdf" >"$work/bad.pdf"
    else
        cp "$work/plain.pdf" "$work/bad.pdf"
        for k in 1 2 3 4 5 6 7 8; do
            printf '<<9 0 R/[' | dd of="$work/bad.pdf" bs=1 conv=notrunc status=none \
                seek=$((size * i / 41 + k * k * 997 % 20000)) count=$((k + 1))
        done
    fi
    timeout 60 "$program" preflight "$work/bad.pdf" --edition print >"$work/said" 2>&1
    got=$?
    case $got in
    0 | 3 | 4) ! grep -q Sanitizer "$work/said" || { echo "FAILED: damage $i"; bad=1; } ;;
    *) echo "FAILED: damage $i ends with $got"; tail -5 "$work/said"; bad=1 ;;
    esac
done
exit $bad
