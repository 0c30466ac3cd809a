/* Tables with a row for each area, and tables over several pages. */
#include "compose/parts.h"
#include "data/data.h"
#include "figure/sparkline.h"
#include "golden.h"
#include "seen.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define EVERYWHERE ((sb_place){-1, -1})

/* ---- a made-up city, written for each test ---- */

typedef struct city {
    int groups, areas; /* areas in each group */
    const char *table; /* YAML of the block, indented by 8 */
    const char *more;  /* YAML of further blocks, or "" */
    const char *name;  /* in front of every area's number */
    const char *data;  /* CSV in place of the usual numbers, or NULL */
} city;

typedef struct kit {
    char folder[64];
    sb_arena *arena;
    sb_diag *diag;
    sb_fonts *fonts;
    sb_shaper *shaper;
    sb_maps *maps;
    sb_locale *locale;
    sb_composer composer;
} kit;

static FILE *create(const kit *k, const char *name)
{
    FILE *file = fopen(sb_arena_printf(k->arena, "%s/%s", k->folder, name), "w");
    assert_non_null(file);
    return file;
}

static void write_numbers(FILE *file, const city *c)
{
    fputs("gebiet;jahr;alle;jung;saldo;halb\n", file);
    for (int g = 1; g <= c->groups; g++)
        for (int a = 1; a <= c->areas; a++)
            for (int year = 2018; year <= 2020; year++) {
                int all = 1000 * a + 100 * g + year - 2018;
                fprintf(file, "%d%04d;%d;%d;%d;%d;%d,%d\n", g, a, year, all, 100 + 7 * a + g,
                        50 - 30 * a, a, a % 2 ? 4 : 5);
            }
}

static void write_layout(FILE *file, const city *c)
{
    fputs("report: {title: Tabellen, language: de, period: \"2020\"}\n"
          "disclosure: {minimum: 0}\n"
          "levels:\n  ortsteil:\n    within: {level: bezirk, first: 1}\n    areas:\n",
          file);
    for (int g = 1; g <= c->groups; g++)
        for (int a = 1; a <= c->areas; a++)
            fprintf(file, "      \"%d%04d\": \"%s %d-%d\"\n", g, a, c->name ? c->name : "Ort",
                    g, a);
    fputs("  bezirk:\n    within: stadt\n    areas:\n", file);
    for (int g = 1; g <= c->groups; g++)
        fprintf(file, "      \"%d\": Bezirk %d\n", g, g);
    fputs("  stadt: {name: Stadt}\n"
          "tables:\n  t:\n    {file: zahlen.csv, key: gebiet, period: jahr, decimal: comma,\n"
          "     columns: {alle: alle, jung: jung, saldo: saldo, halb: halb}}\n"
          "indicators:\n"
          "  anteil: {label: Anteil junger Menschen, formula: 100 * jung / alle, unit: \"%\", "
          "digits: 1}\n"
          "  rund: {label: Halbe, formula: halb, digits: 0}\n"
          "  quote: {label: Quote, formula: 100 * jung / alle, unit: \"%\", digits: 1, "
          "significance: true}\n"
          "pages:\n  - page:\n      blocks:\n        - heading: Anhang\n",
          file);
    fprintf(file, "        - table:\n%s          title: Zahlen\n          source: Amt\n%s",
            c->table, c->more ? c->more : "");
}

