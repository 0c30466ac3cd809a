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
    FORMAT_WRAPPED,
    FORMAT_WRAPPED_STRONG,
    FORMAT_NUMBERS,           /* each of draft.numbers, regular and strong */
    FIRST_NUMBER_FORMAT = 164 /* those below are built in (18.8.30) */
};

/* A book being written, with the ways in which its numbers are shown. */
typedef struct draft {
    const sb_workbook *book;
    sb_arena *arena;
    SB_VEC(sb_book_cell) numbers;
} draft;

static bool is_same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool looks_alike(const sb_book_cell *a, const sb_book_cell *b)
{
    return a->digits == b->digits && a->is_signed == b->is_signed &&
           is_same(a->behind, b->behind) && is_same(a->shown, b->shown);
}

/* A table has few of them. */
static size_t number_of(const draft *d, const sb_book_cell *cell)
{
    size_t i = 0;
    while (i < d->numbers.n && !looks_alike(&d->numbers.at[i], cell))
        i++;
    return i;
}

static void collect_numbers(draft *d)
{
    for (int l = 0; l < d->book->n_lines; l++)
        for (int c = 0; c < d->book->lines[l].n; c++) {
            const sb_book_cell *cell = &d->book->lines[l].cells[c];
            if (!cell->text && number_of(d, cell) == d->numbers.n)
                sb_vec_push(d->arena, &d->numbers, *cell);
        }
}

