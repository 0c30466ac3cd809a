#include "compose/contents_flow.h"

/* PAGE.md 1a and pages/4b-inhalt: distances in pt between baselines and rules. */
const double sb_toc_heading_below = 17.5, sb_toc_group_extra = 1.8;
static const double rule_below_title = 26, list_below_heading = 26, chapter_below_rule = 14.4,
                    gap_of_chapters = 12, gap_of_groups = 9, gap_of_sections = 40,
                    name_at_least = 22, around_number = 6, behind_number = 16;
enum { GRID_COLUMNS = 2, LEAST_LINES = 6 };

/* ---- what there is to list ---- */

/* Pages of a chapter are listed below it. */
static bool is_listed(const sb_planned *p)
{
    bool is_alone = !p->is_of_many && !p->chapter &&
                    (p->spec->kind == SB_PAGE_PLAIN || p->spec->kind == SB_PAGE_EACH);
    return p->title && (is_alone || p->is_of_many || p->spec->kind == SB_PAGE_CHAPTER);
}

static const sb_planned *listed(const sb_toc *toc, const sb_plan *plan, int i)
{
    return &plan->pages[toc->pages[i]];
}

static void list_pages(sb_toc *toc, const sb_plan *plan, sb_arena *arena)
{
    int *pages = sb_arena_array(arena, int, plan->n);
    for (int i = 0; i < plan->n; i++)
        if (is_listed(&plan->pages[i]))
            pages[toc->n_pages++] = i;
    toc->pages = pages;
}

static double leading(const sb_figure_env *env, const char *type)
{
    return sb_style_type(env->style, type)->leading;
}

static double name_width(const sb_toc *toc)
{
    return toc->column_width - toc->name_x - toc->number_room;
}

sb_setting sb_toc_chapter(const sb_figure_env *env, const sb_toc *toc, const char *title)
{
    return sb_set(env, "contents chapter", title,
                  toc->column_width - toc->number_room - toc->chapter_x);
}

sb_setting sb_toc_section_title(const sb_figure_env *env, const sb_toc *toc, const char *title)
{
    return sb_set(env, "contents section", sb_arena_printf(env->arena, "%s ", title),
                  toc->column_width - toc->number_room - toc->chapter_x);
}

/* The blank at its end parts it from the page number when read aloud. */
sb_setting sb_toc_name(const sb_figure_env *env, const sb_toc *toc, sb_place place)
{
    const char *name = sb_areas_at(sb_facts_areas(env->facts), place)->name;
    return sb_set(env, "contents", sb_arena_printf(env->arena, "%s ", name), name_width(toc));
}

/* A run of chapters, or the areas of one `for each`. */
typedef struct section {
    int level;
    const sb_chapter *of; /* that the areas' pages belong to */
    SB_VEC(sb_toc_item) items;
} section;

/* What begins in a chapter behind the page that opens it. */
static void list_sections(const sb_figure_env *env, const sb_toc *toc, const sb_plan *plan,
                          sb_toc_item *item)
{
    SB_VEC(sb_toc_section) sections = {0};
    int opening = toc->pages[item->first];
    const sb_chapter *chapter = plan->pages[opening].chapter;
    for (int i = opening + 1; chapter && i < plan->n && plan->pages[i].chapter == chapter;
         i++) {
        const char *title;
        for (int k = 0; (title = sb_planned_entry(&plan->pages[i], k)) != NULL; k++) {
            sb_vec_push(env->arena, &sections, ((sb_toc_section){title, i}));
            item->height +=
                sb_toc_section_title(env, toc, title).n * leading(env, "contents section");
        }
    }
    item->sections = sections.at;
    item->n_sections = (int)sections.n;
}

static void add_chapter(const sb_figure_env *env, const sb_toc *toc, const sb_plan *plan,
                        section *s, int page, const char *title, bool has_sections)
{
    const sb_planned *planned = listed(toc, plan, page);
    bool opens = planned->spec->kind == SB_PAGE_CHAPTER;
    sb_toc_item item = {.chapter = opens ? planned->chapter->title : title,
                        .number = opens ? planned->chapter->number : 0,
                        .first = page,
                        .n = 1,
                        .group = {-1, -1},
                        .gap = gap_of_chapters};
    item.height = sb_toc_chapter(env, toc, item.chapter).n * leading(env, "contents chapter");
    if (opens && has_sections)
        list_sections(env, toc, plan, &item);
    sb_vec_push(env->arena, &s->items, item);
}

static double entry_height(const sb_figure_env *env, const sb_toc *toc, const sb_plan *plan,
                           int page)
{
    return sb_toc_name(env, toc, listed(toc, plan, page)->scope.place).n *
           leading(env, "contents");
}

/* Pages first..end-1 with the name of `group` over them: one item, or one for each page where
 * there is no name or the group is longer than a column. */
