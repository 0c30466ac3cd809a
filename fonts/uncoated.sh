#!/bin/sh
# The colour profile of offset on uncoated paper, made of FOGRA's measurements by Argyll's
# colprof: uncoated.sh FOGRA29L.ti3 OUT.icc
# Its date is that of the measurements, so that the same bytes come out on any day.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$1" "$work/profile.ti3"
colprof -ql -bl -l300 -D 'Offset on uncoated paper (FOGRA29)' "$work/profile" >"$work/log" 2>&1 || {
    cat "$work/log"
    exit 1
}
# ICC.1, 7.2.8: year, month, day, hour, minute and second, two bytes each.
printf '\007\323\000\011\000\001\000\000\000\000\000\000' |
    dd of="$work/profile.icc" bs=1 seek=24 conv=notrunc 2>/dev/null
mv "$work/profile.icc" "$2"
