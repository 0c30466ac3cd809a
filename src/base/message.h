/* message: what the program says to the person who runs it, through gettext.
 *
 * Mark every message with _() and every counted one with sb_ngettext().  What is printed in a
 * report is another matter: that follows the report's language (locale/words.h).
 */
#ifndef SB_BASE_MESSAGE_H
#define SB_BASE_MESSAGE_H

#include <libintl.h>

#define SB_TEXT_DOMAIN "sozialbericht"
#define _(text) dgettext(SB_TEXT_DOMAIN, text)
#define sb_ngettext(one, many, n) dngettext(SB_TEXT_DOMAIN, one, many, (unsigned long)(n))
/* Mark a text in a table; translate it where it is used with _(). */
#define N_(text) text

#endif
