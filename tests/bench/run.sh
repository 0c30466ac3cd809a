#!/usr/bin/env bash
# A table for a person: how long, how much memory.  Called by ./dev bench.
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=../shared
work=build/bench
mkdir -p "$work"
gcc -O2 tests/bench/measure.c -o "$work/measure"
sozialbericht=build/release/sozialbericht
export SOZIALBERICHT_ALLOW=../shared/data # real data lies beside the project

row() { "$work/measure" 9 "$@" || true; }

printf '%-44s %10s %10s %10s\n' '' median least memory
if [ -e $shared/data/benchmarks/nc_sids/nc.shp ]; then
    row 'nc, 101 pages, print edition' $sozialbericht build tests/bench/nc.yaml --edition print -q -o "$work/nc.pdf"
    row 'nc, 101 pages, web edition' $sozialbericht build tests/bench/nc.yaml --edition web -q -o "$work/nc-web.pdf"
    row 'nc, print edition, one thread' $sozialbericht build tests/bench/nc.yaml --edition print --jobs 1 -q -o "$work/nc1.pdf"
    if [ -d $shared/bench ]; then
        for floor in cairo direct; do
            libraries='pangocairo gdal'
            [ $floor = cairo ] || libraries='harfbuzz harfbuzz-subset fontconfig gdal zlib'
            # shellcheck disable=SC2046,SC2086
            gcc -O2 -w "$shared/bench/floor_$floor.c" -o "$work/floor_$floor" \
                $(pkg-config --cflags --libs $libraries) -lm
            row "floor: $floor" "$work/floor_$floor" $shared/data/benchmarks/nc_sids/nc.shp "$work/floor.pdf" 1 1
        done
    fi
else
    echo 'nc: skipped, no data in ../shared'
fi
cmake --build --preset release --target bench_pages bench_charts >/dev/null
row 'pages: 2,000 of 300 tagged runs (700 MB)' build/release/bench_pages \
    "$PWD/build/release/share/sozialbericht" "$work/pages.pdf" 2000 300
row 'pages: 400, bare' build/release/bench_pages \
    "$PWD/build/release/share/sozialbericht" "$work/bare.pdf" 400 300 bare | tee "$work/bare.txt"
row 'the same with tags, colours and preflight' build/release/bench_pages \
    "$PWD/build/release/share/sozialbericht" "$work/whole.pdf" 400 300 whole | tee "$work/whole.txt"
awk '{ at[NR] = $(NF - 5) } END { if (at[1] > 0)
    printf "%-44s %8.0f %%  (at most 30)\n", "what these cost", 100 * (at[2] / at[1] - 1) }' \
    "$work/bare.txt" "$work/whole.txt"
cmake --build --preset release --target bench_cells >/dev/null
tests/bench/cells.sh "$work"
build/release/bench_cells "$PWD/build/release/share/sozialbericht" "$work/cells.yaml"
row 'table: 3,000 rows of 20 columns, web edition' $sozialbericht build "$work/cells.yaml" --edition web -q -o "$work/cells.pdf"
if [ -e $shared/data/koeln/Stadtteil.shp ]; then
    row 'Köln, 86 pages of three maps, print edition' $sozialbericht build tests/bench/maps.yaml --edition print -q -o "$work/maps.pdf"
    row 'Köln, 86 profiles, both editions' $sozialbericht build tests/real/koeln.yaml -q -o "$work/koeln.pdf"
fi
if [ -e $shared/data/deutschland_vg5000/VG5000_GEM.shp ]; then
    tests/bench/gemeinden.sh $sozialbericht "$work" 2>/dev/null
    row '11,000 municipalities, 50 indicators, 10 years' $sozialbericht check "$work/gemeinden.yaml" -q
fi
cmake --build --preset release --target bench_methods >/dev/null
row 'Ward and k-means, 1,000 areas' build/release/bench_methods ward 1000
row 'Fisher, 7 classes of 11,000 areas' build/release/bench_methods fisher 11000
row 'Musterstadt, checked and audited' $sozialbericht check layouts/musterstadt.yaml -q
printf '\n%s\n' 'One chart of the gallery, its strings known, user time:'
build/release/bench_charts "$PWD/build/release/share/sozialbericht" layouts/gallery.yaml ortsteil 20