static kit open_city(city c)
{
    kit k = {.folder = "/tmp/sb-table-XXXXXX",
             .arena = sb_arena_new(0),
             .diag = sb_diag_new(),
             .maps = sb_maps_new()};
    assert_non_null(mkdtemp(k.folder));
    FILE *numbers = create(&k, "zahlen.csv"), *layout = create(&k, "layout.yaml");
    if (c.data)
        fputs(c.data, numbers);
    else
        write_numbers(numbers, &c);
    write_layout(layout, &c);
    assert_int_equal(fclose(numbers) | fclose(layout), 0);
    const char *path = sb_arena_printf(k.arena, "%s/layout.yaml", k.folder);
    sb_spec *spec = sb_spec_load(path, k.arena, k.diag);
    for (size_t i = 0; i < sb_diag_count(k.diag); i++)
        print_error("%s\n", sb_diag_at(k.diag, i)->message);
    assert_int_equal(sb_diag_errors(k.diag), 0);
    const sb_areas *areas = sb_areas_load(spec, k.arena, k.diag);
    const sb_cube *cube = sb_cube_load(spec, areas, k.arena, k.diag);
    const sb_facts *facts = sb_facts_new(cube, k.arena, k.diag);
    const sb_profiles *profiles = sb_profiles_open(SB_DATA_DIR, "coated", k.arena, k.diag);
    k.fonts = sb_fonts_new(SB_DATA_DIR, k.diag);
    k.shaper = sb_shaper_new(k.fonts, SB_DATA_DIR, "de", k.diag);
    k.locale = sb_arena_one(k.arena, sb_locale);
    k.composer = (sb_composer){.spec = spec,
                               .facts = facts,
                               .style = sb_style_new(&spec->style, profiles, k.arena, k.diag),
                               .locale = k.locale,
                               .maps = k.maps};
    for (size_t i = 0; i < sb_diag_count(k.diag); i++)
        print_error("%s\n", sb_diag_at(k.diag, i)->message);
    assert_int_equal(sb_diag_errors(k.diag), 0);
    return k;
}

static void close_city(kit *k)
{
    unlink(sb_arena_printf(k->arena, "%s/zahlen.csv", k->folder));
    unlink(sb_arena_printf(k->arena, "%s/layout.yaml", k->folder));
    assert_int_equal(rmdir(k->folder), 0);
    sb_shaper_free(k->shaper);
    sb_fonts_free(k->fonts);
    sb_maps_free(k->maps);
    sb_diag_free(k->diag);
    sb_arena_free(k->arena);
}

/* All pages as a document; errors stay in k->diag. */
static sb_doc *compose_all(kit *k)
{
    k->composer.plan =
        sb_plan_new(&k->composer, NULL, EVERYWHERE, k->shaper, k->arena, k->diag);
    sb_doc *doc = sb_doc_new((sb_meta){.title = "Tabellen", .language = "de-DE"});
    for (int i = 0; i < k->composer.plan->n; i++)
        sb_doc_add(doc, sb_compose(&k->composer, i, k->shaper, k->diag));
    return doc;
}

static void assert_clean(const kit *k)
{
    for (size_t i = 0; i < sb_diag_count(k->diag); i++)
        print_error("%s\n", sb_diag_at(k->diag, i)->message);
    assert_int_equal(sb_diag_errors(k->diag), 0);
}

static void assert_said(const kit *k, const char *text)
{
    for (size_t i = 0; i < sb_diag_count(k->diag); i++)
        if (strstr(sb_diag_at(k->diag, i)->message, text))
            return;
    for (size_t i = 0; i < sb_diag_count(k->diag); i++)
        print_error("%s\n", sb_diag_at(k->diag, i)->message);
    fail_msg("nobody said '%s'", text);
}

/* ---- ink, where it stands on the sheet ---- */

typedef struct ink {
    sb_device device;
    sb_arena *arena;
    sb_matrix matrix[8];
    int depth, mark;
    bool is_artifact;
    struct seen {
        const char *text;
        sb_rect box; /* from baseline up by the size */
        double comma;
        int mark; /* -1: artifact */
    } * texts;
    size_t n_texts, room;
    struct {
        sb_rect box;
        int mark;
    } fills[900];
    int n_fills;
} ink;

static void see_push(sb_device *device, sb_matrix matrix, const sb_path *clip)
{
    (void)clip;
    ink *i = (ink *)device;
    i->matrix[i->depth + 1] = sb_matrix_in(matrix, i->matrix[i->depth]);
    i->depth++;
}

static void see_pop(sb_device *device) { ((ink *)device)->depth--; }

static sb_rect turned(const ink *i, sb_rect box)
{
    sb_point a = sb_matrix_apply(i->matrix[i->depth], (sb_point){box.x, box.y});
    sb_point b = sb_matrix_apply(i->matrix[i->depth],
                                 (sb_point){sb_rect_right(box), sb_rect_bottom(box)});
    return (sb_rect){fmin(a.x, b.x), fmin(a.y, b.y), fabs(a.x - b.x), fabs(a.y - b.y)};
}

