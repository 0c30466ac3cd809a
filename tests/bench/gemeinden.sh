#!/usr/bin/env bash
# A layout of 11,000 areas, 50 indicators and 10 years for ./dev bench.  Arguments: the program, the
# folder to write to.  The keys are those of Germany's municipalities, the numbers are made up.
set -euo pipefail
program=$1
work=$2
"$program" values tests/real/gemeinden.yaml -q |
    awk -F, '$1 == "gemeinde" { print $2 }' | sort -u |
    awk 'BEGIN { OFS = ";"; print "key", "jahr", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10" }
        { x = ($1 * 7919 + NR) % 99991
          for (jahr = 2015; jahr < 2025; jahr++) {
              line = $1 OFS jahr
              for (v = 1; v <= 10; v++) {
                  x = (x * 48271 + v) % 2147483647
                  line = line OFS 1000 * v + x % 5000
              }
              print line
          } }' >"$work/gemeinden.csv"
{
    sed -n '/^levels:/,/^indicators:/p' tests/real/gemeinden.yaml | sed '$d' |
        sed "s|file: ../../../|file: $PWD/../|"
    cat <<'LAYOUT'
report: {title: Gemeinden, period: 2024}
tables:
  zahlen:
    file: gemeinden.csv
    key: key
    levels: {gemeinde: "{key}"}
    period: jahr
    columns: {v1: v1, v2: v2, v3: v3, v4: v4, v5: v5, v6: v6, v7: v7, v8: v8, v9: v9, v10: v10}
indicators:
LAYOUT
    for v in 1 2 3 4 5 6 7 8 9 10; do
        echo "  anteil$v: \"100 * v$v / (v1 + v2 + v3 + v4 + v5 + v6 + v7 + v8 + v9 + v10)\""
        echo "  wachstum$v: \"change(v$v, 5 years ago)\""
        echo "  rang$v: \"rank(anteil$v)\""
        echo "  abweichung$v: \"deviation(anteil$v, land)\""
        echo "  mittel$v: \"mean(v$v, 3)\""
    done
    echo 'disclosure: {minimum: 3}'
    echo 'pages: [{page: {blocks: [{text: Ende}]}}]'
} >"$work/gemeinden.yaml"
