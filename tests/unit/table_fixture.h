/* table_fixture: a made-up city written for each test, its pages composed, and their ink as it
 * stands on the sheet. */
#ifndef SB_TABLE_FIXTURE_H
#define SB_TABLE_FIXTURE_H

#include "compose/parts.h"
#include "data/data.h"
#include "golden.h"
#include "seen.h"

#include <unistd.h>

#define EVERYWHERE ((sb_place){-1, -1})
/* YAML of a table, as `city.table` has it. */
#define EACH "            for each: ortsteil\n"
#define TOTALS "            totals: [bezirk, stadt]\n"

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

static inline void write_numbers(FILE *file, const city *c)
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

static inline void write_layout(FILE *file, const city *c)
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

static inline kit open_city(city c)
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

static inline void close_city(kit *k)
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
static inline sb_doc *compose_all(kit *k)
{
    k->composer.plan =
        sb_plan_new(&k->composer, NULL, EVERYWHERE, k->shaper, k->arena, k->diag);
    sb_doc *doc = sb_doc_new((sb_meta){.title = "Tabellen", .language = "de-DE"});
    for (int i = 0; i < k->composer.plan->n; i++)
        sb_doc_add(doc, sb_compose(&k->composer, i, k->shaper, k->diag));
    return doc;
}

static inline void assert_clean(const kit *k)
{
    for (size_t i = 0; i < sb_diag_count(k->diag); i++)
        print_error("%s\n", sb_diag_at(k->diag, i)->message);
    assert_int_equal(sb_diag_errors(k->diag), 0);
}

static inline void assert_said(const kit *k, const char *text)
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

static inline void see_push(sb_device *device, sb_matrix matrix, const sb_path *clip)
{
    (void)clip;
    ink *i = (ink *)device;
    i->matrix[i->depth + 1] = sb_matrix_in(matrix, i->matrix[i->depth]);
    i->depth++;
}

static inline void see_pop(sb_device *device) { ((ink *)device)->depth--; }

static inline sb_rect turned(const ink *i, sb_rect box)
{
    sb_point a = sb_matrix_apply(i->matrix[i->depth], (sb_point){box.x, box.y});
    sb_point b = sb_matrix_apply(i->matrix[i->depth],
                                 (sb_point){sb_rect_right(box), sb_rect_bottom(box)});
    return (sb_rect){fmin(a.x, b.x), fmin(a.y, b.y), fabs(a.x - b.x), fabs(a.y - b.y)};
}

static inline void see_glyphs(sb_device *device, const sb_glyph_run *run, double x,
                              double baseline, sb_colour colour)
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

static inline void see_fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour colour)
{
    (void)is_even_odd, (void)colour;
    ink *i = (ink *)device;
    assert_in_range(i->n_fills, 0, SB_COUNT(i->fills) - 1);
    i->fills[i->n_fills].box = turned(i, sb_path_box(path));
    i->fills[i->n_fills++].mark = i->mark;
}

static inline void see_mark(sb_device *device, int mark) { ((ink *)device)->mark = mark; }

static inline void see_artifact(sb_device *device, sb_artifact kind)
{
    (void)kind;
    ((ink *)device)->mark = -1;
}

static inline ink *look(const sb_page *page)
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

static inline const struct seen *find_text(const ink *i, const char *text)
{
    for (size_t t = 0; t < i->n_texts; t++)
        if (!strcmp(i->texts[t].text, text))
            return &i->texts[t];
    return NULL;
}

static inline void assert_no_overlap(const ink *i)
{
    for (size_t a = 0; a < i->n_texts; a++)
        for (size_t b = a + 1; b < i->n_texts; b++) {
            sb_rect left = i->texts[a].box, right = i->texts[b].box;
            left.x += 0.1, left.y += 0.1, left.width -= 0.2, left.height -= 0.2;
            if (sb_rect_overlaps(left, right))
                fail_msg("'%s' overlaps '%s'", i->texts[a].text, i->texts[b].text);
        }
}

static inline const sb_element *kid(const sb_element *e, size_t i)
{
    return e->kids.at[i].element;
}

/* The n-th Table below an element. */
static inline const sb_element *table_below(const sb_element *e, int *n)
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

static inline const sb_element *table_of(const sb_doc *doc, int n)
{
    return table_below(sb_doc_root(doc), &n);
}

static inline const sb_element *part_of(const sb_element *table, sb_role role)
{
    for (size_t i = 0; i < table->kids.n; i++)
        if (kid(table, i) && kid(table, i)->role == role)
            return kid(table, i);
    return NULL;
}

/* "Ort 1-1|1.100|10,5": a row as it is read. */
static inline const char *row_text(kit *k, const sb_element *row)
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

#endif
