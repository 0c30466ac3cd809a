#include "backend/workbook.h"

#include "backend/zip.h"

#include <string.h>

/* Cell formats, by their place in the style sheet. */
enum {
    FORMAT_PLAIN,
    FORMAT_STRONG,
    FORMAT_TITLE,
    FORMAT_HEAD,
    FORMAT_HEAD_RIGHT,
    FORMAT_NOTE,
    FORMAT_RIGHT,
    FORMAT_RIGHT_STRONG,
    FORMAT_NUMBERS, /* by digits, signed or not, strong or not */
    MOST_DIGITS = 9,
    FIRST_NUMBER_FORMAT = 164 /* those below are built in (18.8.30) */
};

static int number_format(int digits, bool is_signed) { return 2 * digits + is_signed; }

static int format_of(const sb_book_cell *cell)
{
    bool is_strong = cell->look == SB_BOOK_STRONG;
    switch (cell->look) {
    case SB_BOOK_TITLE:
        return FORMAT_TITLE;
    case SB_BOOK_HEAD:
        return cell->is_right ? FORMAT_HEAD_RIGHT : FORMAT_HEAD;
    case SB_BOOK_NOTE:
        return FORMAT_NOTE;
    case SB_BOOK_PLAIN:
    case SB_BOOK_STRONG:
        break;
    }
    if (cell->text && cell->is_right)
        return is_strong ? FORMAT_RIGHT_STRONG : FORMAT_RIGHT;
    if (cell->text)
        return is_strong ? FORMAT_STRONG : FORMAT_PLAIN;
    return FORMAT_NUMBERS + 2 * number_format(cell->digits, cell->is_signed) + is_strong;
}

/* ---- XML ---- */

