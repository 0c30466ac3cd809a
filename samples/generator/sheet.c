#include "sheet.h"

#include "plain.h"
#include "write.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <ogr_api.h>

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct cell {
    char *text; /* NULL: a number */
    double number;
    int digits;
} cell;

struct sheet {
    char **heads;
    int n_columns;
    cell *cells; /* row by row */
    int n, room;
};

sheet *sheet_new(const char *heads)
{
    sheet *s = ROOM(sheet, 1);
    s->heads = CSLTokenizeString2(heads, ";", CSLT_ALLOWEMPTYTOKENS);
    s->n_columns = CSLCount(s->heads);
    return s;
}

void sheet_free(sheet *s)
{
    for (int i = 0; i < s->n; i++)
        free(s->cells[i].text);
    free(s->cells);
    CSLDestroy(s->heads);
    free(s);
}

static cell *next_cell(sheet *s)
{
    if (s->n == s->room) {
        s->room = s->room ? 2 * s->room : 256;
        s->cells = realloc(s->cells, sizeof *s->cells * (size_t)s->room);
        if (!s->cells)
            give_up("no memory for a table");
    }
    s->cells[s->n] = (cell){0};
    return &s->cells[s->n++];
}

void sheet_text(sheet *s, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    cell *c = next_cell(s);
    c->text = ROOM(char, strlen(text) + 1);
    strcpy(c->text, text);
}

void sheet_number(sheet *s, double x, int digits) { *next_cell(s) = (cell){NULL, x, digits}; }

void sheet_count(sheet *s, int n) { sheet_number(s, n, 0); }

void sheet_guarded(sheet *s, int n)
{
    if (n == 1 || n == 2)
        sheet_text(s, ".");
    else
        sheet_count(s, n);
}

static const cell *row_of(const sheet *s, int row) { return &s->cells[row * s->n_columns]; }

static int rows(const sheet *s)
{
    if (s->n % s->n_columns)
        give_up("the table that begins with '%s' has an uneven number of cells", s->heads[0]);
    return s->n / s->n_columns;
}

/* ---- text files ---- */

/* Numbers by integer arithmetic: no locale, no rounding of the C library. */
static void number_text(char out[64], const cell *c, char decimal, bool is_grouped)
{
    long long unit = 1;
    for (int i = 0; i < c->digits; i++)
        unit *= 10;
    double scaled = c->number * (double)unit;
    long long n = (long long)(scaled < 0 ? scaled - 0.5 : scaled + 0.5),
              whole = llabs(n) / unit;
    char digits[32];
    snprintf(digits, sizeof digits, "%lld", whole);
    size_t length = strlen(digits);
    char *p = out;
    if (n < 0)
        *p++ = '-';
    for (size_t i = 0; i < length; i++) {
        if (is_grouped && i && (length - i) % 3 == 0)
            *p++ = '.';
        *p++ = digits[i];
    }
    *p = '\0';
    if (c->digits)
        snprintf(p, 24, "%c%0*lld", decimal, c->digits, llabs(n) % unit);
}

static void put(FILE *f, const char *text, bool is_latin1)
{
    if (!is_latin1) {
        fputs(text, f);
        return;
    }
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if (*p < 0x80)
            fputc(*p, f);
        else if (*p <= 0xc3 && p[1]) {
            fputc((p[0] & 3) << 6 | (p[1] & 0x3f), f);
            p++;
        } else
            give_up("'%s' does not fit into Latin-1", text);
}

static void put_text(FILE *f, const char *text, bool is_latin1)
{
    if (!strpbrk(text, ";\"\n")) {
        put(f, text, is_latin1);
        return;
    }
    char *quoted = CPLEscapeString(text, -1, CPLES_CSV_FORCE_QUOTING);
    put(f, quoted, is_latin1);
    CPLFree(quoted);
}

void sheet_write_csv(const sheet *s, const char *path, dialect d)
{
    FILE *f = fopen(path_of("%s", path), "wb");
    if (!f)
        give_up("cannot write '%s'", path);
    if (d.has_bom)
        fputs("\xef\xbb\xbf", f);
    const char *end = d.is_crlf ? "\r\n" : "\n";
    for (int c = 0; c < s->n_columns; c++) {
        put_text(f, s->heads[c], d.is_latin1);
        fputs(c + 1 < s->n_columns ? ";" : end, f);
    }
    for (int r = 0; r < rows(s); r++)
        for (int c = 0; c < s->n_columns; c++) {
            const cell *at = &row_of(s, r)[c];
            char number[64];
            if (at->text)
                put_text(f, at->text, d.is_latin1);
            else {
                number_text(number, at, ',', d.is_grouped);
                fputs(number, f);
            }
            fputs(c + 1 < s->n_columns ? ";" : end, f);
        }
    if (fclose(f) != 0)
        give_up("cannot write '%s'", path);
}