static void add_group(const sb_figure_env *env, const sb_toc *toc, const sb_plan *plan,
                      section *s, int first, int end, sb_place group, double longest)
{
    double head = group.area < 0 ? 0 : leading(env, "contents group") + sb_toc_group_extra;
    sb_toc_item item = {.first = first, .n = end - first, .group = group, .height = head};
    item.gap = group.area < 0 || !s->items.n ? 0 : gap_of_groups;
    for (int i = first; i < end; i++)
        item.height += entry_height(env, toc, plan, i);
    if (group.area >= 0 && item.height <= longest) {
        sb_vec_push(env->arena, &s->items, item);
        return;
    }
    for (int i = first; i < end; i++) {
        item.first = i;
        item.n = 1;
        item.height = head + entry_height(env, toc, plan, i);
        sb_vec_push(env->arena, &s->items, item);
        item.group.area = -1;
        item.gap = head = 0;
    }
}

/* The area above, where there is more than one. */
static sb_place group_of(const sb_figure_env *env, const sb_planned *p)
{
    const sb_areas *areas = sb_facts_areas(env->facts);
    int above = areas->levels[p->scope.place.level].above;
    if (above < 0 || areas->levels[above].n < 2)
        return (sb_place){above, -1};
    return sb_areas_above(areas, p->scope.place, above);
}

/* The end of the pages for each area from `first` on. */
static int end_of_each(const sb_toc *toc, const sb_plan *plan, int first)
{
    const char *each = listed(toc, plan, first)->spec->each; /* pages of a group share it */
    int end = first;
    while (end < toc->n_pages && listed(toc, plan, end)->spec->each == each)
        end++;
    return end;
}

static void add_areas(const sb_figure_env *env, const sb_toc *toc, const sb_plan *plan,
                      section *s, int first, int end, double longest)
{
    for (int from = first, to; from < end; from = to) {
        sb_place group = group_of(env, listed(toc, plan, from));
        for (to = from; to < end && group_of(env, listed(toc, plan, to)).area == group.area;)
            to++;
        add_group(env, toc, plan, s, from, to, group, longest);
    }
}

/* ---- columns ---- */

/* Height of items from..to-1 standing in one column. */
static double column_height(const sb_toc_item *items, int from, int to)
{
    double height = 0;
    for (int i = from; i < to; i++)
        height += items[i].height + (i > from ? items[i].gap : 0);
    return height;
}

/* Ends of k columns, each at most `room` high, that hold all n items as evenly as can be
 * (least sum of squared heights, earlier columns first); false if there is none. */
static bool balance(const sb_toc_item *items, int n, int k, double room, int *ends,
                    sb_arena *arena)
{
    if (column_height(items, 0, n) > k * (room + gap_of_chapters))
        return false; /* too much in any case: spare the search */
    int width = n + 1;
    double *cost = sb_arena_array(arena, double, (k + 1) * width);
    int *start = sb_arena_array(arena, int, (k + 1) * width);
    for (int i = 1; i <= n; i++)
        cost[i] = (double)INFINITY;
    for (int c = 1; c <= k; c++) {
        for (int to = 0; to <= n; to++) {
            double *best = &cost[c * width + to];
            *best = (double)INFINITY;
            double height = 0;
            for (int from = to; from >= 0 && height <= room + SB_LENGTH_NOISE; from--) {
                double sum = cost[(c - 1) * width + from] + height * height;
                if (sum < *best) {
                    *best = sum;
                    start[c * width + to] = from;
                }
                if (from > 0)
                    height = column_height(items, from - 1, to);
            }
        }
    }
    if (!isfinite(cost[k * width + n]))
        return false;
    for (int c = k, to = n; c > 0; c--) {
        ends[c - 1] = to;
        to = start[c * width + to];
    }
    return true;
}

/* Fill columns to the brim, one after another; the number of items that found a place. */
static int fill(const sb_toc_item *items, int n, int k, double room, int *ends)
{
    int at = 0;
    for (int c = 0; c < k; c++) {
        int from = at;
        while (at < n && column_height(items, from, at + 1) <= room + SB_LENGTH_NOISE)
            at++;
        ends[c] = at;
    }
    return at;
}

/* Put items into their columns below `top`; the height of the tallest column. */
static double settle(sb_toc_item *items, int k, double top, const int *ends)
{
    double tallest = 0;
    for (int c = 0, i = 0; c < k; c++) {
        double y = top;
        for (int from = i; i < ends[c]; i++) {
            y += i > from ? items[i].gap : 0;
            items[i].column = c;
            items[i].y = y;
            y += items[i].height;
        }
        tallest = fmax(tallest, y - top);
    }
    return tallest;
}

/* ---- pages ---- */

/* Where the next section goes. */
typedef struct cursor {
    int part;
    double y;
    bool is_fresh; /* nothing on this page yet */
} cursor;

static void next_part(cursor *at, double top) { *at = (cursor){at->part + 1, top, true}; }

