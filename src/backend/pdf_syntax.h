/* pdf_syntax: strings, names and numbers as PDF spells them (ISO 32000-1, 7.3). */
#ifndef SB_BACKEND_PDF_SYNTAX_H
#define SB_BACKEND_PDF_SYNTAX_H

#include "base/base.h"

/* A text string: ASCII in parentheses, anything else as UTF-16BE in hexadecimal digits. */
void sb_pdf_string(sb_buf *out, const char *text);
/* Four hexadecimal digits. */
void sb_pdf_hex(sb_buf *out, uint32_t unit);
/* `n` bytes of UTF-8 as UTF-16BE in hexadecimal digits, without brackets. */
void sb_pdf_utf16(sb_buf *out, const char *text, size_t n);
/* With its slash; at most 127 bytes of it (Annex C). */
void sb_pdf_name(sb_buf *out, const char *text);
/* Numbers of at most 3 decimals, each with a blank behind it. */
void sb_pdf_numbers(sb_buf *out, const double *numbers, int n);
/* "12 0 R " */
void sb_pdf_ref(sb_buf *out, int object);
/* "/Key 12 0 R\n" */
void sb_pdf_entry(sb_buf *out, const char *key, int object);
/* Text between the tags of XML; what XML 1.0 has no character for is left out. */
void sb_pdf_xml(sb_buf *out, const char *text);

#endif