static void see_glyphs(sb_device *device, const sb_glyph_run *run, double x, double baseline,
                       sb_colour colour)
{
    (void)colour;
    ink *i = (ink *)device;
    const seen_line seen = seen_of(run, x);
    if (i->n_texts == i->room) {
        struct seen *more = sb_arena_array(i->arena, struct seen, 2 * i->room + 100);
        if (i->n_texts)
            memcpy(more, i->texts, i->n_texts * sizeof *more);
        i->texts = more;
        i->room = 2 * i->room + 100;
    }
    i->texts[i->n_texts++] = (struct seen){
        sb_arena_textn(i->arena, run->text, (size_t)run->n_text),
        turned(i, (sb_rect){x, baseline - run->size * 0.7, seen.end - x, run->size * 0.7}),
        seen.comma, i->mark};
}

static void see_fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour colour)
{
    (void)is_even_odd, (void)colour;
    ink *i = (ink *)device;
    assert_in_range(i->n_fills, 0, SB_COUNT(i->fills) - 1);
    i->fills[i->n_fills].box = turned(i, sb_path_box(path));
    i->fills[i->n_fills++].mark = i->mark;
}

static void see_mark(sb_device *device, int mark) { ((ink *)device)->mark = mark; }

static void see_artifact(sb_device *device, sb_artifact kind)
{
    (void)kind;
    ((ink *)device)->mark = -1;
}

static ink *look(const sb_page *page)
{
    static const sb_device_class class = {.glyphs = see_glyphs,
                                          .fill = see_fill,
                                          .push = see_push,
                                          .pop = see_pop,
                                          .mark = see_mark,
                                          .artifact = see_artifact};
    ink *i = sb_arena_one(page->arena, ink);
    *i = (ink){.device = {&class}, .arena = page->arena, .mark = -1, .matrix = {SB_IDENTITY}};
    sb_list_replay(page->list, &i->device);
    return i;
}

static const struct seen *find_text(const ink *i, const char *text)
{
    for (size_t t = 0; t < i->n_texts; t++)
        if (!strcmp(i->texts[t].text, text))
            return &i->texts[t];
    return NULL;
}

static void assert_no_overlap(const ink *i)
{
    for (size_t a = 0; a < i->n_texts; a++)
        for (size_t b = a + 1; b < i->n_texts; b++) {
            sb_rect left = i->texts[a].box, right = i->texts[b].box;
            left.x += 0.1, left.y += 0.1, left.width -= 0.2, left.height -= 0.2;
            if (sb_rect_overlaps(left, right))
                fail_msg("'%s' overlaps '%s'", i->texts[a].text, i->texts[b].text);
        }
}

static const sb_element *kid(const sb_element *e, size_t i) { return e->kids.at[i].element; }

/* The n-th Table below an element. */
static const sb_element *table_below(const sb_element *e, int *n)
{
    if (e->role == SB_ROLE_TABLE && (*n)-- == 0)
        return e;
    for (size_t i = 0; i < e->kids.n; i++) {
        const sb_element *found = kid(e, i) ? table_below(kid(e, i), n) : NULL;
        if (found)
            return found;
    }
    return NULL;
}

static const sb_element *table_of(const sb_doc *doc, int n)
{
    return table_below(sb_doc_root(doc), &n);
}

static const sb_element *part_of(const sb_element *table, sb_role role)
{
    for (size_t i = 0; i < table->kids.n; i++)
        if (kid(table, i) && kid(table, i)->role == role)
            return kid(table, i);
    return NULL;
}

/* "Ort 1-1|1.100|10,5": a row as it is read. */
static const char *row_text(kit *k, const sb_element *row)
{
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    for (size_t c = 0; c < row->kids.n; c++) {
        const sb_element *cell = kid(row, c);
        const char *const *texts = sb_page_texts(cell->page, k->arena);
        sb_buf_text(&out, c ? "|" : "");
        if (cell->kids.n && !kid(cell, 0))
            sb_buf_text(&out, texts[cell->kids.at[0].mark]);
        else if (cell->kids.n)
            sb_buf_text(&out, kid(cell, 0)->actual ? kid(cell, 0)->actual : "*");
    }
    return sb_arena_text(k->arena, out.at);
}

/* ---- rows, totals, heads ---- */

#define EACH "            for each: ortsteil\n"
#define TOTALS "            totals: [bezirk, stadt]\n"

