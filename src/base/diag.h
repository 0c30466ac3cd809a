/* diag: errors, collected.
 *
 * Who detects reports, once, with the most exact span; who calls goes on to find the others
 * and stops before the next stage.  A diag belongs to one thread; workers have their own and
 * are merged in page order.
 */
#ifndef SB_BASE_DIAG_H
#define SB_BASE_DIAG_H

#include "base/arena.h"
#include "base/buf.h"

#include <sozialbericht/sozialbericht.h>

typedef struct sb_diag sb_diag;

sb_diag *sb_diag_new(void); /* caller owns; sb_diag_free() */
void sb_diag_free(sb_diag *diag);
void sb_diag_drop(sb_diag **diag); /* for SB_AUTO */

/* The text of a file, so that messages can show its lines.  Copied. */
void sb_diag_source(sb_diag *diag, const char *file, const char *text, size_t n);

/* Add one.  The format's result is one sentence, lower case, without full stop, user text in
 * single quotes.  All strings are copied.  What was said of the same place is not said again.
 */
void sb_diag_add(sb_diag *diag, sb_severity severity, sb_code code, sb_span at,
                 const char *format, ...) __attribute__((format(printf, 5, 6)));
#define sb_fail(diag, code, at, ...) sb_diag_add(diag, SB_ERROR, code, at, __VA_ARGS__)
#define sb_warn(diag, code, at, ...) sb_diag_add(diag, SB_WARNING, code, at, __VA_ARGS__)
/* What to do about the one added last. */
void sb_hint(sb_diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* "did you mean" the nearest of n names; false, and no hint, when none is near. */
bool sb_hint_near(sb_diag *diag, const char *name, const char *const *names, size_t n);

/* Move all of `from` to the end of `into`. */
void sb_diag_merge(sb_diag *into, sb_diag *from);

size_t sb_diag_count(const sb_diag *diag);
size_t sb_diag_errors(const sb_diag *diag); /* those of severity SB_ERROR */
const sb_error *sb_diag_at(const sb_diag *diag, size_t i);

/* What sb_error_print() writes. */
void sb_error_format(const sb_error *error, sb_error_form form, sb_buf *out);

#define SB_NOWHERE ((sb_span){0})

#endif
