/* pdf_object: a PDF file as numbered objects.  The only user of libharu.
 *
 * Dictionaries write their own body while the file is saved, when all numbers are known, so
 * objects may refer to each other in any order.  Object numbers rise in the order of calls.
 * Not thread-safe.  Start at sb_pdf_file_new(); sb_pdf_file_save() is the end.
 */
#ifndef SB_BACKEND_PDF_OBJECT_H
#define SB_BACKEND_PDF_OBJECT_H

#include "base/base.h"

typedef struct sb_pdf_file sb_pdf_file;

/* Write the entries of a dictionary, with a line end behind them; `i`: which of its row. */
typedef void sb_pdf_body(const void *user, int i, sb_buf *out);

/* `version`: "1.7".  Caller owns; sb_pdf_file_free().  NULL with an error (SB_E_LIBRARY). */
sb_pdf_file *sb_pdf_file_new(const char *version, sb_diag *diag);
void sb_pdf_file_free(sb_pdf_file *file);
void sb_pdf_file_drop(sb_pdf_file **file); /* for SB_AUTO */

/* n dictionaries numbered in a row; the first number.  `user` must live until the save. */
int sb_pdf_file_dicts(sb_pdf_file *file, int n, sb_pdf_body *body, const void *user);
/* A stream, still empty. */
int sb_pdf_file_stream(sb_pdf_file *file, sb_pdf_body *body, const void *user, int i);
/* A page, next in the page tree, and the stream of its contents. */
int sb_pdf_file_page(sb_pdf_file *file, sb_pdf_body *body, const void *user, int i,
                     int *contents);
/* The bytes of a stream, copied. */
void sb_pdf_file_fill(sb_pdf_file *file, int stream, const sb_buf *bytes, bool is_deflated);

/* A hash of all streams filled so far, in order: hexadecimal digits with a NUL behind them. */
enum { SB_PDF_DIGEST = 32 };
void sb_pdf_file_digest(const sb_pdf_file *file, char id[SB_PDF_DIGEST + 1]);

/* What stands in the catalog and in the document information. */
void sb_pdf_file_catalog(sb_pdf_file *file, sb_pdf_body *body, const void *user);
void sb_pdf_file_info(sb_pdf_file *file, sb_pdf_body *body, const void *user);

/* Write it all; `is_plain`: for people to read, else what is no stream is gathered into
 * deflated ones.  The trailer's /ID is a hash of the bytes before it.  False with one error:
 * SB_E_IO, SB_E_LIMIT past 2 GB, SB_E_LIBRARY. */
bool sb_pdf_file_save(sb_pdf_file *file, const char *path, bool is_plain, sb_diag *diag);

#endif