static const char all_kinds[] = EACH TOTALS
    "            keys: true\n            label: Gebiet\n            signs: true\n"
    "            ruling: zebra\n            columns:\n"
    "              - {column: alle, periods: [\"2018\", \"2020\"], label: Menschen}\n"
    "              - {column: jung, of: alle, under: [darunter, jung], note: "
    "unter 18}\n"
    "              - {column: anteil, as: heat, under: [darunter, jung]}\n"
    "              - {column: alle, show: change, since: \"2018\", under: darunter, "
    "label: Zuwachs}\n"
    "              - {column: saldo, as: bar}\n"
    "              - {column: saldo, as: arrow, label: Richtung}\n"
    "              - {column: alle, show: trend, since: \"2018\", label: Verlauf}\n"
    "              - {column: alle, show: rank, label: Rang}\n"
    "              - {text: \"in {bezirk.name}\", label: Worte}\n";

static void rows_are_areas_and_their_totals(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 2, .areas = 2, .table = all_kinds});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    const sb_element *body = part_of(table_of(doc, 0), SB_ROLE_TBODY);
    assert_int_equal(body->kids.n, 2 * (1 + 2) + 1);
    assert_string_equal(
        row_text(&k, kid(body, 1)),
        "10001\xc2\xa0 Ort 1-1|1.100|1.102|9,8|9,8|+0,2|20|20|*|4.|in Bezirk 1");
    assert_non_null(strstr(row_text(&k, kid(body, 0)), "Bezirk 1|3.200|3.204|"));
    assert_non_null(strstr(row_text(&k, kid(body, 6)), "Stadt|6.600|6.608|"));
    sb_doc_free(doc);
    close_city(&k);
}

static void heads_span_their_columns(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 2, .areas = 2, .table = all_kinds});
    sb_doc *doc = compose_all(&k);
    const sb_element *head = part_of(table_of(doc, 0), SB_ROLE_THEAD);
    assert_int_equal(head->kids.n, 3);
    /* corner, Menschen, darunter, and five columns that reach down */
    const sb_element *first = kid(head, 0), *second = kid(head, 1), *third = kid(head, 2);
    assert_int_equal(first->kids.n, 1 + 2 + 5);
    assert_int_equal(kid(first, 0)->row_span, 3);
    assert_int_equal(kid(first, 1)->column_span, 2);
    assert_int_equal(kid(first, 2)->column_span, 3);
    assert_int_equal(kid(first, 3)->row_span, 3);
    assert_int_equal(second->kids.n, 2 + 1 + 1); /* 2018, 2020, jung, Zuwachs */
    assert_int_equal(kid(second, 2)->column_span, 2);
    assert_int_equal(third->kids.n, 2);
    /* a cell under three heads names them and its row */
    const sb_element *row = kid(part_of(table_of(doc, 0), SB_ROLE_TBODY), 1);
    const sb_element *share = kid(row, 3);
    assert_int_equal(share->headers.n, 4);
    assert_ptr_equal(share->headers.at[0], kid(first, 2));
    assert_ptr_equal(share->headers.at[1], kid(second, 2));
    assert_ptr_equal(share->headers.at[2], kid(third, 0));
    assert_ptr_equal(share->headers.at[3], kid(row, 0));
    /* the caption stands in the table, and the note's mark at its head */
    assert_int_equal(kid(table_of(doc, 0), 0)->role, SB_ROLE_CAPTION);
    const ink *i = look(sb_doc_page(doc, 0));
    assert_non_null(find_text(i, "¹ unter 18"));
    sb_doc_free(doc);
    close_city(&k);
}

static void decimals_align_and_nothing_overlaps(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 3, .areas = 5, .table = all_kinds});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    const sb_page *page = sb_doc_page(doc, 0);
    const ink *i = look(page);
    double comma[12] = {0}, right[12] = {0};
    int n = 0;
    for (size_t t = 0; t < i->n_texts; t++) {
        if (i->texts[t].mark < 0)
            continue;
        const sb_element *cell = page->marks.at[i->texts[t].mark], *row = cell->parent;
        for (size_t c = 1; row && row->role == SB_ROLE_TR && c < row->kids.n - 1; c++) {
            if (cell->role != SB_ROLE_TD || kid(row, c) != cell)
                continue;
            double end = sb_rect_right(i->texts[t].box);
            if (!right[c])
                right[c] = end;
            assert_true(fabs(end - right[c]) < 0.1); /* all of a column have the same digits */
            if (isnan(i->texts[t].comma))
                continue;
            if (!comma[c])
                comma[c] = i->texts[t].comma;
            assert_true(fabs(i->texts[t].comma - comma[c]) < 0.1);
            n++;
        }
    }
    assert_true(n >= 3 * 19);
    assert_no_overlap(i);
    sb_doc_free(doc);
    close_city(&k);
}

