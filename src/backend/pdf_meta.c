#include "backend/pdf_meta.h"

#include "backend/pdf_syntax.h"
#include "backend/pdf_xmp.h"

typedef struct meta {
    const sb_pdf_book *book;
    int structure, outline, intent, xmp;
} meta;

static const sb_meta *meta_of(const sb_pdf_book *book) { return sb_doc_meta(book->doc); }

static void write_catalog(const void *user, int i, sb_buf *out)
{
    (void)i;
    const meta *m = user;
    const char *language = meta_of(m->book)->language;
    sb_pdf_entry(out, "Metadata", m->xmp);
    if (m->structure) {
        sb_pdf_entry(out, "StructTreeRoot", m->structure);
        sb_buf_text(out, "/MarkInfo <</Marked true>>\n");
    }
    sb_buf_text(out, "/ViewerPreferences <</DisplayDocTitle true>>\n");
    if (language) {
        sb_buf_text(out, "/Lang ");
        sb_pdf_string(out, language);
        sb_buf_char(out, '\n');
    }
    if (m->outline)
        sb_pdf_entry(out, "Outlines", m->outline);
    if (m->intent) {
        sb_buf_text(out, "/OutputIntents [");
        sb_pdf_ref(out, m->intent);
        sb_buf_text(out, "]\n");
    }
    sb_pdf_page_labels(m->book, out);
}

/* 7.9.4: "D:20250102030405+01'00". */
static void write_date(sb_buf *out, const char *key, const sb_pdf_date *d)
{
    if (!d->year)
        return;
    sb_buf_printf(out, "/%s (D:%04d%02d%02d%02d%02d%02d%c", key, d->year, d->month, d->day,
                  d->hour, d->minute, d->second, d->zone);
    if (d->zone != 'Z')
        sb_buf_printf(out, "%02d'%02d", d->zone_hour, d->zone_minute);
    sb_buf_text(out, ")\n");
}

static void write_text(sb_buf *out, const char *key, const char *text)
{
    if (!text)
        return;
    sb_buf_printf(out, "/%s ", key);
    sb_pdf_string(out, text);
    sb_buf_char(out, '\n');
}

static void write_info(const void *user, int i, sb_buf *out)
{
    (void)i;
    const sb_pdf_book *book = ((const meta *)user)->book;
    const sb_meta *m = meta_of(book);
    bool is_print = book->ink == SB_INK_CMYK;
    sb_pdf_date date = sb_pdf_date_read(m->date);
    write_text(out, "Title", m->title);
    write_text(out, "Subject", m->subtitle);
    write_text(out, "Author", m->author);
    write_text(out, "Creator", m->producer);
    write_text(out, "Producer", m->producer);
    write_date(out, "CreationDate", &date);
    write_date(out, "ModDate", &date);
    if (is_print)
        sb_buf_text(out, "/Trapped /False\n");
    if (is_print && ((const meta *)user)->intent)
        sb_buf_text(out, "/GTS_PDFXVersion (PDF/X-4)\n");
}

static void write_xmp_entries(const void *user, int i, sb_buf *out)
{
    (void)user, (void)i;
    sb_buf_text(out, "/Type /Metadata /Subtype /XML\n");
}

void sb_pdf_meta_add(const sb_pdf_book *book, int structure, int outline, int intent)
{
    meta *m = sb_arena_one(book->arena, meta);
    *m = (meta){.book = book, .structure = structure, .outline = outline, .intent = intent};
    sb_buf xmp = {0};
    char id[SB_PDF_DIGEST + 1];
    sb_pdf_file_digest(book->file, id);
    sb_pdf_xmp_write(meta_of(book), book->ink, intent != 0, id, &xmp);
    m->xmp = sb_pdf_file_stream(book->file, write_xmp_entries, m, 0);
    /* Never deflated: programs that know nothing of PDF look for it. */
    sb_pdf_file_fill(book->file, m->xmp, &xmp, false);
    sb_buf_free(&xmp);
    sb_pdf_file_catalog(book->file, write_catalog, m);
    sb_pdf_file_info(book->file, write_info, m);
}
