#!/bin/sh
# The include order of src/README.md against the #include lines.  Prints each line that breaks it.
cd "$(dirname "$0")/../.." || exit 1
# One line for each include: module file target, target being a module or <header.
for file in src/*/*.c src/*/*.h; do
    module=${file#src/}
    module=${module%%/*}
    sed -n 's/^ *# *include *\(["<][^">]*\)[">].*/\1/p' "$file" |
        sed "s|^|$module $file |"
done | awk '
    FNR == NR {
        sub(/#.*/, "")
        if (!NF) next
        if ($1 == "only" || $1 == "never" || $1 == "owner") {
            rule = $1; split(substr($0, length($1) + 2), side, ": *")
            n = split(side[1], left, " "); m = split(side[2], right, " ")
            for (i = 1; i <= n; i++) {
                if (rule == "only") for (j = 1; j <= m; j++) may[left[i], right[j]] = 1
                if (rule == "only") is_only[left[i]] = 1
                if (rule == "never") for (j = 1; j <= m; j++) never[left[i], right[j]] = 1
                if (rule == "owner") { owned[left[i]] = 1
                    for (j = 1; j <= m; j++) owner[left[i], right[j]] = 1 }
            }
            next
        }
        place[$1] = ++modules
        next
    }
    function broken(why) { printf "%s includes %s: %s\n", $2, substr($3, 2), why; bad = 1 }
    !($1 in place) { broken("the module " $1 " is not in layers.txt") }
    $3 ~ /^</ {
        for (o in owned)
            if (index(substr($3, 2), o) == 1 && !((o, $1) in owner))
                broken("only its owner may")
        next
    }
    {
        split(substr($3, 2), part, "/"); to = part[1]
        if (to == $1) next
        if (!(to in place)) broken("no such module")
        else if (place[to] >= place[$1]) broken("it stands above")
        else if ((to in is_only) && !((to, $1) in may)) broken("only some modules may")
        else if (($1, to) in never) broken("the two legs meet in figure")
    }
    END { exit bad }
' tests/hygiene/layers.txt -
