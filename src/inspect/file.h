/* file: the objects of a PDF.  What is not there, or of another type, is SB_NO_OBJECT, 0, NULL.
 */
#ifndef SB_INSPECT_FILE_H
#define SB_INSPECT_FILE_H

#include "base/base.h"

typedef struct sb_pdf_in sb_pdf_in;
typedef unsigned sb_object; /* good until sb_pdf_in_forget() */

enum { SB_NO_OBJECT = 0 };

/* Caller owns; sb_pdf_in_close().  NULL with one error (SB_E_IO) if it is no PDF. */
sb_pdf_in *sb_pdf_in_open(const char *path, sb_span at, sb_diag *diag);
void sb_pdf_in_close(sb_pdf_in *file);
void sb_pdf_in_drop(sb_pdf_in **file); /* for SB_AUTO */
/* Give back all objects handed out. */
void sb_pdf_in_forget(sb_pdf_in *file);

/* The next thing that was wrong with the file and could be mended; NULL: no more. */
const char *sb_pdf_in_warning(sb_pdf_in *file);
bool sb_pdf_in_is_locked(const sb_pdf_in *file);
sb_object sb_pdf_in_catalog(sb_pdf_in *file);
sb_object sb_pdf_in_trailer(sb_pdf_in *file);
sb_object sb_pdf_in_info(sb_pdf_in *file);
int sb_pdf_in_pages(sb_pdf_in *file);
sb_object sb_pdf_in_page(sb_pdf_in *file, int i);

/* Of a dictionary or a stream's. */
sb_object sb_pdf_in_key(sb_pdf_in *file, sb_object of, const char *key);
int sb_pdf_in_count(sb_pdf_in *file, sb_object array);
sb_object sb_pdf_in_item(sb_pdf_in *file, sb_object array, int i);
/* All keys of a dictionary, in `arena`. */
const char *const *sb_pdf_in_keys(sb_pdf_in *file, sb_object of, int *n, sb_arena *arena);
bool sb_pdf_in_is_name(sb_pdf_in *file, sb_object object, const char *name); /* "/X" */
bool sb_pdf_in_is_array(sb_pdf_in *file, sb_object object);
bool sb_pdf_in_is_dict(sb_pdf_in *file, sb_object object); /* or a stream */
bool sb_pdf_in_is_true(sb_pdf_in *file, sb_object object);
const char *sb_pdf_in_name(sb_pdf_in *file, sb_object object, sb_arena *arena);
const char *sb_pdf_in_text(sb_pdf_in *file, sb_object object, sb_arena *arena);
bool sb_pdf_in_number(sb_pdf_in *file, sb_object object, double *number);
/* Four numbers as a box with rising sides, y up. */
bool sb_pdf_in_box(sb_pdf_in *file, sb_object object, sb_rect *box);
/* The object's number, so that what is used twice is looked at once; 0: it has none. */
int sb_pdf_in_id(sb_pdf_in *file, sb_object object);

/* Decoded bytes in `arena`; NULL if they cannot be decoded. */
const char *sb_pdf_in_content(sb_pdf_in *file, sb_object page, size_t *n, sb_arena *arena);
const char *sb_pdf_in_stream(sb_pdf_in *file, sb_object stream, size_t *n, sb_arena *arena);

#endif
