#!/bin/bash
# Areas and a table from a PostgreSQL server that this test starts in a folder of its own.
# Arguments: the program, the source folder.  Exit 77 where Debian's server is not installed.
. "$(dirname "$0")/expect.sh"
server=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -x "$server/initdb" ] || exit 77
# PostgreSQL does not run as root.
as=()
[ "$(id -u)" != 0 ] || as=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
[ "$(id -u)" != 0 ] || chown nobody "$work"
run() { "${as[@]}" env HOME="$work" "$@"; }
cd "$work" || exit 1
# Only a socket in this folder: nothing listens on the net.
run "$server/initdb" -D "$work/data" -U leser -A trust -E UTF8 --locale=C.UTF-8 >"$work/log" 2>&1 &&
    run "$server/pg_ctl" -D "$work/data" -l "$work/server.log" -w -o "-k '$work' -h ''" start >>"$work/log" 2>&1 ||
    { cat "$work/log" "$work/server.log"; exit 1; }
trap 'run "$server/pg_ctl" -D "$work/data" -m immediate stop >/dev/null; rm -rf "$work"' EXIT
sql() { run "$server/psql" -q -h "$work" -U leser -d postgres -v ON_ERROR_STOP=1 || bad=1; }
# a square as well-known binary: polygon, one ring of five points
sql <<'END'
CREATE FUNCTION pair(x float8, y float8) RETURNS bytea LANGUAGE sql AS $$SELECT float8send(x) || float8send(y)$$;
CREATE FUNCTION square(x float8) RETURNS bytea LANGUAGE sql AS $$SELECT '\x00000000030000000100000005'::bytea
    || pair(x, 5700000) || pair(x + 1000, 5700000) || pair(x + 1000, 5701000) || pair(x, 5701000) || pair(x, 5700000)$$;
CREATE TABLE ortsteile (ogc_fid serial PRIMARY KEY, nr text, name text, wkb_geometry bytea);
INSERT INTO ortsteile (nr, name, wkb_geometry) VALUES
    ('11', 'Altstadt', square(360000)), ('12', 'Südstadt', square(361000)), ('13', 'Hafen', square(362000));
CREATE SCHEMA amt;
CREATE TABLE amt.einwohner (nr text, jahr int, zahl int, quote float8);
INSERT INTO amt.einwohner VALUES ('11', 2023, 100, 1.5), ('12', 2023, 200, 2.25), ('13', 2023, 300, NULL),
    ('11', 2024, 110, 1.5), ('12', 2024, 220, 2.5), ('13', 2024, 330, 3);
END
cat >layout.yaml <<END
report: {title: T, language: de, period: 2024}
levels:
  ortsteil: {file: "PG:host=$work user=leser dbname=postgres password=geheim", layer: ortsteile, key: nr, name: name, crs: EPSG:25832, within: {level: stadt}}
  stadt: {name: Stadt, key: "0"}
tables:
  einwohner:
    file: "PG:host=$work user=leser dbname=postgres password=geheim"
    layer: amt.einwohner
    key: nr
    period: jahr
    columns: {zahl: einwohner, quote: {variable: quote, adds up: false}}
indicators:
  km2: {label: Fläche, formula: area, unit: km², digits: 1}
pages: [{page: {blocks: [{text: x}]}}]
END
expect 1 "layout.yaml:3:[0-9]+: error: 'PG:host=.* password=\*\*\*' is no file of the project" "$program" check layout.yaml
has "hint: if this layout may open it, run the program with --allow 'PG:'"
expect 0 '^ortsteil,12,Südstadt,2024,einwohner,220,' "$program" values layout.yaml --allow PG:
has '^ortsteil,13,Hafen,2023,einwohner,300,'
has '^ortsteil,12,Südstadt,2024,quote,2.5,'
has '^ortsteil,11,Altstadt,2024,km2,1(.0)?,'
has '^stadt,Stadt,Stadt,2024,einwohner,660,|^stadt,0,Stadt,2024,einwohner,660,'
sed 's/amt.einwohner/amt.einwonner/' layout.yaml >table.yaml
expect 1 "table.yaml:8:[0-9]+: error: .* has no layer 'amt.einwonner'" "$program" check table.yaml --allow PG:
hasnt 'geheim. has'
sed 's/dbname=postgres/dbname=keine/' layout.yaml >none.yaml
expect 3 "none.yaml:3:[0-9]+: error: 'PG:host=.* password=\*\*\*' cannot be opened: .*keine" "$program" check none.yaml --allow PG:
exit $bad