static void flow_section(const sb_figure_env *env, sb_toc *toc, section *s, cursor *at)
{
    int total = (int)s->items.n;
    int *ends = sb_arena_array(env->arena, int, toc->n_columns);
    double line = leading(env, s->level < 0 ? "contents chapter" : "contents");
    for (int done = 0; done < total;) {
        sb_toc_item *items = s->items.at + done;
        int n = total - done;
        bool has_heading = s->level >= 0 && done == 0;
        double top = at->y - line;
        if (s->level < 0)
            top += chapter_below_rule;
        else
            top += has_heading ? sb_toc_heading_below + list_below_heading : SB_HANG;
        double room = toc->bottom - top;
        if (!at->is_fresh && room < LEAST_LINES * line) {
            next_part(at, toc->top);
            continue;
        }
        if (!balance(items, n, toc->n_columns, room, ends, env->arena))
            n = fill(items, n, toc->n_columns, room, ends);
        if (!n && !at->is_fresh) {
            next_part(at, toc->top);
            continue;
        }
        if (!n) { /* higher than a page: stands there alone, and is reported when drawn */
            n = 1;
            for (int c = 0; c < toc->n_columns; c++)
                ends[c] = 1;
        }
        double height = settle(items, toc->n_columns, top, ends);
        sb_vec_push(env->arena, &toc->bands,
                    (sb_toc_band){at->part, at->y, s->level, s->of, has_heading, items, n});
        *at = (cursor){at->part, top + height + gap_of_sections, false};
        done += n;
        if (done < total)
            next_part(at, toc->top);
    }
}

/* Names begin at the same x in all columns, behind the widest key. */
static double widest_key(const sb_figure_env *env, const sb_toc *toc, const sb_plan *plan)
{
    const sb_type *type = sb_style_type(env->style, "contents key");
    const sb_areas *areas = sb_facts_areas(env->facts);
    double widest = 0;
    for (int i = 0; i < toc->n_pages; i++)
        if (listed(toc, plan, i)->is_of_many)
            widest = fmax(
                widest,
                sb_shape_width(env->shaper, type,
                               sb_areas_at(areas, listed(toc, plan, i)->scope.place)->key));
    return widest;
}

/* The areas of one `for each`. */
static void flow_areas(const sb_figure_env *env, sb_toc *toc, const sb_plan *plan, int first,
                       int end, cursor *at, double longest)
{
    const sb_planned *p = listed(toc, plan, first);
    section areas = {.level = p->scope.place.level, .of = p->chapter};
    add_areas(env, toc, plan, &areas, first, end, longest);
    flow_section(env, toc, &areas, at);
}

/* Chapters are listed first, and the areas of their pages below them all; without any, all
 * stands in the order of the pages. */
sb_toc sb_toc_flow(const sb_figure_env *env, const sb_spec *spec, const sb_spec_page *page,
                   const sb_plan *plan)
{
    const sb_spec_format *format = &spec->format;
    sb_rect area = sb_text_area(format, 1);
    sb_toc toc = {
        .n_columns = format->columns / GRID_COLUMNS > 0 ? format->columns / GRID_COLUMNS : 1,
        .gutter = format->gutter,
        .number_room = sb_shape_width(env->shaper, sb_style_type(env->style, "folio"), "0000") +
                       around_number,
        .title_y = area.y + SB_HANG + leading(env, "title"),
        .top = area.y,
        .bottom = sb_rect_bottom(area),
    };
    bool has_chapters = false;
    for (int i = 0; i < plan->n; i++) {
        const sb_chapter *chapter = plan->pages[i].chapter;
        has_chapters |= chapter != NULL;
        if (chapter && chapter->number)
            toc.chapter_x = behind_number;
    }
    list_pages(&toc, plan, env->arena);
    toc.name_x = fmax(name_at_least, widest_key(env, &toc, plan) + around_number);
    toc.column_width = (area.width - (toc.n_columns - 1) * toc.gutter) / toc.n_columns;
    cursor at = {0, toc.title_y + rule_below_title, true};
    double longest = toc.bottom - at.y - sb_toc_heading_below - list_below_heading;

    section chapters = {.level = -1};
    for (int i = 0, end; i < toc.n_pages; i = end) {
        const sb_planned *p = listed(&toc, plan, i);
        bool has_depth = page->depth > 1;
        end = p->is_of_many ? end_of_each(&toc, plan, i) : i + 1;
        if (!p->is_of_many) {
            add_chapter(env, &toc, plan, &chapters, i, p->title, has_depth);
        } else if (!has_depth && !p->chapter) {
            add_chapter(env, &toc, plan, &chapters, i,
                        sb_facts_areas(env->facts)->levels[p->scope.place.level].plural, false);
        } else if (!has_chapters && has_depth) {
            flow_section(env, &toc, &chapters, &at);
            chapters = (section){.level = -1};
            flow_areas(env, &toc, plan, i, end, &at, longest);
        }
    }
    flow_section(env, &toc, &chapters, &at);
    for (int i = 0, end; has_chapters && page->depth > 1 && i < toc.n_pages; i = end) {
        bool is_of_many = listed(&toc, plan, i)->is_of_many;
        end = is_of_many ? end_of_each(&toc, plan, i) : i + 1;
        if (is_of_many)
            flow_areas(env, &toc, plan, i, end, &at, longest);
    }
    toc.n_parts = at.part + 1;
    return toc;
}
