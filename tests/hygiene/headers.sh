#!/bin/sh
# Each header compiles alone.  Arguments: the compiler.
cd "$(dirname "$0")/../.." || exit 1
bad=0
for header in src/*/*.h include/sozialbericht/*.h; do
    "${1:-cc}" -std=gnu17 -fsyntax-only -Wall -Werror -Isrc -Iinclude -x c "$header" || bad=1
done
exit $bad
