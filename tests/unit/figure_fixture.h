/* figure_fixture: a layout read and ready to draw, one figure on a page of its own, and its ink
 * as a reader sees it. */
#ifndef SB_FIGURE_FIXTURE_H
#define SB_FIGURE_FIXTURE_H

#include "data/data.h"
#include "figure/parts.h"
#include "golden.h"
#include "seen.h"

static inline void assert_near(double a, double b, double most)
{
    assert_true(fabs(a - b) <= most);
}

/* ---- a layout read, ready to draw ---- */

typedef struct fixture {
    sb_arena *arena;
    sb_diag *diag;
    sb_spec *spec;
    sb_fonts *fonts;
    sb_shaper *shaper;
    sb_locale locale;
    sb_figure_env env;
} fixture;

static inline fixture open_layout(const char *path)
{
    fixture f = {.arena = sb_arena_new(0), .diag = sb_diag_new()};
    f.spec = sb_spec_load(path, f.arena, f.diag);
    assert_non_null(f.spec);
    const sb_areas *areas = sb_areas_load(f.spec, f.arena, f.diag);
    const sb_cube *cube = sb_cube_load(f.spec, areas, f.arena, f.diag);
    const sb_facts *facts = sb_facts_new(cube, f.arena, f.diag);
    const sb_profiles *profiles = sb_profiles_open(SB_DATA_DIR, "coated", f.arena, f.diag);
    f.fonts = sb_fonts_new(SB_DATA_DIR, f.diag);
    f.shaper = sb_shaper_new(f.fonts, SB_DATA_DIR, "de", f.diag);
    f.locale = (sb_locale){.has_percent_blank = f.spec->report.percent_blank > 0};
    memcpy(f.locale.sign, f.spec->report.sign, sizeof f.locale.sign);
    f.env = (sb_figure_env){
        .facts = facts,
        .style = sb_style_new(&f.spec->style, profiles, f.arena, f.diag),
        .shaper = f.shaper,
        .scope = {{0, 0}, sb_facts_period(facts, f.spec->report.period)},
        .diag = f.diag,
    };
    for (size_t i = 0; i < sb_diag_count(f.diag); i++)
        print_error("%s\n", sb_diag_at(f.diag, i)->message);
    assert_int_equal(sb_diag_errors(f.diag), 0);
    return f;
}

static inline void close_layout(fixture *f)
{
    sb_shaper_free(f->shaper);
    sb_fonts_free(f->fonts);
    sb_diag_free(f->diag);
    sb_arena_free(f->arena);
}

static const sb_spec_block *block_at(const fixture *f, int i)
{
    return f->spec->pages[0].blocks[i];
}

/* One figure on a page of its own; the caller frees the page. */
static inline sb_page *draw_block(fixture *f, const sb_spec_block *block, sb_rect box)
{
    f->env.locale = &f->locale;
    f->env.page = sb_page_new(sb_arena_new(0), (sb_sheet){595, 842, 0});
    f->env.arena = f->env.page->arena;
    sb_figure_draw(&f->env, block, box, f->env.page->root);
    assert_true(sb_list_is_good(f->env.page->list));
    return f->env.page;
}

/* One figure as the golden file of this name has it. */
static inline void assert_block_golden(fixture *f, const sb_spec_block *block, sb_rect box,
                                       const char *golden)
{
    sb_page *page = draw_block(f, block, box);
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    sb_list_trace(page->list, &out);
    assert_golden(golden, &out);
    sb_page_free(page);
}

static const sb_rect BOX = {56, 100, 316.5, 150};

/* ---- ink, as a reader sees it ---- */

typedef struct ink {
    sb_device device;
    sb_arena *arena;
    int mark;
    struct {
        const char *text;
        double x, comma, baseline; /* comma: NaN where it has none */
        double width, size;
        int mark;
    } texts[400];
    int n_texts;
    struct {
        sb_path path;
        sb_rect box;
        sb_colour colour;
    } fills[100];
    int n_fills;
    struct {
        sb_path path;
        sb_pen pen;
    } strokes[100];
    int n_strokes;
} ink;

static inline void see_glyphs(sb_device *device, const sb_glyph_run *run, double x,
                              double baseline, sb_colour colour)
{
    (void)colour;
    ink *i = (ink *)device;
    const seen_line seen = seen_of(run, x);
    assert_in_range(i->n_texts, 0, SB_COUNT(i->texts) - 1);
    i->texts[i->n_texts].text = sb_arena_textn(i->arena, run->text, (size_t)run->n_text);
    i->texts[i->n_texts].x = x;
    i->texts[i->n_texts].comma = seen.comma;
    i->texts[i->n_texts].width = seen.end - x;
    i->texts[i->n_texts].size = run->size;
    i->texts[i->n_texts].baseline = baseline;
    i->texts[i->n_texts++].mark = i->mark;
}

static inline void see_fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour colour)
{
    (void)is_even_odd;
    ink *i = (ink *)device;
    i->fills[i->n_fills].path = path;
    i->fills[i->n_fills].box = sb_path_box(path);
    i->fills[i->n_fills++].colour = colour;
}

static inline void see_stroke(sb_device *device, sb_path path, sb_pen pen, sb_colour colour)
{
    (void)colour;
    ink *i = (ink *)device;
    i->strokes[i->n_strokes].path = path;
    i->strokes[i->n_strokes++].pen = pen;
}

static inline void see_mark(sb_device *device, int mark) { ((ink *)device)->mark = mark; }

static inline void look(const sb_page *page, ink *i)
{
    static const sb_device_class class = {
        .glyphs = see_glyphs, .fill = see_fill, .stroke = see_stroke, .mark = see_mark};
    *i = (ink){.device = {&class}, .arena = page->arena, .mark = -1};
    sb_list_replay(page->list, &i->device);
}

static const sb_element *kid(const sb_element *e, size_t i) { return e->kids.at[i].element; }

/* "1 Arbeitslose|1,00||0,98": the cells of a row; blank ones are empty. */
static inline const char *row_text(const sb_page *page, const sb_element *row)
{
    const char *const *texts = sb_page_texts(page, page->arena);
    SB_AUTO(sb_buf_free) sb_buf out = {0};
    for (size_t c = 0; c < row->kids.n; c++) {
        const sb_element *cell = kid(row, c);
        sb_buf_printf(&out, "%s%s", c ? "|" : "",
                      cell->kids.n ? texts[cell->kids.at[0].mark] : "");
    }
    return sb_arena_text(page->arena, out.at);
}

static inline bool is_colour(const fixture *f, sb_colour c, const char *name)
{
    sb_colour want = sb_style_colour(f->env.style, name);
    return memcmp(c.cmyk, want.cmyk, sizeof c.cmyk) == 0;
}

/* The boxes filled in a colour, from the left. */
static inline int fills_in(const fixture *f, const ink *i, const char *colour, sb_rect *out)
{
    int n = 0;
    for (int k = 0; k < i->n_fills; k++)
        if (is_colour(f, i->fills[k].colour, colour))
            out[n++] = i->fills[k].box;
    for (int a = 1; a < n; a++)
        for (int b = a; b > 0 && out[b].x < out[b - 1].x; b--) {
            sb_rect swapped = out[b];
            out[b] = out[b - 1];
            out[b - 1] = swapped;
        }
    return n;
}

#endif
