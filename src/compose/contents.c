#include "compose/contents_flow.h"

#include "figure/draw.h"

int sb_contents_pages(const sb_figure_env *env, const sb_spec *spec, const sb_spec_page *page,
                      const sb_plan *plan)
{
    return sb_toc_flow(env, spec, page, plan).n_parts;
}

static double column_x(const sb_work *work, const sb_toc *toc, int column)
{
    return work->area.x + column * (toc->column_width + toc->gutter);
}

/* A line of the contents: what stands left of the page number, and where it leads. */
typedef struct entry {
    const char *name;   /* for messages */
    const sb_line *key; /* NULL: none */
    sb_setting text;
    double text_x;
    const char *number_type;
    int page; /* in the plan */
} entry;

/* TOCI > Reference > Link; the whole line can be clicked.  The TOCI. */
static sb_element *entry_put(sb_work *work, const sb_toc *toc, const entry *e, double x,
                             double baseline, sb_element *list)
{
    const sb_figure_env *env = &work->env;
    sb_page *page = env->page;
    double last = baseline + sb_setting_depth(e->text), height = e->text.type->leading;
    const sb_line *number = sb_shape(env->shaper, sb_style_type(env->style, e->number_type),
                                     sb_arena_printf(env->arena, "%d", e->page + 1));
    sb_element *item = sb_element_new(page, list, SB_ROLE_TOCI);
    sb_element *link =
        sb_element_new(page, sb_element_new(page, item, SB_ROLE_REFERENCE), SB_ROLE_LINK);
    link->link_page = e->page;
    sb_page_begin(page, link);
    if (e->key)
        sb_line_draw(page->list, e->key, x, baseline, SB_LEFT);
    sb_setting_draw(page->list, e->text, x + e->text_x, baseline, SB_LEFT);
    sb_line_draw(page->list, number, x + toc->column_width, last, SB_RIGHT);
    sb_page_end(page);
    double top = baseline - 0.75 * height;
    sb_page_link(page, link, (sb_rect){x, top, toc->column_width, last - baseline + height});
    if (e->text.overrun > SB_LENGTH_NOISE)
        sb_misfit(work, work->planned->spec->node->at, e->name, SB_LACKS_WIDTH,
                  e->text.overrun);
    return item;
}

/* A chapter and, in a list of its own, what begins in it. */
static void chapter_put(sb_work *work, const sb_toc *toc, const sb_toc_item *item,
                        sb_element *list)
{
    const sb_figure_env *env = &work->env;
    double x = column_x(work, toc, item->column), y = item->y;
    entry e = {.name = item->chapter,
               .text =
                   sb_toc_chapter(env, toc, sb_arena_printf(env->arena, "%s ", item->chapter)),
               .text_x = toc->chapter_x,
               .number_type = "folio",
               .page = toc->pages[item->first]};
    if (item->number)
        e.key = sb_shape(env->shaper, sb_style_type(env->style, "contents number"),
                         sb_arena_printf(env->arena, "%d ", item->number));
    sb_element *own = entry_put(work, toc, &e, x, y + e.text.type->leading, list);
    y += e.text.n * e.text.type->leading;
    sb_element *inner = item->n_sections ? sb_element_new(env->page, own, SB_ROLE_TOC) : NULL;
    for (int i = 0; i < item->n_sections; i++) {
        const sb_toc_section *section = &item->sections[i];
        entry s = {.name = section->title,
                   .text = sb_toc_section_title(env, toc, section->title),
                   .text_x = toc->chapter_x,
                   .number_type = "contents",
                   .page = section->page};
        entry_put(work, toc, &s, x, y + s.text.type->leading, inner);
        y += s.text.n * s.text.type->leading;
    }
}

static const sb_line *key_line(const sb_figure_env *env, const char *type, const char *key)
{
    return sb_shape(env->shaper, sb_style_type(env->style, type),
                    sb_arena_printf(env->arena, "%s ", key));
}

/* A group's heading, and the list of its entries. */
static sb_element *group_put(sb_work *work, const sb_toc *toc, sb_place group, double x,
                             double baseline, sb_element *list)
{
    const sb_figure_env *env = &work->env;
    sb_page *page = env->page;
    const sb_area *area = sb_areas_at(sb_facts_areas(env->facts), group);
    const sb_type *type = sb_style_type(env->style, "contents group");
    const sb_line *name = sb_shape(env->shaper, type, area->name);
    double over = toc->name_x + name->width - toc->column_width;
    if (over > SB_LENGTH_NOISE)
        sb_misfit(work, work->planned->spec->node->at, area->name, SB_LACKS_WIDTH, over);
    sb_element *item = sb_element_new(page, list, SB_ROLE_TOCI);
    sb_page_begin(page, sb_element_new(page, item, SB_ROLE_P));
    sb_line_draw(page->list, key_line(env, "contents group", area->key), x, baseline, SB_LEFT);
    sb_line_draw(page->list, name, x + toc->name_x, baseline, SB_LEFT);
    sb_page_end(page);
    return sb_element_new(page, item, SB_ROLE_TOC);
}