/* ---- through OGR ---- */

static bool is_text_column(const sheet *s, int column)
{
    for (int r = 0; r < rows(s); r++)
        if (row_of(s, r)[column].text)
            return true;
    return false;
}

static int width_of(const sheet *s, int column)
{
    size_t most = 1;
    char number[64];
    for (int r = 0; r < rows(s); r++) {
        const cell *c = &row_of(s, r)[column];
        if (!c->text)
            number_text(number, c, '.', false);
        size_t n = strlen(c->text ? c->text : number);
        most = n > most ? n : most;
    }
    return (int)most;
}

void sheet_write_ogr(const sheet *s, const char *path, const char *driver, const char *name)
{
    const char *full = path_of("%s", path);
    bool is_dbf = strcmp(driver, "ESRI Shapefile") == 0;
    char *options[] = {"DBF_DATE_LAST_UPDATE=2024-12-31", "ENCODING=ISO-8859-1", NULL};
    remove(full);
    GDALDatasetH set =
        GDALCreate(GDALGetDriverByName(driver), full, 0, 0, 0, GDT_Unknown, NULL);
    OGRLayerH l =
        set ? GDALDatasetCreateLayer(set, name, NULL, wkbNone, is_dbf ? options : NULL) : NULL;
    if (!l)
        give_up("cannot write '%s'", path);
    for (int c = 0; c < s->n_columns; c++) {
        int digits = s->n ? row_of(s, 0)[c].digits : 0;
        OGRFieldDefnH f = OGR_Fld_Create(s->heads[c], is_text_column(s, c) ? OFTString
                                                      : digits             ? OFTReal
                                                                           : OFTInteger);
        if (is_dbf) {
            OGR_Fld_SetWidth(f, width_of(s, c));
            OGR_Fld_SetPrecision(f, is_text_column(s, c) ? 0 : digits);
        }
        OGR_L_CreateField(l, f, true);
        OGR_Fld_Destroy(f);
    }
    for (int r = 0; r < rows(s); r++) {
        OGRFeatureH f = OGR_F_Create(OGR_L_GetLayerDefn(l));
        for (int c = 0; c < s->n_columns; c++) {
            const cell *at = &row_of(s, r)[c];
            if (at->text)
                OGR_F_SetFieldString(f, c, at->text);
            else
                OGR_F_SetFieldDouble(f, c, at->number);
        }
        if (OGR_L_CreateFeature(l, f) != OGRERR_NONE)
            give_up("cannot write '%s'", path);
        OGR_F_Destroy(f);
    }
    GDALClose(set);
    if (is_dbf) { /* as such files come: no word about the encoding beside the file */
        char *cpg = CPLStrdup(CPLResetExtension(path, "cpg"));
        remove(path_of("%s", cpg));
        CPLFree(cpg);
    }
}

/* ---- XLSX as offices make it (ECMA-376, 18.3): OGR cannot merge cells ---- */

static void zip_put(const char *zip, const char *member, const char *text)
{
    VSILFILE *f = VSIFOpenL(CPLSPrintf("/vsizip/%s/%s", zip, member), "wb");
    if (!f || VSIFWriteL(text, 1, strlen(text), f) != strlen(text) || VSIFCloseL(f) != 0)
        give_up("cannot write '%s' into '%s'", member, zip);
}

typedef struct text {
    char *at;
    size_t n, room;
} text;

static void append(text *t, const char *piece)
{
    size_t n = strlen(piece);
    if (t->n + n + 1 > t->room) {
        t->room = 2 * t->room + n + 4096;
        t->at = realloc(t->at, t->room);
        if (!t->at)
            give_up("no memory for a sheet");
    }
    memcpy(t->at + t->n, piece, n + 1);
    t->n += n;
}