static void bars_are_as_long_as_their_values(void **state)
{
    (void)state;
    kit k = open_city((city){
        .groups = 1,
        .areas = 4, /* 20, -10, -40, -70 */
        .table = EACH "            columns: [{column: saldo, as: bar}]\n",
    });
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    const ink *i = look(sb_doc_page(doc, 0));
    assert_int_equal(i->n_fills, 4);
    double unit = i->fills[0].box.width / 20, zero = i->fills[0].box.x;
    static const double values[] = {20, -10, -40, -70};
    for (int b = 0; b < 4; b++) {
        assert_true(fabs(i->fills[b].box.width - fabs(values[b]) * unit) < 0.1);
        double from = values[b] < 0 ? sb_rect_right(i->fills[b].box) : i->fills[b].box.x;
        assert_true(fabs(from - zero) < 0.1);
    }
    sb_doc_free(doc);
    close_city(&k);
}

static void all_missing_prints_signs(void **state)
{
    (void)state;
    kit k = open_city((city){
        .groups = 1,
        .areas = 2,
        .data = "gebiet;jahr;alle;jung;saldo;halb\n10001;2020;.;.;.;.\n10002;2020;.;.;.;.\n",
        .table =
            EACH "            signs: true\n"
                 "            columns: [alle, {column: alle, as: heat}, {column: saldo, as: "
                 "bar}, {column: jung, of: alle, label: Teil}]\n",
    });
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    const sb_element *body = part_of(table_of(doc, 0), SB_ROLE_TBODY);
    assert_string_equal(row_text(&k, kid(body, 0)), "Ort 1-1|.|.|.|.");
    const ink *i = look(sb_doc_page(doc, 0));
    assert_int_equal(i->n_fills, 0);
    assert_non_null(find_text(i, ". = Zahlenwert unbekannt oder geheim zu halten"));
    sb_doc_free(doc);
    close_city(&k);
}

static bool is_explained(const char *columns, const char *sign)
{
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    const char *data = "gebiet;jahr;alle;jung;saldo;halb\n10001;2020;1000;200;0;0,4\n"
                       "10002;2020;1000;205;0;0,4\n10003;2020;1000;210;1;.\n";
    kit k = open_city(
        (city){.groups = 1,
               .areas = 3,
               .data = data,
               .table = sb_arena_printf(
                   arena, EACH "            signs: true\n            columns: %s\n", columns)});
    sb_doc *doc = compose_all(&k);
    const ink *i = look(sb_doc_page(doc, 0));
    bool is_found = false;
    for (size_t t = 0; t < i->n_texts; t++)
        is_found |= strstr(i->texts[t].text, sign) && strstr(i->texts[t].text, " = ");
    sb_doc_free(doc);
    close_city(&k);
    return is_found;
}

/* All signs that stand in a table, in the place of a number or behind it, and no others. */
static void signs_are_explained(void **state)
{
    (void)state;
    static const char quote[] = "[{column: quote, label: Q}]", alle[] = "[alle]";
    assert_true(is_explained(quote, "\u2248 = Unterschied zum Gesamtwert kann Zufall sein"));
    assert_true(is_explained("[rund, saldo]", ". = Zahlenwert unbekannt"));
    assert_false(is_explained(quote, "0 = "));
    assert_false(is_explained("[anteil]", "\u2248 = "));
    assert_true(is_explained("[rund, saldo]", "0 = weniger als"));
    assert_true(is_explained("[rund, saldo]", "\u2013 = nichts vorhanden"));
    assert_false(is_explained(alle, " = "));
}