static const char declaration[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define SHEET_TYPES "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* Characters that XML 1.0 has not become blanks. */
static void put_text(sb_buf *out, const char *text)
{
    for (const char *p = text; *p; p++) {
        if (*p == '&')
            sb_buf_text(out, "&amp;");
        else if (*p == '<')
            sb_buf_text(out, "&lt;");
        else if (*p == '>')
            sb_buf_text(out, "&gt;");
        else if (*p == '"')
            sb_buf_text(out, "&quot;");
        else
            sb_buf_char(out, (unsigned char)*p < ' ' && *p != '\n' ? ' ' : *p);
    }
}

/* A1, B1 … Z1, AA1 … */
static void put_place(sb_buf *out, int column, int line)
{
    char letters[8];
    int n = 0;
    for (int c = column + 1; c > 0 && n < 7; c = (c - 1) / 26)
        letters[n++] = (char)('A' + (c - 1) % 26);
    while (n)
        sb_buf_char(out, letters[--n]);
    sb_buf_printf(out, "%d", line + 1);
}

static void put_cell(const sb_book_cell *cell, int column, int line, sb_buf *out)
{
    sb_buf_text(out, "<c r=\"");
    put_place(out, column, line);
    sb_buf_printf(out, "\" s=\"%d\"", format_of(cell));
    if (cell->text && !*cell->text) {
        sb_buf_text(out, "/>");
    } else if (cell->text) {
        sb_buf_text(out, " t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        put_text(out, cell->text);
        sb_buf_text(out, "</t></is></c>");
    } else {
        sb_buf_text(out, "><v>");
        sb_buf_shortest(out, cell->number);
        sb_buf_text(out, "</v></c>");
    }
}

static void put_merged(const sb_workbook *book, sb_buf *out)
{
    sb_buf merged = {0};
    int n = 0;
    for (int l = 0; l < book->n_lines; l++)
        for (int c = 0; c < book->lines[l].n; c++) {
            const sb_book_cell *cell = &book->lines[l].cells[c];
            if (cell->columns < 2 && cell->rows < 2)
                continue;
            sb_buf_text(&merged, "<mergeCell ref=\"");
            put_place(&merged, c, l);
            sb_buf_char(&merged, ':');
            put_place(&merged, c + (cell->columns > 1 ? cell->columns - 1 : 0),
                      l + (cell->rows > 1 ? cell->rows - 1 : 0));
            sb_buf_text(&merged, "\"/>");
            n++;
        }
    if (n)
        sb_buf_printf(out, "<mergeCells count=\"%d\">%s</mergeCells>", n, merged.at);
    sb_buf_free(&merged);
}

/* 18.3.1.99; its parts in the order that the schema asks for. */
static void put_sheet(const sb_workbook *book, sb_buf *out)
{
    sb_buf_printf(out,
                  "%s<worksheet xmlns=\"" MAIN "\"><sheetPr><pageSetUpPr fitToPage=\"1\"/>"
                  "</sheetPr><sheetViews><sheetView showGridLines=\"0\" workbookViewId=\"0\">"
                  "<pane xSplit=\"%d\" ySplit=\"%d\" topLeftCell=\"",
                  declaration, book->n_fixed_columns, book->n_fixed_lines);
    put_place(out, book->n_fixed_columns, book->n_fixed_lines);
    sb_buf_text(out, "\" activePane=\"bottomRight\" state=\"frozen\"/></sheetView></sheetViews>"
                     "<cols>");
    for (int c = 0; c < book->n_columns; c++) {
        sb_buf_printf(out, "<col min=\"%d\" max=\"%d\" width=\"", c + 1, c + 1);
        sb_buf_number(out, book->widths[c], 1);
        sb_buf_text(out, "\" customWidth=\"1\"/>");
    }
    sb_buf_text(out, "</cols><sheetData>");
    for (int l = 0; l < book->n_lines; l++) {
        sb_buf_printf(out, "<row r=\"%d\">", l + 1);
        for (int c = 0; c < book->lines[l].n; c++)
            put_cell(&book->lines[l].cells[c], c, l, out);
        sb_buf_text(out, "</row>");
    }
    sb_buf_text(out, "</sheetData>");
    put_merged(book, out);
    sb_buf_printf(out,
                  "<pageSetup paperSize=\"9\" orientation=\"%s\" fitToHeight=\"0\"/>"
                  "</worksheet>",
                  book->n_columns > 8 ? "landscape" : "portrait");
}

static void put_number_formats(sb_buf *out)
{
    sb_buf_printf(out, "<numFmts count=\"%d\">", 2 * (MOST_DIGITS + 1));
    for (int digits = 0; digits <= MOST_DIGITS; digits++)
        for (int is_signed = 0; is_signed < 2; is_signed++) {
            char number[32];
            snprintf(number, sizeof number, "#,##0%s%.*s", digits ? "." : "", digits,
                     "000000000");
            sb_buf_printf(out, "<numFmt numFmtId=\"%d\" formatCode=\"",
                          FIRST_NUMBER_FORMAT + number_format(digits, is_signed));
            if (is_signed)
                sb_buf_printf(out, "+%s;-%s;", number, number);
            sb_buf_printf(out, "%s\"/>", number);
        }
    sb_buf_text(out, "</numFmts>");
}

static void put_format(sb_buf *out, int number, int font, int border, const char *alignment)
{
    sb_buf_printf(out,
                  "<xf numFmtId=\"%d\" fontId=\"%d\" fillId=\"0\" borderId=\"%d\" xfId=\"0\" "
                  "applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\">"
                  "<alignment vertical=\"bottom\"%s/></xf>",
                  number, font, border, alignment);
}

/* 18.8.39; formats in the order of the names above. */
static void put_styles(sb_buf *out)
{
    enum { REGULAR, BOLD, LARGE, SMALL };
    static const char right[] = " horizontal=\"right\"";
    static const char head[] = " wrapText=\"1\"",
                      head_right[] = " horizontal=\"right\" wrapText=\"1\"";
    sb_buf_printf(out, "%s<styleSheet xmlns=\"" MAIN "\">", declaration);
    put_number_formats(out);
    sb_buf_text(
        out,
        "<fonts count=\"4\"><font><sz val=\"10\"/><name val=\"Calibri\"/></font>"
        "<font><b/><sz val=\"10\"/><name val=\"Calibri\"/></font>"
        "<font><b/><sz val=\"13\"/><name val=\"Calibri\"/></font>"
        "<font><sz val=\"9\"/><color rgb=\"FF585756\"/><name val=\"Calibri\"/></font></fonts>"
        "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
        "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
        "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border>"
        "<border><left/><right/><top/><bottom style=\"thin\"><color rgb=\"FF1F1F1D\"/></bottom>"
        "<diagonal/></border></borders>"
        "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
        "borderId=\"0\"/>"
        "</cellStyleXfs>");
    sb_buf_printf(out, "<cellXfs count=\"%d\">", FORMAT_NUMBERS + 4 * (MOST_DIGITS + 1));
    put_format(out, 0, REGULAR, 0, "");
    put_format(out, 0, BOLD, 0, "");
    put_format(out, 0, LARGE, 0, "");
    put_format(out, 0, BOLD, 1, head);
    put_format(out, 0, BOLD, 1, head_right);
    put_format(out, 0, SMALL, 0, "");
    put_format(out, 0, REGULAR, 0, right);
    put_format(out, 0, BOLD, 0, right);
    for (int number = 0; number < 2 * (MOST_DIGITS + 1); number++)
        for (int font = REGULAR; font <= BOLD; font++)
            put_format(out, FIRST_NUMBER_FORMAT + number, font, 0, "");
    sb_buf_text(out, "</cellXfs></styleSheet>");
}

/* At most 31 characters, none of []:*?/\ (18.2.19). */
static void put_sheet_name(const char *title, sb_buf *out)
{
    enum { MOST = 31 };
    sb_buf name = {0};
    const char *p = title;
    for (int n = 0; *p && n < MOST; n++) {
        const char *from = p;
        sb_utf8_next(&p);
        if (strchr("[]:*?/\\'", *from))
            sb_buf_char(&name, ' ');
        else
            sb_buf_add(&name, from, (size_t)(p - from));
    }
    put_text(out, name.n ? name.at : "1");
    sb_buf_free(&name);
}

static void put_workbook(const sb_workbook *book, sb_buf *out)
{
    sb_buf_printf(out,
                  "%s<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATIONS "\"><sheets>"
                  "<sheet name=\"",
                  declaration);
    put_sheet_name(book->title, out);
    sb_buf_text(out, "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
}

/* Dublin Core, for those who look at the file's properties (ECMA-376 Part 2, 11). */
static void put_properties(const sb_workbook *book, sb_buf *out)
{
    sb_buf_printf(out,
                  "%s<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
                  "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>",
                  declaration);
    put_text(out, book->title);
    sb_buf_text(out, "</dc:title><dc:creator>");
    put_text(out, book->creator);
    sb_buf_text(out, "</dc:creator><dc:language>");
    put_text(out, book->language);
    sb_buf_text(out, "</dc:language></cp:coreProperties>");
}

static const char types[] =
    "<Types xmlns=\"" PACKAGE "content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
    "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
    "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SHEET_TYPES "sheet.main+xml\"/>"
    "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" SHEET_TYPES
    "worksheet+xml\"/>"
    "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SHEET_TYPES "styles+xml\"/>"
    "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-"
    "package.core-properties+xml\"/></Types>";
static const char package[] =
    "<Relationships xmlns=\"" PACKAGE "relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RELATIONS
    "/officeDocument\" Target=\"xl/workbook.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" PACKAGE
    "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/></Relationships>";
static const char parts[] =
    "<Relationships xmlns=\"" PACKAGE "relationships\">"
    "<Relationship Id=\"rId1\" Type=\"" RELATIONS
    "/worksheet\" Target=\"worksheets/sheet1.xml\"/>"
    "<Relationship Id=\"rId2\" Type=\"" RELATIONS "/styles\" Target=\"styles.xml\"/>"
    "</Relationships>";

static void put_types(const sb_workbook *book, sb_buf *out)
{
    (void)book;
    sb_buf_printf(out, "%s%s", declaration, types);
}

static void put_package(const sb_workbook *book, sb_buf *out)
{
    (void)book;
    sb_buf_printf(out, "%s%s", declaration, package);
}

static void put_parts(const sb_workbook *book, sb_buf *out)
{
    (void)book;
    sb_buf_printf(out, "%s%s", declaration, parts);
}

static void put_all_styles(const sb_workbook *book, sb_buf *out)
{
    (void)book;
    put_styles(out);
}

bool sb_workbook_write(const sb_workbook *book, sb_buf *out)
{
    static const struct {
        const char *name;
        void (*put)(const sb_workbook *book, sb_buf *out);
    } files[] = {
        {"[Content_Types].xml", put_types},        {"_rels/.rels", put_package},
        {"docProps/core.xml", put_properties},     {"xl/workbook.xml", put_workbook},
        {"xl/_rels/workbook.xml.rels", put_parts}, {"xl/styles.xml", put_all_styles},
        {"xl/worksheets/sheet1.xml", put_sheet},
    };
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    sb_zip *zip = sb_zip_new(arena);
    for (size_t i = 0; i < SB_COUNT(files); i++) {
        SB_AUTO(sb_buf_free) sb_buf content = {0};
        files[i].put(book, &content);
        sb_zip_add(zip, files[i].name, &content);
    }
    return sb_zip_end(zip, out);
}
