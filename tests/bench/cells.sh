#!/bin/sh
# Writes a city of 3,000 areas with a table of 20 columns into a folder: cells.yaml, cells.csv.
set -eu
awk 'BEGIN {
    print "gebiet;jahr;alle;jung"
    for (i = 10001; i <= 13000; i++)
        for (y = 2015; y <= 2024; y++)
            printf "%d;%d;%d;%d\n", i, y, 500 + i * 7 % 4000 + y % 7, 60 + i * 3 % 400
}' >"$1/cells.csv"
awk 'BEGIN {
    print "report: {title: Zellen, language: de, period: \"2024\"}"
    print "format: {size: A3 landscape}"
    print "disclosure: {minimum: 0}"
    print "levels:\n  gebiet:\n    within: {level: teil, first: 3}\n    areas:"
    for (i = 10001; i <= 13000; i++) printf "      \"%d\": Gebiet %d\n", i, i
    print "  teil:\n    within: stadt\n    areas:"
    for (i = 100; i <= 130; i++) printf "      \"%d\": Teil %d\n", i, i
    print "  stadt: {name: Stadt}"
    print "tables:\n  t: {file: cells.csv, key: gebiet, period: jahr, columns: {alle: alle, jung: jung}}"
    print "pages:\n  - page:\n      blocks:\n        - table:\n            for each: gebiet\n            totals: [teil, stadt]\n            columns:"
    printf "              - {column: alle, periods: [2015, 2016, 2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024]}\n"
    for (i = 0; i < 5; i++) print "              - {column: jung, of: alle, label: Anteil, under: Junge}"
    print "              - {column: jung, as: bar}\n              - {column: jung, as: heat}"
    print "              - {column: alle, show: change, since: 2015, label: Zuwachs}"
    print "              - {column: alle, show: change, since: 2015, as: arrow, label: Richtung}"
    print "              - {column: jung, show: rank, label: Rang}"
}' >"$1/cells.yaml"