static size_t format_of(const draft *d, const sb_book_cell *cell)
{
    size_t is_strong = cell->look == SB_BOOK_STRONG;
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
    if (!cell->text)
        return FORMAT_NUMBERS + 2 * number_of(d, cell) + is_strong;
    return is_strong + (cell->is_right     ? FORMAT_RIGHT
                        : cell->is_wrapped ? FORMAT_WRAPPED
                                           : FORMAT_PLAIN);
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

static void put_cell(const draft *d, const sb_book_cell *cell, int column, int line,
                     sb_buf *out)
{
    sb_buf_text(out, "<c r=\"");
    put_place(out, column, line);
    sb_buf_printf(out, "\" s=\"%zu\"", format_of(d, cell));
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
static void put_sheet(const draft *d, sb_buf *out)
{
    const sb_workbook *book = d->book;
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
            put_cell(d, &book->lines[l].cells[c], c, l, out);
        sb_buf_text(out, "</row>");
    }
    sb_buf_text(out, "</sheetData>");
    put_merged(book, out);
    sb_buf_printf(out,
                  "<pageSetup paperSize=\"9\" orientation=\"%s\" fitToHeight=\"0\"/>"
                  "</worksheet>",
                  book->n_columns > 8 ? "landscape" : "portrait");
}

/* Text as it is, in a number format: each character behind a backslash (18.8.31). */
static void put_literal(sb_buf *out, const char *text)
{
    SB_AUTO(sb_buf_free) sb_buf escaped = {0};
    sb_buf_text(&escaped, "");
    for (const char *p = text ? text : "", *next = p; *p; p = next) {
        sb_utf8_next(&next);
        sb_buf_char(&escaped, '\\');
        sb_buf_add(&escaped, p, (size_t)(next - p));
    }
    put_text(out, escaped.at);
}

/* "#,##0.0\%", "+#,##0;-#,##0;#,##0", "\–;\–;\–": of what is above, below and at zero. */
static void put_number_format(sb_buf *out, const sb_book_cell *cell)
{
    char number[32];
    snprintf(number, sizeof number, "#,##0%s%.*s", cell->digits ? "." : "", cell->digits,
             "000000000");
    static const char *const before[] = {"+", "-", ""};
    int n = cell->shown || cell->is_signed ? 3 : 1;
    for (int i = 0; i < n; i++) {
        sb_buf_text(out, i ? ";" : "");
        sb_buf_text(out, cell->is_signed && !cell->shown ? before[i] : "");
        if (cell->shown)
            put_literal(out, cell->shown);
        else
            sb_buf_text(out, number);
        put_literal(out, cell->behind);
    }
}

static void put_number_formats(const draft *d, sb_buf *out)
{
    if (!d->numbers.n)
        return;
    sb_buf_printf(out, "<numFmts count=\"%zu\">", d->numbers.n);
    for (size_t i = 0; i < d->numbers.n; i++) {
        sb_buf_printf(out, "<numFmt numFmtId=\"%zu\" formatCode=\"", FIRST_NUMBER_FORMAT + i);
        put_number_format(out, &d->numbers.at[i]);
        sb_buf_text(out, "\"/>");
    }
    sb_buf_text(out, "</numFmts>");
}

static void put_format(sb_buf *out, size_t number, int font, int border, const char *alignment)
{
    sb_buf_printf(out,
                  "<xf numFmtId=\"%zu\" fontId=\"%d\" fillId=\"0\" borderId=\"%d\" xfId=\"0\" "
                  "applyNumberFormat=\"1\" applyFont=\"1\" applyAlignment=\"1\">"
                  "<alignment vertical=\"bottom\"%s/></xf>",
                  number, font, border, alignment);
}

/* 18.8.39; formats in the order of the names above. */
static void put_styles(const draft *d, sb_buf *out)
{
    enum { REGULAR, BOLD, LARGE, SMALL };
    static const char right[] = " horizontal=\"right\"", wrapped[] = " wrapText=\"1\"",
                      head_right[] = " horizontal=\"right\" wrapText=\"1\"";
    sb_buf_printf(out, "%s<styleSheet xmlns=\"" MAIN "\">", declaration);
    put_number_formats(d, out);
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
    sb_buf_printf(out, "<cellXfs count=\"%zu\">", FORMAT_NUMBERS + 2 * d->numbers.n);
    put_format(out, 0, REGULAR, 0, "");
    put_format(out, 0, BOLD, 0, "");
    put_format(out, 0, LARGE, 0, "");
    put_format(out, 0, BOLD, 1, wrapped);
    put_format(out, 0, BOLD, 1, head_right);
    put_format(out, 0, SMALL, 0, "");
    put_format(out, 0, REGULAR, 0, right);
    put_format(out, 0, BOLD, 0, right);
    for (int font = REGULAR; font <= BOLD; font++)
        put_format(out, 0, font, 0, wrapped);
    for (size_t i = 0; i < d->numbers.n; i++)
        for (int font = REGULAR; font <= BOLD; font++)
            put_format(out, FIRST_NUMBER_FORMAT + i, font, 0, "");
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

static void put_workbook(const draft *d, sb_buf *out)
{
    const sb_workbook *book = d->book;
    sb_buf_printf(out,
                  "%s<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATIONS "\"><sheets>"
                  "<sheet name=\"",
                  declaration);
    put_sheet_name(book->title, out);
    sb_buf_text(out, "\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
}

/* Dublin Core, for those who look at the file's properties (ECMA-376 Part 2, 11). */
static void put_properties(const draft *d, sb_buf *out)
{
    const sb_workbook *book = d->book;
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

static void put_types(const draft *d, sb_buf *out)
{
    (void)d;
    sb_buf_printf(out, "%s%s", declaration, types);
}

static void put_package(const draft *d, sb_buf *out)
{
    (void)d;
    sb_buf_printf(out, "%s%s", declaration, package);
}

static void put_parts(const draft *d, sb_buf *out)
{
    (void)d;
    sb_buf_printf(out, "%s%s", declaration, parts);
}

bool sb_workbook_write(const sb_workbook *book, sb_buf *out)
{
    static const struct {
        const char *name;
        void (*put)(const draft *d, sb_buf *out);
    } files[] = {
        {"[Content_Types].xml", put_types},        {"_rels/.rels", put_package},
        {"docProps/core.xml", put_properties},     {"xl/workbook.xml", put_workbook},
        {"xl/_rels/workbook.xml.rels", put_parts}, {"xl/styles.xml", put_styles},
        {"xl/worksheets/sheet1.xml", put_sheet},
    };
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    draft d = {.book = book, .arena = arena};
    collect_numbers(&d);
    sb_zip *zip = sb_zip_new(arena);
    for (size_t i = 0; i < SB_COUNT(files); i++) {
        SB_AUTO(sb_buf_free) sb_buf content = {0};
        files[i].put(&d, &content);
        sb_zip_add(zip, files[i].name, &content);
    }
    return sb_zip_end(zip, out);
}
