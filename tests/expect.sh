# What scripts share that run the program: sourced with the program and the source folder as
# arguments.  `bad` becomes 1 with the first failure.
set -u
program=$1
cd "$2" || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
LC_ALL=C
export LC_ALL

# expect CODE WORDS COMMAND …: the command ends with CODE and says WORDS (a regular expression).
expect() {
    code=$1
    words=$2
    shift 2
    "$@" >"$work/said" 2>&1
    got=$?
    if [ $got -ne "$code" ] || { [ -n "$words" ] && ! grep -qE -e "$words" "$work/said"; }; then
        echo "FAILED: $* (exit $got, wanted $code saying '$words')"
        cat "$work/said"
        bad=1
    fi
}

# has WORDS: the last command said this too; hasnt WORDS: it did not.
has() { grep -qE -e "$1" "$work/said" || { echo "FAILED: '$1' is not said"; cat "$work/said"; bad=1; }; }
hasnt() { ! grep -qE -e "$1" "$work/said" || { echo "FAILED: '$1' is said"; cat "$work/said"; bad=1; }; }