static void say(text *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(text *t, const char *format, ...)
{
    char piece[2048];
    va_list args;
    va_start(args, format);
    vsnprintf(piece, sizeof piece, format, args);
    va_end(args);
    append(t, piece);
}

static const char *cell_name(int column, int row)
{
    return column < 26 ? CPLSPrintf("%c%d", 'A' + column, row)
                       : CPLSPrintf("%c%c%d", 'A' + column / 26 - 1, 'A' + column % 26, row);
}

static void say_text(text *t, int column, int row, const char *words)
{
    char *escaped = CPLEscapeString(words, -1, CPLES_XML);
    say(t, "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>", cell_name(column, row),
        escaped);
    CPLFree(escaped);
}

/* The two rows of the head, and the cells to merge. */
static void say_heads(const sheet *s, text *t, text *merged, int *n_merged)
{
    char **groups = ROOM(char *, s->n_columns), **names = ROOM(char *, s->n_columns);
    for (int c = 0; c < s->n_columns; c++) {
        char **both = CSLTokenizeString2(s->heads[c], "|", 0);
        groups[c] = CPLStrdup(both[0]);
        names[c] = CPLStrdup(both[1] ? both[1] : "");
        CSLDestroy(both);
    }
    say(t, "<row r=\"3\">");
    for (int c = 0; c < s->n_columns; c++)
        if (c == 0 || strcmp(groups[c], groups[c - 1]) != 0)
            say_text(t, c, 3, groups[c]);
    say(t, "</row><row r=\"4\">");
    for (int c = 0; c < s->n_columns; c++)
        if (*names[c])
            say_text(t, c, 4, names[c]);
    say(t, "</row>");
    for (int c = 0, end; c < s->n_columns; c = end) {
        for (end = c + 1; end < s->n_columns && strcmp(groups[end], groups[c]) == 0; end++)
            ;
        if (!*names[c] || end > c + 1) {
            say(merged, "<mergeCell ref=\"%s:", cell_name(c, 3));
            say(merged, "%s\"/>", cell_name(end - 1, *names[c] ? 3 : 4));
            ++*n_merged;
        }
    }
    for (int c = 0; c < s->n_columns; c++) {
        CPLFree(groups[c]);
        CPLFree(names[c]);
    }
    free(groups);
    free(names);
}

static void say_rows(const sheet *s, text *t, const char *foot)
{
    int row = 5;
    for (int r = 0; r < rows(s); r++, row++) {
        say(t, "<row r=\"%d\">", row);
        for (int c = 0; c < s->n_columns; c++) {
            const cell *at = &row_of(s, r)[c];
            char number[64];
            if (at->text) {
                say_text(t, c, row, at->text);
                continue;
            }
            number_text(number, at, '.', false);
            say(t, "<c r=\"%s\"><v>%s</v></c>", cell_name(c, row), number);
        }
        say(t, "</row>");
    }
    say(t, "<row r=\"%d\">", row + 1);
    say_text(t, 0, row + 1, foot);
    say(t, "</row>");
}

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define OPEN_XML "http://schemas.openxmlformats.org/"

void sheet_write_office(const sheet *s, const char *path, const char *layer, const char *title,
                        const char *foot)
{
    char *zip = CPLStrdup(path_of("%s", path));
    text t = {0}, merged = {0};
    int n_merged = 1;
    remove(zip);
    VSILFILE *whole = VSIFOpenL(CPLSPrintf("/vsizip/%s", zip), "wb"); /* keeps the zip open */
    if (!whole)
        give_up("cannot write '%s'", path);
    zip_put(zip, "[Content_Types].xml",
            XML "<Types xmlns=\"" OPEN_XML "package/2006/content-types\">"
                "<Default Extension=\"rels\" ContentType=\"application/"
                "vnd.openxmlformats-package.relationships+xml\"/>"
                "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/"
                "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/"
                "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>");
    zip_put(zip, "_rels/.rels",
            XML "<Relationships xmlns=\"" OPEN_XML "package/2006/relationships\">"
                "<Relationship Id=\"rId1\" Type=\"" OPEN_XML
                "officeDocument/2006/relationships/officeDocument\" "
                "Target=\"xl/workbook.xml\"/></Relationships>");
    zip_put(zip, "xl/workbook.xml",
            CPLSPrintf(XML
                       "<workbook xmlns=\"" OPEN_XML
                       "spreadsheetml/2006/main\" xmlns:r=\"" OPEN_XML
                       "officeDocument/2006/relationships\"><sheets>"
                       "<sheet name=\"%s\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
                       layer));
    zip_put(zip, "xl/_rels/workbook.xml.rels",
            XML "<Relationships xmlns=\"" OPEN_XML "package/2006/relationships\">"
                "<Relationship Id=\"rId1\" Type=\"" OPEN_XML
                "officeDocument/2006/relationships/worksheet\" "
                "Target=\"worksheets/sheet1.xml\"/></Relationships>");
    say(&t, XML "<worksheet xmlns=\"" OPEN_XML "spreadsheetml/2006/main\"><sheetData>");
    say(&t, "<row r=\"1\">");
    say_text(&t, 0, 1, title);
    say(&t, "</row>");
    say(&merged, "<mergeCell ref=\"A1:");
    say(&merged, "%s\"/>", cell_name(s->n_columns - 1, 1));
    say_heads(s, &t, &merged, &n_merged);
    say_rows(s, &t, foot);
    say(&t, "</sheetData><mergeCells count=\"%d\">", n_merged);
    append(&t, merged.at);
    append(&t, "</mergeCells></worksheet>");
    zip_put(zip, "xl/worksheets/sheet1.xml", t.at);
    VSIFCloseL(whole);
    free(t.at);
    free(merged.at);
    CPLFree(zip);
}