static void areas_put(sb_work *work, const sb_toc *toc, const sb_toc_item *item,
                      sb_element *list)
{
    const sb_figure_env *env = &work->env;
    const sb_areas *areas = sb_facts_areas(env->facts);
    double x = column_x(work, toc, item->column), y = item->y;
    if (item->group.area >= 0) {
        double leading = sb_style_type(env->style, "contents group")->leading;
        list = group_put(work, toc, item->group, x, y + leading, list);
        y += leading + sb_toc_group_extra;
    }
    for (int i = item->first; i < item->first + item->n; i++) {
        sb_place place = work->composer->plan->pages[toc->pages[i]].scope.place;
        entry e = {.name = sb_areas_at(areas, place)->name,
                   .key = key_line(env, "contents key", sb_areas_at(areas, place)->key),
                   .text = sb_toc_name(env, toc, place),
                   .text_x = toc->name_x,
                   .number_type = "contents",
                   .page = toc->pages[i]};
        entry_put(work, toc, &e, x, y + e.text.type->leading, list);
        y += e.text.n * e.text.type->leading;
    }
}

/* "Stadtteile", and beside it what the three things in a line are. */
static void band_heading(sb_work *work, const sb_toc *toc, const sb_toc_band *band)
{
    const sb_figure_env *env = &work->env;
    sb_element *root = env->page->root;
    const sb_level *level = &sb_facts_areas(env->facts)->levels[band->level];
    double baseline = band->y + sb_toc_heading_below;
    const char *words = band->of ? band->of->title : level->plural;
    sb_page_begin(env->page, sb_element_new(env->page, root, sb_work_heading(work)));
    double x = work->area.x;
    if (band->of && band->of->number) {
        sb_draw_text(env, "contents number",
                     sb_arena_printf(env->arena, "%d ", band->of->number), x, baseline,
                     SB_LEFT);
        x += toc->chapter_x;
    }
    sb_draw_text(env, "contents chapter", words, x, baseline, SB_LEFT);
    sb_page_end(env->page);
    double over = x + sb_draw_width(env, "contents chapter", words) - sb_rect_right(work->area);
    if (over > SB_LENGTH_NOISE)
        sb_misfit(work, work->planned->spec->node->at, words, SB_LACKS_WIDTH, over);
    if (toc->n_columns < 2)
        return;
    const char *columns =
        sb_arena_printf(env->arena, "%s, %s, %s", sb_word(env->locale, SB_W_NUMBER),
                        level->label, sb_word(env->locale, SB_W_PAGE));
    double behind = x + sb_draw_width(env, "contents chapter", words) + toc->gutter;
    double unit_x = column_x(work, toc, 1);
    if (behind > unit_x)
        unit_x = behind;
    sb_setting unit = sb_set(env, "unit", columns, sb_rect_right(work->area) - unit_x);
    sb_setting_put(env, unit, unit_x, baseline, root, SB_ROLE_P);
}

static void band_put(sb_work *work, const sb_toc *toc, const sb_toc_band *band)
{
    const sb_figure_env *env = &work->env;
    if (band->level >= 0) {
        sb_rule_put(env, "rule", work->area.x, band->y, work->area.width);
    } else {
        int used = band->items[band->n - 1].column + 1;
        for (int c = 0; c < used; c++)
            sb_rule_put(env, "rule", column_x(work, toc, c), band->y, toc->column_width);
    }
    if (band->has_heading)
        band_heading(work, toc, band);
    sb_element *list = sb_element_new(env->page, env->page->root, SB_ROLE_TOC);
    for (int i = 0; i < band->n; i++) {
        const sb_toc_item *item = &band->items[i];
        double over = item->y + item->height - toc->bottom;
        if (over > SB_LENGTH_NOISE)
            sb_misfit(work, work->planned->spec->node->at, "contents", SB_LACKS_HEIGHT, over);
        if (item->chapter)
            chapter_put(work, toc, item, list);
        else
            areas_put(work, toc, item, list);
    }
}

void sb_contents_draw(sb_work *work)
{
    const sb_figure_env *env = &work->env;
    const sb_planned *planned = work->planned;
    sb_toc toc = sb_toc_flow(env, work->composer->spec, planned->spec, work->composer->plan);
    if (planned->part == 0)
        sb_setting_put(env, sb_set(env, "title", planned->title, work->area.width),
                       work->area.x, toc.title_y, env->page->root, sb_work_heading(work));
    for (size_t i = 0; i < toc.bands.n; i++)
        if (toc.bands.at[i].part == planned->part)
            band_put(work, &toc, &toc.bands.at[i]);
}
