#include "backend/pdf_xmp.h"

#include "backend/pdf_syntax.h"

#include <stdio.h>
#include <string.h>

sb_pdf_date sb_pdf_date_read(const char *iso)
{
    sb_pdf_date d = {.month = 1, .day = 1, .zone = 'Z'};
    if (!iso || sscanf(iso, "%4d-%2d-%2dT%2d:%2d:%2d", &d.year, &d.month, &d.day, &d.hour,
                       &d.minute, &d.second) < 1)
        return (sb_pdf_date){0};
    const char *time = strchr(iso, 'T');
    const char *zone = time ? strpbrk(time, "+-") : NULL;
    if (zone && sscanf(zone + 1, "%2d:%2d", &d.zone_hour, &d.zone_minute) == 2)
        d.zone = *zone;
    return d;
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

static void write_in_default_language(sb_buf *out, const char *name, const char *text)
{
    write_property(out, name, "<rdf:Alt><rdf:li xml:lang=\"x-default\">", text,
                   "</rdf:li></rdf:Alt>");
}

static void write_in_bag(sb_buf *out, const char *name, const char *text)
{
    write_property(out, name, "<rdf:Bag><rdf:li>", text, "</rdf:li></rdf:Bag>");
}

static void write_dates(sb_buf *out, const char *iso)
{
    static const char *const names[] = {"xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"};
    sb_pdf_date d = sb_pdf_date_read(iso);
    if (!d.year)
        return;
    sb_buf text = {0};
    sb_buf_printf(&text, "%04d-%02d-%02dT%02d:%02d:%02d", d.year, d.month, d.day, d.hour,
                  d.minute, d.second);
    if (d.zone == 'Z')
        sb_buf_char(&text, 'Z');
    else
        sb_buf_printf(&text, "%c%02d:%02d", d.zone, d.zone_hour, d.zone_minute);
    for (size_t i = 0; i < SB_COUNT(names); i++)
        write_property(out, names[i], "", text.at, "");
    sb_buf_free(&text);
}

/* A UUID of version 8, whose bits the maker chooses (RFC 9562, 5.8). */
static void write_id(sb_buf *out, const char *id)
{
    sb_buf_printf(out,
                  "<xmpMM:DocumentID>uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s</xmpMM:DocumentID>\n", id,
                  id + 8, id + 13, id + 17, id + 20);
}

/* ISO 15930-7, 6.10 and 6.11.  No new version and no rendition is ever made of a file of ours. */
static void write_print_claims(sb_buf *out)
{
    sb_buf_text(out, "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>\n"
                     "<xmpMM:VersionID>1</xmpMM:VersionID>\n"
                     "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>\n");
}

/* ISO 19005-2, 6.6.4 and ISO 14289-1, 5; PDF/A does not know the second, so that its schema is
 * described (ISO 19005-2, 6.6.2.3.3). */
static void write_web_claims(sb_buf *out)
{
    sb_buf_text(
        out,
        "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>A</pdfaid:conformance>\n"
        "<pdfuaid:part>1</pdfuaid:part>\n"
        "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
        "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
        "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
        "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
        "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
        "<pdfaProperty:name>part</pdfaProperty:name>\n"
        "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
        "<pdfaProperty:category>internal</pdfaProperty:category>\n"
        "<pdfaProperty:description>part of ISO 14289 that the file keeps"
        "</pdfaProperty:description>\n"
        "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
        "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n");
}

void sb_pdf_xmp_write(const sb_meta *m, sb_ink ink, bool claims, const char *id, sb_buf *out)
{
    sb_buf_text(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                     "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                     "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                     "<rdf:Description rdf:about=\"\"\n"
                     " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
                     " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"\n"
                     " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"\n"
                     " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
                     " xmlns:pdfxid=\"http://www.npes.org/pdfx/ns/id/\"\n"
                     " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"\n"
                     " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
                     " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
                     " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
                     " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n");
    write_property(out, "dc:format", "", "application/pdf", "");
    write_in_default_language(out, "dc:title", m->title);
    write_in_default_language(out, "dc:description", m->subtitle);
    write_property(out, "dc:creator", "<rdf:Seq><rdf:li>", m->author, "</rdf:li></rdf:Seq>");
    write_in_bag(out, "dc:publisher", m->publisher);
    write_in_bag(out, "dc:language", m->language);
    write_dates(out, m->date);
    write_property(out, "xmp:CreatorTool", "", m->producer, "");
    write_property(out, "pdf:Producer", "", m->producer, "");
    write_id(out, id);
    if (ink == SB_INK_CMYK)
        write_property(out, "pdf:Trapped", "", "False", "");
    if (claims)
        (ink == SB_INK_CMYK ? write_print_claims : write_web_claims)(out);
    sb_buf_text(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}
