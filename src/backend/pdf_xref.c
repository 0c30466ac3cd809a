#include "backend/pdf_xref.h"

enum { COLUMNS = 7, UP = 2 /* the tag of PNG's predictor */ };

void sb_pdf_xref_rows(const sb_pdf_place *places, int n, sb_buf *out)
{
    uint8_t above[COLUMNS] = {0};
    for (int i = 0; i < n; i++) {
        sb_pdf_place p = places[i];
        uint8_t row[COLUMNS] = {(uint8_t)p.kind,       (uint8_t)(p.at >> 24),
                                (uint8_t)(p.at >> 16), (uint8_t)(p.at >> 8),
                                (uint8_t)p.at,         (uint8_t)(p.index >> 8),
                                (uint8_t)p.index};
        sb_buf_char(out, UP);
        for (int k = 0; k < COLUMNS; k++) {
            sb_buf_char(out, (char)(uint8_t)(row[k] - above[k]));
            above[k] = row[k];
        }
    }
}

void sb_pdf_xref_entries(int n, sb_buf *out)
{
    sb_buf_printf(out, "/Type /XRef /Size %d /W [1 4 2]\n", n);
    sb_buf_printf(out, "/DecodeParms <</Predictor 12 /Columns %d>>\n", COLUMNS);
}

void sb_pdf_sheaf_begin(sb_pdf_sheaf *sheaf, int object)
{
    sb_buf_printf(&sheaf->numbers, "%d %zu ", object, sheaf->bodies.n);
    sheaf->n++;
}

void sb_pdf_sheaf_end(sb_pdf_sheaf *sheaf, sb_buf *entries, sb_buf *bytes)
{
    sb_buf_printf(entries, "/Type /ObjStm /N %d /First %zu\n", sheaf->n, sheaf->numbers.n);
    sb_buf_add(bytes, sheaf->numbers.at, sheaf->numbers.n);
    sb_buf_add(bytes, sheaf->bodies.at, sheaf->bodies.n);
    sb_buf_clear(&sheaf->numbers);
    sb_buf_clear(&sheaf->bodies);
    sheaf->n = 0;
}

void sb_pdf_sheaf_free(sb_pdf_sheaf *sheaf)
{
    sb_buf_free(&sheaf->numbers);
    sb_buf_free(&sheaf->bodies);
}
