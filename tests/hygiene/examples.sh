#!/bin/sh
# Every YAML example in README.md and layouts/README.md builds where it stands, and every layout
# under layouts/ checks clean.  The first example of a page is a whole layout; one that is not is
# read on top of it.  Arguments: the program, the source folder.
set -u
program=$1
cd "$2" || exit 1
bad=0
for page in README.md layouts/README.md; do
    folder=$(dirname "$page")
    rm -f "$folder"/.example-*.yaml
    awk -v out="$folder/.example-" '
        /^```yaml$/ { n++; file = out n ".yaml"; inside = 1; next }
        /^```/ { inside = 0 }
        inside { print > file }' "$page"
    # Other files that an example reads: ```markdown NAME
    awk -v out="$folder/" '
        /^```markdown / { file = out $2; inside = 1; next }
        /^```/ { inside = 0 }
        inside { print > file }' "$page"
    for example in "$folder"/.example-*.yaml; do
        grep -q '^report:' "$example" ||
            { echo 'include: [.example-1.yaml]' | cat - "$example" >"$example.new" && mv "$example.new" "$example"; }
        "$program" check "$example" -q || { echo "in $page"; bad=1; }
    done
    rm -f "$folder"/.example-*.yaml
    sed -n "s|^\`\`\`markdown |$folder/|p" "$page" | xargs -r rm -f
done
for layout in $(grep -rl --include='*.yaml' '^report:' layouts); do
    "$program" check "$layout" -q || bad=1
done
exit $bad
