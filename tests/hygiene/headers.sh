#!/bin/sh
# Each header compiles alone.  Arguments: the compiler.
cd "$(dirname "$0")/../.." || exit 1
bad=0
# Private headers may name the library that their module owns.
libraries=$(pkg-config --cflags pangoft2 cairo harfbuzz gdal)
for header in src/*/*.h include/sozialbericht/*.h; do
    # shellcheck disable=SC2086
    "${1:-cc}" -std=gnu17 -fsyntax-only -Wall -Werror -Isrc -Iinclude $libraries \
        -x c "$header" || bad=1
done
exit $bad
