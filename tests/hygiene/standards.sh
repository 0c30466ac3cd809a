#!/bin/bash
# PDF_X.md and PDF_UA1.md go through their standards whole, and what they name is there: files,
# functions, rules of preflight; and every rule stands in one of them.
cd "$(dirname "$0")/../.." || exit 1
pdfx=src/preflight/PDF_X.md pdfua=src/preflight/PDF_UA1.md
wanted=$(mktemp)
trap 'rm -f "$wanted"' EXIT
bad=0
fail() {
    echo "FAILED: $*"
    bad=1
}

# The failure conditions of the Matterhorn Protocol 1.1, by checkpoint.
conditions=(7 4 3 1 3 4 2 2 8 1 7 1 8 7 5 3 3 2 4 3 1 1 1 1 1 2 1 18 1 2 30)
for i in "${!conditions[@]}"; do
    for ((k = 1; k <= conditions[i]; k++)); do
        printf '%02d-%03d\n' $((i + 1)) "$k"
    done
done >"$wanted"
sed -n 's/^| \([0-3][0-9]-[0-9]*\) | .*/\1/p' $pdfua | diff "$wanted" - || fail 'conditions of the Matterhorn Protocol'
seq 1 27 | sed 's/^/6./' >"$wanted"
sed -n 's/^| \(6\.[0-9]*\) .*/\1/p' $pdfx | diff "$wanted" - || fail 'clauses of ISO 15930-7'

# Each row says how.
grep -hE '^\| ([0-3][0-9]-[0-9]|6\.)' $pdfx $pdfua | while IFS= read -r row; do
    how=${row##* | }
    [[ $how =~ ^(checked|construction|author|not\ done) ]] || echo "$row"
done | grep . && fail 'rows that do not say how'

for name in $(grep -ohE '`[a-z_0-9]+\(\)`' $pdfx $pdfua | tr -d '`()' | sort -u); do
    grep -rqE "^[a-zA-Z].*[ *]$name\(" --include='*.c' src || fail "no function is called $name"
done
for file in $(grep -ohE '`[a-z_0-9]+(/[A-Za-z_0-9]+)*\.(c|h|sh|yaml)`' $pdfx $pdfua | tr -d '`' | sort -u); do
    [ -e "$file" ] || [ -e "src/$file" ] || fail "there is no $file"
done
sed -nE 's/^RULE\([A-Z_]+, "([^"]+)".*/\1/p' src/preflight/rules.def | sort >"$wanted"
while IFS= read -r rule; do
    grep -qF "*$rule*" $pdfx $pdfua || fail "the rule '$rule' stands in neither table"
done <"$wanted"
grep -hE '^\|' $pdfx $pdfua | grep -oE '\*[a-z][a-z -]+\*' | tr -d '*' | sort -u | comm -23 - "$wanted" |
    grep . && fail 'no rules of preflight'
exit $bad