/* 1,4 + 2,5 = 3,9: printed 1 + 3 = 4; 1,4 + 2,5 + 3,4 + 4,5 = 11,8: 1 + 3 + 3 + 5 = 12. */
static void rounded_sums_are_explained(void **state)
{
    (void)state;
    static const char table[] =
        EACH TOTALS "            signs: true\n            columns: [rund]\n";
    kit k = open_city((city){.groups = 1, .areas = 2, .table = table});
    sb_doc *doc = compose_all(&k);
    const char *remark = sb_word(k.locale, SB_W_ROUNDED);
    assert_null(find_text(look(sb_doc_page(doc, 0)), remark));
    sb_doc_free(doc);
    close_city(&k);
    /* 1,4 + 2,5 + 3,4 = 7,3: printed 1 + 3 + 3 is 7; with 4,5 and 5,4: 17,2 is 17, not 1 + 3 +
     * 3
     * + 5 + 5; with 6,5 and 7,4: 31,1 is 31, not 17 + 7 + 7 */
    k = open_city((city){.groups = 1, .areas = 7, .table = table});
    doc = compose_all(&k);
    assert_null(find_text(look(sb_doc_page(doc, 0)), remark));
    sb_doc_free(doc);
    close_city(&k);
    k = open_city((city){
        .groups = 1,
        .areas = 2,
        .table = table,
        .data =
            "gebiet;jahr;alle;jung;saldo;halb\n10001;2020;1;1;1;1,4\n10002;2020;1;1;1;1,4\n"});
    doc = compose_all(&k); /* 1 + 1, but 2,8 is 3 */
    assert_non_null(find_text(look(sb_doc_page(doc, 0)), remark));
    sb_doc_free(doc);
    close_city(&k);
}

static void tables_of_areas_look_as_approved(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 2, .areas = 3, .table = all_kinds});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    sb_list_trace(sb_doc_page(doc, 0)->list, &out);
    assert_golden("table-areas.dl", &out);
    sb_doc_free(doc);
    close_city(&k);
}

/* ---- several pages ---- */

static void a_table_goes_on_as_one(void **state)
{
    (void)state;
    kit k = open_city((city){.groups = 9,
                             .areas = 21,
                             .table = EACH TOTALS
                             "            columns: [alle, {column: alle, show: trend, since: "
                             "\"2018\", label: Verlauf}]\n",
                             .more = "        - text: Danach.\n"});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    int n_pages = sb_doc_pages(doc);
    assert_in_range(n_pages, 3, 5);
    const sb_element *table = table_of(doc, 0);
    assert_null(table_of(doc, 1));
    const sb_element *head = part_of(table, SB_ROLE_THEAD),
                     *body = part_of(table, SB_ROLE_TBODY);
    assert_int_equal(body->kids.n, 9 * (1 + 21) + 1);
    int rows_of_page[6] = {0};
    for (size_t r = 0; r < body->kids.n; r++) {
        const sb_element *row = kid(body, r), *cell = kid(row, 1);
        assert_ptr_equal(row->parent, body);
        assert_ptr_equal(cell->headers.at[0], kid(kid(head, 0), 1)); /* the first page's */
        assert_ptr_equal(cell->headers.at[1], kid(row, 0));
        if (r)
            assert_true(row->id > kid(body, r - 1)->id);
        rows_of_page[row->page->number]++;
    }
    for (int p = 0; p < n_pages; p++) {
        const ink *i = look(sb_doc_page(doc, p));
        assert_true(rows_of_page[p] >= 2);
        const struct seen *heading = find_text(i, "Anzahl");
        assert_non_null(heading);
        assert_int_equal(heading->mark >= 0, p == 0);
        assert_int_equal(!find_text(i, "Zahlen (Fortsetzung)"), p == 0);
        assert_int_equal(!find_text(i, "Amt"), p < n_pages - 1);
        assert_no_overlap(i);
        sb_rect area = sb_text_area(&k.composer.spec->format, p + 1);
        for (size_t t = 0; t < i->n_texts; t++)
            if (i->texts[t].mark >= 0)
                assert_true(sb_rect_bottom(i->texts[t].box) <= sb_rect_bottom(area) + 0.1);
    }
    SB_AUTO(sb_buf_free) sb_buf tags = {0};
    sb_doc_tags(doc, &tags);
    assert_non_null(strstr(tags.at, "\"Ort 9-21\""));
    assert_true(strstr(tags.at, "\"Danach.\"") > strstr(tags.at, "\"Ort 9-21\""));
    sb_doc_free(doc);
    close_city(&k);
}

