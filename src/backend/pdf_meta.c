#include "backend/pdf_meta.h"

#include "backend/pdf_syntax.h"

#include <stdio.h>
#include <string.h>

typedef struct meta {
    const sb_pdf_book *book;
    int structure, outline, xmp;
} meta;

static const sb_meta *meta_of(const sb_pdf_book *book) { return sb_doc_meta(book->doc); }

static void write_catalog(const void *user, int i, sb_buf *out)
{
    (void)i;
    const meta *m = user;
    const char *language = meta_of(m->book)->language;
    sb_pdf_entry(out, "Metadata", m->xmp);
    sb_pdf_entry(out, "StructTreeRoot", m->structure);
    sb_buf_text(out,
                "/MarkInfo <</Marked true>>\n/ViewerPreferences <</DisplayDocTitle true>>\n");
    if (language) {
        sb_buf_text(out, "/Lang ");
        sb_pdf_string(out, language);
        sb_buf_char(out, '\n');
    }
    if (m->outline)
        sb_pdf_entry(out, "Outlines", m->outline);
    sb_pdf_page_labels(m->book, out);
}

/* ISO 8601 as a PDF date (7.9.4): "D:20250102030405+01'00". */
static void write_date(sb_buf *out, const char *key, const char *iso)
{
    int year, month = 1, day = 1, hour = 0, minute = 0, second = 0, zone_hour, zone_minute;
    if (!iso || sscanf(iso, "%4d-%2d-%2dT%2d:%2d:%2d", &year, &month, &day, &hour, &minute,
                       &second) < 1)
        return;
    sb_buf_printf(out, "/%s (D:%04d%02d%02d%02d%02d%02d", key, year, month, day, hour, minute,
                  second);
    const char *time = strchr(iso, 'T');
    const char *zone = time ? strpbrk(time, "+-Z") : NULL;
    if (zone && sscanf(zone + 1, "%2d:%2d", &zone_hour, &zone_minute) == 2)
        sb_buf_printf(out, "%c%02d'%02d", *zone, zone_hour, zone_minute);
    else if (zone)
        sb_buf_char(out, 'Z');
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
    write_text(out, "Title", m->title);
    write_text(out, "Subject", m->subtitle);
    write_text(out, "Author", m->author);
    write_text(out, "Creator", m->producer);
    write_text(out, "Producer", m->producer);
    write_date(out, "CreationDate", m->date);
    write_date(out, "ModDate", m->date);
    if (book->ink == SB_INK_CMYK)
        sb_buf_text(out, "/Trapped /False\n");
}

/* A property with its text between the tags `open` and `close`. */
static void write_property(sb_buf *out, const char *name, const char *open, const char *text,
                           const char *close)
{
    if (!text)
        return;
    sb_buf_printf(out, "<%s>%s", name, open);
    sb_pdf_xml(out, text);
    sb_buf_printf(out, "%s</%s>\n", close, name);
}

static void write_xmp(const sb_pdf_book *book, sb_buf *out)
{
    const sb_meta *m = meta_of(book);
    const char *alternative = "<rdf:Alt><rdf:li xml:lang=\"x-default\">";
    const char *end_alternative = "</rdf:li></rdf:Alt>";
    sb_buf_text(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\""
                     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
                     " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\""
                     " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n");
    write_property(out, "dc:format", "", "application/pdf", "");
    write_property(out, "dc:title", alternative, m->title, end_alternative);
    write_property(out, "dc:description", alternative, m->subtitle, end_alternative);
    write_property(out, "dc:creator", "<rdf:Seq><rdf:li>", m->author, "</rdf:li></rdf:Seq>");
    write_property(out, "dc:publisher", "<rdf:Bag><rdf:li>", m->publisher,
                   "</rdf:li></rdf:Bag>");
    write_property(out, "dc:language", "<rdf:Bag><rdf:li>", m->language, "</rdf:li></rdf:Bag>");
    write_property(out, "xmp:CreateDate", "", m->date, "");
    write_property(out, "xmp:ModifyDate", "", m->date, "");
    write_property(out, "xmp:MetadataDate", "", m->date, "");
    write_property(out, "xmp:CreatorTool", "", m->producer, "");
    write_property(out, "pdf:Producer", "", m->producer, "");
    if (book->ink == SB_INK_CMYK)
        write_property(out, "pdf:Trapped", "", "False", "");
    sb_buf_text(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

static void write_xmp_entries(const void *user, int i, sb_buf *out)
{
    (void)user, (void)i;
    sb_buf_text(out, "/Type /Metadata /Subtype /XML\n");
}

void sb_pdf_meta_add(const sb_pdf_book *book, int structure, int outline)
{
    meta *m = sb_arena_one(book->arena, meta);
    *m = (meta){.book = book, .structure = structure, .outline = outline};
    sb_buf xmp = {0};
    write_xmp(book, &xmp);
    m->xmp = sb_pdf_file_stream(book->file, write_xmp_entries, m, 0);
    /* Never deflated: programs that know nothing of PDF look for it. */
    sb_pdf_file_fill(book->file, m->xmp, &xmp, false);
    sb_buf_free(&xmp);
    sb_pdf_file_catalog(book->file, write_catalog, m);
    sb_pdf_file_info(book->file, write_info, m);
}
