#!/bin/sh
# Install, and build a small program against the public header through pkg-config.
# Arguments: build folder, source folder, compiler flags.
set -eu
build=$1
source=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/usr" >/dev/null
pc=$(find "$work/usr" -name sozialbericht.pc)
PKG_CONFIG_PATH=$(dirname "$pc")
export PKG_CONFIG_PATH
prefix="--define-variable=prefix=$work/usr"
# shellcheck disable=SC2046
${CC:-cc} -std=c17 -Wall -Wextra -Werror "$@" "$source/tests/hygiene/client.c" -o "$work/client" \
    $(pkg-config "$prefix" --cflags --libs sozialbericht) \
    -Wl,-rpath,"$(pkg-config "$prefix" --variable=libdir sozialbericht)"
cd "$source"
"$work/client" layouts/bochum/kruppwerke.yaml "$work/a.pdf" "$work/usr/share/sozialbericht"
head -c 5 "$work/a-print.pdf" | grep -q '%PDF-'
"$work/usr/bin/sozialbericht" check layouts/bochum/kruppwerke.yaml
LC_ALL=C "$work/usr/bin/sozialbericht" --help --lang de | grep -q 'für Editoren'