/* No page begins or ends with a single area of a group, or ends with the name of one. */
static void pages_end_between_groups(void **state)
{
    (void)state;
    for (int areas = 2; areas <= 7; areas++) {
        kit k = open_city(
            (city){.groups = 9,
                   .areas = areas,
                   .table = EACH TOTALS "            columns: [alle]\n",
                   .more = "        - table:\n" EACH TOTALS "            columns: [alle]\n"});
        sb_doc *doc = compose_all(&k);
        assert_clean(&k);
        const sb_element *table;
        for (int n = 0; (table = table_of(doc, n)); n++) {
            const sb_element *body = part_of(table, SB_ROLE_TBODY);
            for (size_t r = 1; r < body->kids.n; r++) {
                if (kid(body, r)->page == kid(body, r - 1)->page)
                    continue;
                size_t in_group = r % (size_t)(areas + 1); /* 0: a group begins */
                assert_true(in_group == 0 || (in_group > 2 && in_group < (size_t)areas));
            }
        }
        sb_doc_free(doc);
        close_city(&k);
    }
}

/* Rows of a table on each of its pages. */
static int rows_by_page(const sb_doc *doc, int *n)
{
    const sb_element *body = part_of(table_of(doc, 0), SB_ROLE_TBODY);
    int first = kid(body, 0)->page->number, pages = 0;
    for (size_t r = 0; r < body->kids.n; r++) {
        int page = kid(body, r)->page->number - first;
        while (pages <= page)
            n[pages++] = 0;
        n[page]++;
    }
    return pages;
}

/* However many rows there are, no page has only one or two of them; and a turned table, alone
 * on its pages, has about as many on each. */
static void no_page_is_nearly_empty(void **state)
{
    (void)state;
    static const char *const tables[] = {
        EACH "            columns: [alle]\n",
        EACH "            wide: turn\n            columns: [alle]\n"};
    for (size_t t = 0; t < SB_COUNT(tables); t++)
        for (int areas = t ? 30 : 55; areas <= (t ? 90 : 66); areas += t ? 4 : 1) {
            kit k = open_city((city){.groups = 1, .areas = areas, .table = tables[t]});
            sb_doc *doc = compose_all(&k);
            assert_clean(&k);
            int n[8], pages = rows_by_page(doc, n);
            for (int p = 0; p < pages; p++) {
                assert_true(n[p] >= 3);
                if (t) /* the remainder of the rows; a foot; rows kept together */
                    assert_true(abs(n[p] - areas / pages) <= 3);
            }
            sb_doc_free(doc);
            close_city(&k);
        }
}

static void three_thousand_rows_are_fine(void **state)
{
    (void)state;
    kit k =
        open_city((city){.groups = 6,
                         .areas = 500,
                         .table = EACH TOTALS "            columns: [alle, jung, anteil]\n"});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    assert_int_equal(part_of(table_of(doc, 0), SB_ROLE_TBODY)->kids.n, 3000 + 6 + 1);
    assert_in_range(sb_doc_pages(doc), 45, 60);
    sb_doc_free(doc);
    close_city(&k);
}

/* ---- wide tables ---- */

static const char *sixty_columns(sb_arena *arena, const char *wide)
{
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    sb_buf_printf(&out, "%s            wide: %s\n            columns:\n", EACH, wide);
    for (int i = 0; i < 60; i++)
        sb_buf_printf(&out, "              - {column: alle, label: Spalte %d}\n", i + 1);
    return sb_arena_text(arena, out.at);
}

static void sixty_columns_need_a_way_out(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    kit k = open_city((city){.groups = 1, .areas = 3, .table = sixty_columns(arena, "error")});
    sb_doc_free(compose_all(&k));
    assert_said(&k, "page 1: 'Zahlen' does not fit, ");
    assert_non_null(strstr(sb_diag_at(k.diag, 0)->hint, "'wide: split'"));
    close_city(&k);
    k = open_city((city){.groups = 1, .areas = 3, .table = sixty_columns(arena, "turn")});
    sb_doc_free(compose_all(&k));
    assert_said(&k, "does not fit, ");
    close_city(&k);
}

