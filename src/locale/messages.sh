#!/bin/sh
# The German messages against the sources.
#   messages.sh update   write what is new into de.po, to be translated
#   messages.sh check    fail if a message has no German, or de.po has one that is gone
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
find . -name '*.[ch]' -o -name '*.def' | sort |
    xgettext --files-from=- --language=C --from-code=UTF-8 --keyword=_ --keyword=N_ \
        --keyword=sb_ngettext:1,2 --flag=_:1:pass-c-format --add-location=file \
        -o "$work/all.pot"
case $1 in
update)
    msgmerge --quiet --no-fuzzy-matching --no-wrap --add-location=file --update --backup=none \
        locale/de.po "$work/all.pot"
    msgattrib --no-obsolete --no-wrap --add-location=file -o locale/de.po locale/de.po
    sed -i '/^"POT-Creation-Date:/d; /^"Report-Msgid-Bugs-To:/d' locale/de.po
    ;;
check)
    msgmerge --quiet --no-fuzzy-matching --no-wrap -o "$work/now.po" locale/de.po "$work/all.pot"
    msgattrib --untranslated --no-obsolete "$work/now.po" >"$work/missing"
    msgattrib --only-obsolete "$work/now.po" >"$work/gone"
    if [ -s "$work/missing" ] || [ -s "$work/gone" ]; then
        grep -E '^(#~ )?msgid' "$work/missing" "$work/gone" | grep -v 'msgid ""$'
        echo 'messages without German, or German without a message: run the target "messages"'
        exit 1
    fi
    ;;
esac
