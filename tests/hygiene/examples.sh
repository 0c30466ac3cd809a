#!/bin/sh
# Every YAML example in README.md and layouts/README.md that is a whole layout builds, and every
# layout under layouts/ checks clean.  Arguments: the program, the source folder.
program=$1
cd "$2" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
for page in README.md layouts/README.md; do
    awk -v out="$work/$(dirname "$page" | tr / _)" '
        /^```yaml/ { n++; file = out "-" n ".yaml"; inside = 1; next }
        /^```/ { inside = 0 }
        inside { print > file }' "$page"
done
for example in "$work"/*.yaml; do
    grep -q '^report:' "$example" || { echo "$example is no whole layout"; bad=1; continue; }
    # Files in an example are named from the top of the project.
    cp "$example" ./.example.yaml
    "$program" check .example.yaml -q || { sed 's/^/    /' "$example"; bad=1; }
    rm -f ./.example.yaml
done
grep -rl --include='*.yaml' '^report:' layouts >"$work/list"
while read -r layout; do
    "$program" check "$layout" -q || bad=1
done <"$work/list"
exit $bad
