#!/bin/sh
# One count more changes the share, the class, the sentence and the alternative text; a count that
# is withheld is nowhere.  Arguments: the program, the source folder.
set -u
program=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$2"/tests/whole/* "$work"
cd "$work" || exit 1
bad=0
fail() {
    echo "FAILED: $*"
    bad=1
}

"$program" tags whole.yaml -q >before.tags || fail tags
"$program" values whole.yaml -q >before.csv || fail values
"$program" values whole.yaml --classes -q >before.classes || fail classes
# Of 5.100 people in area 12, 630 children become 310.
sed -i 's/^12;2024;5.100;630/12;2024;5.100;310/' counts.csv
"$program" tags whole.yaml -q >after.tags || fail tags
"$program" values whole.yaml -q >after.csv || fail values
"$program" values whole.yaml --classes -q >after.classes || fail classes

has() { grep -qF -e "$2" "$1" || fail "'$2' is not in $1"; }
has_not() { ! grep -qF -e "$2" "$1" || fail "'$2' is in $1"; }
has before.csv 'ortsteil,12,Neustadt,2024,anteil,12.3529411764705'
has after.csv 'ortsteil,12,Neustadt,2024,anteil,6.0784313725490'
has before.tags 'Menschen, 12,4'
has after.tags 'Menschen, 6,1'
has before.tags 'mehr Kinder als im Bezirk'
has after.tags 'etwa so viele Kinder wie im Bezirk'
cmp -s before.classes after.classes && fail 'the classes did not change'
# The alternative text of the map on Neustadt's page names its value and its class.
grep -F 'Figure' before.tags | grep -F 'Neustadt' | grep -qF '12,4' || fail 'alt text before'
grep -F 'Figure' after.tags | grep -F 'Neustadt' | grep -qF '6,1' || fail 'alt text after'

# Hafen's 2 children: withheld in every channel, though the sums above it are true; and because
# they are, one more of its neighbours is withheld.
has after.csv 'ortsteil,11,Altstadt/Süd,2024,kinder,,,withheld'
has after.csv 'bezirk,1,Unten,2024,kinder,612,,number'
has after.csv 'ortsteil,13,Hafen,2024,kinder,,,withheld'
has after.csv 'ortsteil,13,Hafen,2024,anteil,,%,withheld'
has after.csv 'ortsteil,23,Auweiler,2024,anteil,,%,unknown'
page=$("$program" tags whole.yaml --only 13 -q)
case $page in *'0,2'*) fail "Hafen's share can be read" ;; esac
for page in 3 4 5 6 7 8; do
    "$program" trace whole.yaml --page $page -q >page.dl || fail "trace $page"
    has_not page.dl '"0,2"'
done

# How a value came about: to the line of the file; what is withheld is told inside the office only.
"$program" explain whole.yaml --area 12 --indicator anteil -q >explain.txt || fail explain
has explain.txt 'formula: 100 * kinder / einwohner'
has explain.txt "counts.csv:9, key '12', column 'kinder'"
has_not explain.txt "'310'"
"$program" explain whole.yaml --area 1 --indicator einwohner -q >explain.txt || fail explain
has explain.txt "the sum of 3 areas of level 'ortsteil': 11 4.100 + 12 5.100 + 13 1.020"
"$program" explain whole.yaml --area 13 --indicator kinder -q >explain.txt || fail explain
has explain.txt "counts.csv:10, key '13', column 'kinder'"
has_not explain.txt "'2'"
"$program" explain whole.yaml --area 13 --indicator kinder --internal -q >explain.txt || fail explain
has explain.txt 'confidential: shows what is withheld'
has explain.txt "(confidential: 2)"
has explain.txt "column 'kinder': '2'"

# The two exports side by side: what changed, and nothing else.
"$program" diff before.csv after.csv >diff.txt 2>&1
[ $? -eq 1 ] || fail 'diff of what differs ends with 1'
has diff.txt 'value  ortsteil  12   Neustadt  2024    kinder     630        310        -320 (-50.8 %)'
has diff.txt 'value  bezirk    1    Unten     2024    kinder     932        612        -320 (-34.3 %)'
has diff.txt '4 differences'
"$program" diff before.csv before.csv >diff.txt 2>&1 || fail 'diff of the same ends with 0'
has diff.txt '0 differences'
# A new series, a unit, an indicator, a class, a state, and an area that is gone.
sed -i 's/label: Kinderanteil, formula/label: Kinderanteil, breaks: ["2024"], formula/
    s/^indicators:/indicators:\n  wachstum: {formula: "change(einwohner, -1)"}/' whole.yaml
"$program" values whole.yaml -q >broken.csv || fail values
sed -i '/^ortsteil,11,/d
    s/,%,/,Prozent,/
    s/^\(ortsteil,21,Bergheim,2024,anteil,.*\),2,2$/\1,1,2/
    s/^ortsteil,21,\(.*\),2024,kinder,[0-9]*,,number/ortsteil,21,\1,2024,kinder,,,withheld/' broken.csv
"$program" diff after.csv broken.csv --csv >diff.csv 2>&1
has diff.csv 'what,level,key,name,period,indicator,before,after,change'
has diff.csv 'new,,,,,wachstum,,,'
has diff.csv 'gone,ortsteil,11,Altstadt/Süd,,,,,'
has diff.csv 'series,,,,2024,anteil,,,a new series begins'
has diff.csv 'unit,,,,,anteil,%,Prozent,'
has diff.csv 'class,ortsteil,21,Bergheim,2024,anteil,2,1,'
has diff.csv 'state,ortsteil,21,'
"$program" diff broken.csv after.csv --lang de >diff.txt 2>&1
has diff.txt 'keine neue Reihe mehr'
"$program" diff before.csv counts.csv >diff.txt 2>&1
has diff.txt "there is no column 'level'"

# Rounded to 5, through to the pages: counts each by itself (935 is no sum of 300, 630 and 0), shares
# from rounded counts (302 of 4.103 would be 7,4), and a rounded 0 is not "–", exactly none.
cp "$2"/tests/whole/* .
sed -i 's/^11;2024;.*/11;2024;4.103;302/
    s/^12;2024;.*/12;2024;5.101;631/
    s/^13;2024;.*/13;2024;1.022;2/' counts.csv
sed -i 's/^disclosure:.*/disclosure: {round: 5}/' whole.yaml
"$program" tags whole.yaml -q >round.tags || fail tags
"$program" values whole.yaml -q >round.csv || fail values
"$program" audit whole.yaml -q >round.audit || fail audit
has round.tags 'Altstadt/Süd: 4.105 Menschen, 7,3% Kinder (Unten 9,1%)'
has round.tags 'Neustadt: 5.100 Menschen, 12,4% Kinder'
has round.tags 'Hafen: 1.020 Menschen, 0,0% Kinder'
has round.tags 'auf Vielfache von 5 gerundet, Summen für sich; Anteile sind aus gerundeten Zahlen'
grep -F 'TD ' round.tags | grep -qF '"–"' && fail 'a rounded 0 is printed as none'
has_not round.tags '7,4'
has_not round.tags '0,2%'
has round.csv 'ortsteil,13,Hafen,2024,kinder,0,,number'
has round.csv 'bezirk,1,Unten,2024,kinder,935,,number'
has round.csv 'ortsteil,11,Altstadt/Süd,2024,anteil,7.30816'
has round.audit 'ortsteil,13,Hafen,2024,kinder,primary,0,2,safe'
"$program" build whole.yaml -q -o round.pdf || fail build
exit $bad
