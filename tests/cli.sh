#!/bin/sh
# The program as a user meets it: exit codes, whole files or none, and what is said when a file
# is bad.  Arguments: the program, the source folder.
. "$(dirname "$0")/expect.sh"
icc=$(dirname "$program")/share/sozialbericht/icc
export SOZIALBERICHT_ALLOW="$icc"
layout=layouts/bochum/kruppwerke.yaml

# broken NAME SED-SCRIPT: the layout with one thing wrong, its files beside it.
broken() {
    cp layouts/bochum/*.csv "$work"
    sed "$2" $layout >"$work/$1.yaml"
}

expect 0 'usage' "$program" --help
expect 0 'sozialbericht [0-9]' "$program" --version
expect 2 "no command 'biuld'" "$program" biuld
expect 2 'needed' "$program" check
expect 2 'needs --page' "$program" preview $layout
for command in build check values preview trace tags preflight schema; do
    expect 0 'sozialbericht' "$program" $command --help
done

# German, with its umlauts even in the locale C.
for command in build check values preview trace tags preflight schema; do
    expect 0 'Aufruf: sozialbericht' "$program" $command --help --lang de
done
expect 0 '^      --only SCHLÜSSEL,\.\.\.       nur' "$program" build --help --lang de
expect 2 'es gibt keinen Befehl „biuld“' "$program" biuld --lang de
expect 2 '--page kann nicht „0“ sein' "$program" preview $layout --page 0 --lang de
expect 1 'hat keinen Schlüssel „formel“' "$program" check tests/errors/unknown-key.yaml --lang de
expect 1 'ist „formula“ gemeint\?' "$program" check tests/errors/unknown-key.yaml --lang de
expect 1 'der Bericht hat 1 Seite$' "$program" preview $layout --page 9 -o "$work/page.png" --lang de
expect 3 'neben der Datei gesucht' "$program" check tests/errors/include-missing.yaml --lang=de
expect 1 'formel' env LANGUAGE=de LC_ALL=C.UTF-8 "$program" check tests/errors/unknown-key.yaml --lang en
grep -q "has no key 'formel'" "$work/said" || { echo 'no English'; bad=1; }
for bad_layout in tests/errors/*.yaml; do
    "$program" check "$bad_layout" --lang de >"$work/said" 2>&1
    grep -E ' (error|warning): |^  hint: ' "$work/said" && { echo "no German: $bad_layout"; bad=1; }
done

expect 0 '' "$program" check $layout
expect 0 'weiblich' "$program" values $layout
expect 0 '"indicator": "alt_jung"' "$program" values $layout --format json
expect 0 '"\$schema"' "$program" schema
expect 0 'glyphs Lato' "$program" trace $layout --page 1
expect 0 'Table' "$program" tags $layout
expect 0 '' "$program" preview $layout --page 1 -o "$work/page.png"
expect 0 '' "$program" preview $layout --page 1 -o "$work/page.svg"
expect 0 '' "$program" preview $layout --page 1 --grey -o "$work/grey.svg"
! sed -nE 's/.*rgb\(([0-9.]+)%, *([0-9.]+)%, *([0-9.]+)%\).*/\1 \2 \3/p' "$work/grey.svg" |
    awk '$1 != $2 || $2 != $3 { bad = 1 } END { exit !bad }' || { echo 'a grey proof has colours'; bad=1; }
expect 1 'no page 9' "$program" preview $layout --page 9 -o "$work/page.png"

# The catalogue: its parameters are the layout's, and what the tables do not bring is left out.
catalogue=tests/data/catalogue/catalogue.yaml
expect 0 'stadt,Stadt,Stadt,2024,jugendquotient,41,' "$program" values $catalogue
expect 0 'je 100 Personen von 20 bis unter 65 Jahren; Register, dl-de' "$program" tags $catalogue
expect 0 'formula: 100 \* unter_jung / jung_bis_alt' "$program" explain $catalogue --area 1 --indicator jugendquotient
# 300 under 15, 110, 1000, 170, and 50 of 80 and more, who count as 87.5
expect 0 'stadt,Stadt,Stadt,2024,durchschnittsalter,38.88036809815951,Jahre' "$program" values $catalogue
expect 0 'stadt,Stadt,Stadt,2024,medianalter,38.225,Jahre' "$program" values $catalogue
expect 0 '„ab80“ ist mit 87,5 gerechnet' "$program" explain $catalogue --area Stadt --indicator durchschnittsalter
expect 2 'needs --area' "$program" explain $catalogue
expect 1 "no indicator is called 'billeter'" "$program" explain $catalogue --area 1 --indicator billeter

# An allocation with its derivation, and one that counts what there is.
allocation=tests/data/allocation/allocation.yaml
for line in '11,A,2024,mittel,156.41,' '12,B,2024,mittel,558.97,' '21,C,2024,mittel,284.62,' \
    'bezirk,1,Nord,2024,mittel,715.38,' 'stadt,Stadt,Stadt,2024,mittel,1000,' \
    '12,B,2024,bedarf,400,' '12,B,2024,anteil,61.53846153846154,' '12,B,2024,sockel,66.66666666666667,' \
    '12,B,2024,zusatz,492.3076923076923,' '12,B,2024,ungerundet,558.974358974359,' \
    'Stadt,2024,anteil,100,' '11,A,2024,stellen_neu,0,' '12,B,2024,stellen_neu,5,' '21,C,2024,stellen_neu,2,'; do
    expect 0 "$line" "$program" values $allocation
done
expect 0 "a part of 1000: 20 % by 'kinder' alone, the rest by 'kinder' times 'sozialindex'" "$program" explain $allocation --area 1 --indicator mittel
has "added up from the areas of level 'ortsteil'"
expect 0 'before it is rounded by largest remainder: 558.974359' "$program" explain $allocation --area 12 --indicator mittel
cp tests/data/allocation/* "$work"
sed -i 's/^12;200;/12;2;/' "$work/zahlen.csv"
sed -i 's/^disclosure: 0/disclosure: {minimum: 3, secondary: false}/' "$work/allocation.yaml"
expect 4 "warning: 'mittel' gives nothing to 1 area of level 'ortsteil', which is '12' \(B\)" "$program" check "$work/allocation.yaml"
has 'its heads, index or supply are withheld: its part goes to the others'
cp tests/data/allocation/* "$work"
sed -i 's/^12;200;2,0/12;200;-2,0/' "$work/zahlen.csv"
expect 1 "'mittel' cannot be shared out: 'sozialindex' of '12' \(B\) is -2" "$program" check "$work/allocation.yaml"
sed -i 's/step(mittel, need)/step(mittel, ned)/' "$work/allocation.yaml"
expect 1 "an allocation has no step 'ned'" "$program" check "$work/allocation.yaml"
sed -i 's/step(mittel, ned)/step(kinder, need)/' "$work/allocation.yaml"
expect 1 "steps are those of an indicator with 'allocation:'" "$program" check "$work/allocation.yaml"

# What is printed must not tell a small count: here the sum does.
cp tests/whole/* "$work"
expect 0 'Hafen,2024,kinder,primary,1,301,safe' "$program" audit "$work/whole.yaml"
sed -i 's/disclosure: {minimum: 3}/disclosure: {minimum: 3, secondary: false}/' "$work/whole.yaml"
expect 4 'Hafen,2024,kinder,primary,,,narrow' "$program" audit "$work/whole.yaml"
expect 4 "'kinder' of '13'" "$program" build "$work/whole.yaml" -o "$work/leaks.pdf"
expect 4 'Hafen,2024,kinder,primary,2,2,narrow,2' "$program" audit "$work/whole.yaml" --internal
for asked in values 'values --classes' 'trace --page 3' tags 'explain --area 13 --indicator kinder' \
    "preview --page 3 -o $work/leaks.png" preflight check; do
    # shellcheck disable=SC2086
    expect 4 "'kinder' of '13'" "$program" ${asked%% *} "$work/whole.yaml" $(echo "$asked " | cut -d' ' -f2-)
    hasnt '^(level|ortsteil|page|mark|figure|Document|source)'
done
test ! -e "$work/leaks.png" || { echo 'a preview of what the audit withholds'; bad=1; }
expect 0 'Hafen,2024,kinder,,,withheld,,1,2$' "$program" values "$work/whole.yaml" --internal
expect 0 'Vertraulich: zeigt Zahlen' "$program" trace "$work/whole.yaml" --page 1 --internal

# What was published before is known; what shows withheld numbers says so.
sed -i 's/disclosure: {minimum: 3, secondary: false}/disclosure: {minimum: 0}/' "$work/whole.yaml"
"$program" values "$work/whole.yaml" >"$work/before.csv" 2>"$work/err" || bad=1
sed -i 's/disclosure: {minimum: 0}/disclosure: {minimum: 3}/' "$work/whole.yaml"
for asked in check values tags 'trace --page 1' 'explain --area 13 --indicator kinder' preflight; do
    # shellcheck disable=SC2086
    expect 4 "'kinder' of '13'" "$program" ${asked%% *} "$work/whole.yaml" --earlier "$work/before.csv" $(echo "$asked " | cut -d' ' -f2-)
done
"$program" values "$work/whole.yaml" >"$work/before.csv" 2>"$work/err" || bad=1
expect 0 'kinder,primary,1,301,safe' "$program" audit "$work/whole.yaml" --earlier "$work/before.csv"
expect 1 "there is no column 'level'" "$program" check "$work/whole.yaml" --earlier "$work/counts.csv"
expect 3 'cannot read' "$program" check "$work/whole.yaml" --earlier "$work/nowhere.csv"
expect 0 'Hafen,2024,kinder,,,withheld,,1$' "$program" values "$work/whole.yaml"
expect 0 'Hafen,2024,kinder,,,withheld,,1,2$' "$program" values "$work/whole.yaml" --internal
expect 0 'confidential: 2' "$program" explain "$work/whole.yaml" --area 13 --indicator kinder --internal
expect 0 'confidential' "$program" trace "$work/whole.yaml" --page 3 --internal
expect 0 'Vertraulich: zeigt Zahlen' "$program" trace "$work/whole.yaml" --page 1 --internal

# Files: whole or not at all, and the old one stays.
expect 0 '' "$program" build $layout -o "$work/a.pdf"
test -s "$work/a-print.pdf" && test -s "$work/a-web.pdf" || { echo 'no two editions'; bad=1; }
cp "$work/a-print.pdf" "$work/old.pdf"
# The same bytes, wherever and whenever it is built, on however many threads.
TZ=Pacific/Auckland LC_ALL=C.UTF-8 expect 0 '' "$program" build $layout --jobs 3 -q -o "$work/b.pdf"
for edition in print web; do
    cmp "$work/a-$edition.pdf" "$work/b-$edition.pdf" || bad=1
    rm "$work/b-$edition.pdf"
done
expect 3 'none/a.pdf' "$program" build $layout --edition print -o "$work/none/a.pdf"
expect 3 '/dev/full' "$program" build $layout --edition print -o /dev/full
expect 3 'cannot read' "$program" build "$work/no.yaml" -o "$work/b.pdf"
broken key 's/^  title:/  titel:/'
expect 1 "titel" "$program" build "$work/key.yaml" --edition print -o "$work/a-print.pdf"
expect 1 '"code":"schema"' "$program" check "$work/key.yaml" --diagnostics json
cmp -s "$work/a-print.pdf" "$work/old.pdf" || { echo 'the old file was touched'; bad=1; }
expect 0 '' "$program" build $layout --split ortsteil -o "$work/sheet-{key}-{name}.pdf" --edition web
test -s "$work/sheet-15-Kruppwerke.pdf" || { echo 'no fact sheet'; bad=1; }
expect 1 "no level is called 'kreis'" "$program" build $layout --split kreis -o "$work/{key}.pdf"
expect 1 "'99'" "$program" build $layout --only 99 -o "$work/c.pdf"
test -z "$(find "$work" -name '*.part' -o -name 'b*.pdf' -o -name 'c*.pdf')" ||
    { echo 'half a file was left'; bad=1; }

# A first layout for a folder.
mkdir "$work/new"
cp tests/whole/areas.geojson tests/whole/counts.csv "$work/new"
expect 0 '' "$program" new "$work/new" -o "$work/new/first.yaml"
expect 0 '' "$program" build "$work/new/first.yaml" -o "$work/new/first.pdf"
expect 0 'areas,11,Altstadt/Süd,2024,einwohner,4100' "$program" values "$work/new/first.yaml"
expect 1 'holds no file with areas' "$program" new tests/errors -o "$work/new/second.yaml"
expect 3 'cannot read' "$program" new "$work/none" -o "$work/new/second.yaml"
test ! -e "$work/new/second.yaml" || { echo 'a layout of nothing'; bad=1; }

# Preflight: what a print shop or a screen reader would stumble over stops the build.
expect 0 'contrast,"WCAG 2.1, 1.4.3",error,0' "$program" preflight $layout
expect 0 '"rule": "headings"' "$program" preflight $layout --format json
# faulty NAME LINE: the layout with a line more, which must stop the build and say WORDS.
faulty() {
    broken "$1" "\$ a $2"
    expect 4 "$3" "$program" build "$work/$1.yaml" -o "$work/d.pdf" -q
    test -z "$(find "$work" -name 'd*.pdf*')" || { echo "$1: something was written"; bad=1; }
}
faulty ink 'style: {colours: {ink: "90 90 90 90 #000000"}}' 'ink.yaml:[0-9]+:[0-9]+: error: .*360 % ink'
faulty pale 'style: {colours: {ink: "0 0 0 20 #CCCCCC"}}' 'contrast of 1.6 : 1 .*WCAG 2.1, 1.4.3'
faulty small 'style: {type: {source: {family: Lato, size: 4.5 pt, leading: 6 pt, colour: ink}}}' 'mm from the left .*type of 4.5 pt'
faulty thin 'style: {lines: {table: {width: 0.1 pt, colour: ink}}}' 'a line of 0.10 pt'
faulty strict 'preflight: {type: 9 pt}' 'smaller than 9.0 pt.*places more'
broken lax '$ a preflight: {rules: {contrast: warning, thin lines: off}}'
sed -i '$ a style: {colours: {ink: "0 0 0 20 #CCCCCC"}}' "$work/lax.yaml"
expect 0 'warning: .*contrast' "$program" build "$work/lax.yaml" -o "$work/e.pdf" -q
broken rule '$ a preflight: {rules: {kontrast: off}}'
expect 1 "no rule of preflight is called 'kontrast'" "$program" check "$work/rule.yaml"
grep -q "did you mean 'contrast'" "$work/said" || { echo 'no suggestion for a rule'; bad=1; }
broken grave '$ a preflight: {rules: {contrast: fatal}}'
expect 1 "'fatal' is no severity" "$program" check "$work/grave.yaml"
expect 3 'as a PDF' "$program" preflight "$work/no.pdf"
printf 'no pdf' >"$work/false.pdf"
expect 3 'as a PDF' "$program" preflight "$work/false.pdf"
qpdf --encrypt '' owner 256 -- "$work/a-web.pdf" "$work/locked.pdf"
expect 4 'encrypted' "$program" preflight "$work/locked.pdf"
expect 4 'DeviceRGB' "$program" preflight "$work/a-web.pdf" --edition print

# Bad input, each with its place.
broken syntax 's/^report:/report: {/'
expect 1 'syntax.yaml:[0-9]+:[0-9]+' "$program" check "$work/syntax.yaml"
broken indicator 's/row: alt_jung/row: alt_jugn/'
expect 1 "'alt_jugn'" "$program" check "$work/indicator.yaml"
grep -q "did you mean 'alt_jung'" "$work/said" || { echo 'no suggestion'; bad=1; }
broken formula 's/100 \* ab_60 \/ unter_18/100 * (ab_60 \/ unter_18/'
expect 1 'formula.yaml:[0-9]+:[0-9]+' "$program" check "$work/formula.yaml"
broken rgb "s|^report:|report:\n  editions: {print: {profile: $icc/sRGB.icc}}|"
expect 1 'rgb.yaml:[0-9]+:[0-9]+: error: .* is for RGB' "$program" check "$work/rgb.yaml"
broken torn "s|^report:|report:\n  editions: {print: {profile: torn.icc}}|"
head -c 5000 "$icc/ISOcoated_v2_300_bas.icc" >"$work/torn.icc"
expect 1 'torn.yaml:[0-9]+:[0-9]+: error: ' "$program" check "$work/torn.yaml"
broken circle 's/formula: personen \/ flaeche_ortsteil/formula: alt_jung/; s/formula: 100 \* ab_60 \/ unter_18/formula: dichte/'
expect 1 'dichte.*alt_jung|alt_jung.*dichte' "$program" check "$work/circle.yaml"
broken missing 's/file: kruppwerke.csv/file: nichts.csv/'
expect 3 'nichts.csv' "$program" check "$work/missing.yaml"
broken partner 's/areas: {"15"/areas: {"16"/'
expect 1 "'15'" "$program" check "$work/partner.yaml"
broken twice ''
echo '15;1;1;1;1;1;1;1;1;1;1;1;1;1' >>"$work/kruppwerke.csv"
expect 1 "'15'" "$program" check "$work/twice.yaml"
broken zero ''
sed -i 's/2.562/0/' "$work/kruppwerke.csv"
expect 0 'alt_jung,,,not meaningful' "$program" values "$work/zero.yaml"
broken long 's/source: "Quelle: Stadt Bochum; /source: "Quelle: Stadt Bochum; eine sehr lange Quellenangabe, die mehr sagt, als in einer Zeile unter der Tabelle Platz hat, und deshalb nicht stillschweigend abgeschnitten werden darf; /'
sed -i 's/          top: 130 pt/          top: 130 pt\n          height: 80 pt/' "$work/long.yaml"
expect 1 'mm' "$program" check "$work/long.yaml"
exit $bad