static void columns_are_split(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    kit k = open_city((city){.groups = 1, .areas = 3, .table = sixty_columns(arena, "split")});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    assert_in_range(sb_doc_pages(doc), 4, 8);
    size_t columns = 0;
    for (int p = 0; p < sb_doc_pages(doc); p++) {
        const sb_element *row = kid(part_of(table_of(doc, p), SB_ROLE_TBODY), 1);
        assert_int_equal(row->page->number, p);
        assert_non_null(strstr(row_text(&k, row), "Ort 1-2|"));
        columns += row->kids.n - 1;
        assert_no_overlap(look(sb_doc_page(doc, p)));
    }
    assert_int_equal(columns, 60);
    sb_doc_free(doc);
    close_city(&k);
}

static void a_turned_table_stays_on_the_sheet(void **state)
{
    (void)state;
    kit k =
        open_city((city){.groups = 4,
                         .areas = 12,
                         .table = EACH TOTALS
                         "            wide: turn\n            columns: [alle, anteil, {column: "
                         "alle, show: trend, since: \"2018\", label: Verlauf}]\n"});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    assert_in_range(sb_doc_pages(doc), 3, 4); /* the heading's, then its own */
    for (int p = 1; p < sb_doc_pages(doc); p++) {
        sb_rect area = sb_text_area(&k.composer.spec->format, p + 1);
        const ink *i = look(sb_doc_page(doc, p));
        for (size_t t = 0; t < i->n_texts; t++) {
            sb_rect box = i->texts[t].box;
            if (i->texts[t].mark < 0)
                continue;
            assert_true(box.height > 0 && box.x >= area.x - 0.1 && box.y >= area.y - 0.1 &&
                        sb_rect_right(box) <= sb_rect_right(area) + 0.1 &&
                        sb_rect_bottom(box) <= sb_rect_bottom(area) + 0.1);
        }
        assert_no_overlap(i);
    }
    const sb_element *row = kid(part_of(table_of(doc, 0), SB_ROLE_TBODY), 1);
    sb_rect spark = kid(kid(row, 3), 0)->box; /* upright on the sheet, as it is drawn */
    assert_true(fabs(spark.height - SB_SPARK_WIDTH) < 0.1);
    sb_doc_free(doc);
    close_city(&k);
}

/* ---- what cannot be ---- */

static void a_cell_taller_than_the_page_is_an_error(void **state)
{
    (void)state;
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    SB_AUTO(sb_buf_free) sb_buf table = {0};
    sb_buf_text(&table, EACH "            columns: [{label: Worte, text: \"");
    for (int i = 0; i < 3000; i++)
        sb_buf_text(&table, "viele Worte ");
    sb_buf_text(&table, "\"}]\n");
    kit k = open_city((city){.groups = 1, .areas = 2, .table = sb_arena_text(arena, table.at)});
    sb_doc_free(compose_all(&k));
    assert_said(&k, "'Zahlen' does not fit, ");
    assert_said(&k, " mm of height are missing");
    close_city(&k);
}

static void long_labels_go_on_below(void **state)
{
    (void)state;
    static const char name[] = "Ein Ortsteil mit einem Namen der länger ist als die Tabelle "
                               "breit ist und deshalb auf mehreren Zeilen steht im Süden der";
    kit k = open_city((city){.groups = 1,
                             .areas = 2,
                             .name = name,
                             .table = EACH "            columns: [alle, anteil]\n"});
    sb_doc *doc = compose_all(&k);
    assert_clean(&k);
    assert_no_overlap(look(sb_doc_page(doc, 0)));
    sb_doc_free(doc);
    close_city(&k);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_areas_and_their_totals),
        cmocka_unit_test(heads_span_their_columns),
        cmocka_unit_test(decimals_align_and_nothing_overlaps),
        cmocka_unit_test(bars_are_as_long_as_their_values),
        cmocka_unit_test(all_missing_prints_signs),
        cmocka_unit_test(signs_are_explained),
        cmocka_unit_test(rounded_sums_are_explained),
        cmocka_unit_test(tables_of_areas_look_as_approved),
        cmocka_unit_test(a_table_goes_on_as_one),
        cmocka_unit_test(pages_end_between_groups),
        cmocka_unit_test(no_page_is_nearly_empty),
        cmocka_unit_test(three_thousand_rows_are_fine),
        cmocka_unit_test(sixty_columns_need_a_way_out),
        cmocka_unit_test(columns_are_split),
        cmocka_unit_test(a_turned_table_stays_on_the_sheet),
        cmocka_unit_test(a_cell_taller_than_the_page_is_an_error),
        cmocka_unit_test(long_labels_go_on_below),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
