#!/bin/sh
# "My first report" of README.md, step by step as printed: its commands are run, and what stands
# in its YAML takes the place of the section of that name.  Arguments: the program, the source
# folder.
. "$(dirname "$0")/../expect.sh"
readme=$PWD/README.md
mkdir "$work/bin" "$work/here"
printf '#!/bin/sh\nexec "%s" "$@" -q\n' "$program" >"$work/bin/sozialbericht"
chmod +x "$work/bin/sozialbericht"
PATH=$work/bin:$PATH
ln -s "$PWD/shapes" "$PWD/samples" "$work/here"
cd "$work/here" || exit 1
# step-01.sh, step-02.yaml …
awk -v out="$work/step-" '
    /^## / { inside = /^## My first report$/ }
    inside && /^```sh$/ { file = sprintf("%s%02d.sh", out, ++n); next }
    inside && /^```yaml bericht.yaml$/ { file = sprintf("%s%02d.yaml", out, ++n); next }
    /^```$/ { file = "" }
    file { print > file }' "$readme"
layout=erster-bericht/bericht.yaml
for step in "$work"/step-*; do
    case $step in
    *.sh)
        expect 0 '' sh -e "$step"
        ;;
    *.yaml)
        section=$(sed -n '1s/:.*//p' "$step")
        grep -q "^$section:" $layout || { echo "FAILED: the layout has no '$section:'"; bad=1; }
        awk -v section="$section" -v with="$step" '
            /^[a-z]/ { skips = index($0, section ":") == 1
                if (skips) { while ((getline line < with) > 0) print line; print "" } }
            !skips' $layout >"$work/new" && mv "$work/new" $layout
        ;;
    esac
done
[ "$(ls "$work"/step-* | wc -l)" = 9 ] || { echo 'FAILED: not all steps were found'; bad=1; }
expect 0 '^ortsteile,13,Südstadt,2024,anteil_lange,35.5' sozialbericht values $layout
has '^gesamt,'
grep -q 'only in table' erster-bericht/abgleich.csv || { echo 'FAILED: no audit'; bad=1; }
expect 0 '' sozialbericht check $layout
hasnt 'warning'
for file in bericht-print.pdf bericht-web.pdf seite.png; do
    test -s erster-bericht/$file || { echo "FAILED: no $file"; bad=1; }
done
exit $bad
