#!/bin/sh
# No code knows a city: examples in help texts may name files under layouts/, nothing else.
cd "$(dirname "$0")/../.." || exit 1
! grep -rniE 'köln|koeln|cologne|bochum|flensburg|dortmund|musterstadt|kruppwerke' src include |
    grep -vE '(layouts|out)/[a-z/-]*\.(yaml|pdf)'
