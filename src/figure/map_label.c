#include "figure/map_label.h"

#include "figure/edge_index.h"
#include "figure/map_base.h"

#include <stdlib.h>
#include <string.h>

enum { GRID = 32, FAR = 16 };
/* pt, PAGE.md 5: from the area's border, from borders of the level above, from other labels. */
static const double clear = 0.9, clear_upper = 0.8, clear_label = 1.2;
static const double clear_frame = 2; /* from the frame of an inset or a part of the map */
static const double mostly = 0.965;  /* of a line's box inside the area */
static const double dot = 1.4;       /* where the line of a label beside the map begins */
static const double light = 0.5;     /* beside that line, so that it is seen on dark ground */
static const double figure_height = 0.72, drop = 0.2; /* of the size: capitals, descenders */

typedef struct spot {
    sb_point at;
    double distance, score;
} spot;

typedef struct sb_leader { /* from an area to its label beside the map */
    sb_point line[2];
} sb_leader;

/* What the labels of a map share while they are placed. */
typedef struct solver {
    const sb_figure_env *env;
    sb_map_view view;
    const sb_map_obstacles *obstacles;
    sb_edge_index upper;     /* lines that no label crosses */
    sb_edge_index all;       /* the outer borders of all areas */
    const sb_path *outlines; /* [n_areas] */
    const sb_rect *boxes;    /* of the outlines */
    int n_areas;
    SB_VEC(sb_leader) leaders;
    SB_VEC(sb_rect) used; /* boxes of labels placed so far */
    sb_rect frame;        /* labels stay within it; empty: wherever their areas are */
    sb_arena *arena, *keep;
} solver;

/* One area while its label is placed. */
typedef struct interior {
    sb_rect box;
    sb_edges edges, upper; /* its own; those that no label crosses nearby */
    double *crossings;     /* [edges.n], for whoever looks along a line */
    spot *spots;           /* the best first */
    int n_spots;
} interior;

/* Baseline of line i of a label whose middle is at y. */
static double baseline(const sb_map_label *l, double y, int i)
{
    return y + figure_height * l->size / 2 + (i - (l->n - 1) / 2.0) * l->leading;
}

sb_rect sb_map_label_box(const sb_map_label *l, int i)
{
    return (sb_rect){l->at.x - l->width[i] / 2,
                     baseline(l, l->at.y, i) - figure_height * l->size, l->width[i],
                     (figure_height + drop) * l->size};
}

static sb_rect grown(sb_rect r, double by)
{
    return (sb_rect){r.x - by, r.y - by, r.width + 2 * by, r.height + 2 * by};
}

/* ---- places ---- */

static int by_score(const void *a, const void *b)
{
    double x = ((const spot *)a)->score, y = ((const spot *)b)->score;
    return (x < y) - (x > y);
}

/* Points of a grid that lie inside.  Their mean stands for the centroid. */
static void find_spots(interior *g, sb_arena *arena)
{
    sb_point mean = {0, 0};
    sb_rect box = g->box;
    g->spots = sb_arena_array(arena, spot, GRID * GRID);
    for (int row = 0; row < GRID; row++) {
        double y = box.y + (row + 0.5) * box.height / GRID;
        int n = sb_edges_crossings(g->edges, y, g->crossings), passed = 0;
        for (int column = 0; column < GRID; column++) {
            sb_point p = {box.x + (column + 0.5) * box.width / GRID, y};
            while (passed < n && g->crossings[passed] <= p.x)
                passed++;
            if (passed % 2 == 0)
                continue;
            g->spots[g->n_spots++] =
                (spot){.at = p, .distance = sb_edges_distance(g->edges, p)};
            mean.x += p.x;
            mean.y += p.y;
        }
    }
    for (int i = 0; i < g->n_spots; i++) {
        spot *s = &g->spots[i];
        s->score = 1.5 * fmin(s->distance, FAR) -
                   0.3 * hypot(s->at.x - mean.x / g->n_spots, s->at.y - mean.y / g->n_spots);
    }
    if (g->n_spots)
        qsort(g->spots, (size_t)g->n_spots, sizeof *g->spots, by_score);
}

static interior interior_of(const solver *s, sb_path outline)
{
    sb_rect box = sb_path_box(outline);
    interior g = {.box = box,
                  .edges = sb_edges_of(outline, s->arena),
                  .upper = sb_edge_index_near(&s->upper, grown(box, FAR), s->arena)};
    g.crossings = sb_arena_array(s->arena, double, g.edges.n);
    find_spots(&g, s->arena);
    return g;
}

/* ---- does it fit? ---- */

static bool is_within(const interior *g, sb_rect line)
{
    sb_rect box = grown(line, clear);
    sb_point middle = {box.x + box.width / 2, box.y + box.height / 2};
    return !sb_edges_hit(g->edges, box) && sb_edges_hold(g->edges, middle);
}

/* Along some lines through the box. */
static bool is_mostly_within(const interior *g, sb_rect line)
{
    enum { LINES = 5 };
    double inside = 0, right = sb_rect_right(line);
    for (int i = 0; i < LINES; i++) {
        double y = line.y + (i + 0.5) * line.height / LINES;
        int n = sb_edges_crossings(g->edges, y, g->crossings);
        for (int k = 0; k + 1 < n; k += 2)
            inside += fmax(0, fmin(g->crossings[k + 1], right) - fmax(g->crossings[k], line.x));
    }
    return inside >= mostly * LINES * line.width;
}

static bool is_clear(const solver *s, const interior *g, sb_rect line)
{
    if (sb_edges_hit(g->upper, grown(line, clear_upper)) ||
        (!sb_rect_is_empty(s->frame) && !sb_rect_holds(s->frame, line)))
        return false;
    sb_rect box = grown(line, clear_label);
    for (size_t i = 0; i < s->used.n; i++)
        if (sb_rect_overlaps(box, s->used.at[i]))
            return false;
    return true;
}

static bool fits(const solver *s, const interior *g, sb_map_label *l, const spot *at)
{
    if (at->distance < figure_height * l->size / 2 + (l->pokes ? -clear : clear))
        return false;
    l->at = at->at;
    for (int i = 0; i < l->n; i++) {
        sb_rect line = sb_map_label_box(l, i);
        bool is_in = l->pokes ? is_mostly_within(g, line) : is_within(g, line);
        if (!is_in || !is_clear(s, g, line))
            return false;
    }
    return true;
}

/* ---- what to try ---- */

static sb_map_label one_line(const solver *s, const char *type, const sb_type *in,
                             const char *text)
{
    return (sb_map_label){.kind = SB_LABELS_NAME,
                          .type = type,
                          .size = in->size,
                          .leading = in->leading,
                          .lines = {text},
                          .n = 1,
                          .width = {sb_shape_width(s->env->shaper, in, text)}};
}

/* The name in two lines of about the same width, or in one if it has no place to break. */
static sb_map_label broken(const solver *s, const sb_type *in, const char *name)
{
    sb_map_label best = one_line(s, "map label", in, name);
    for (const char *p = name + 1; *name && p[0] && p[1]; p++) {
        if (!strchr("/- ", *p))
            continue;
        const char *first = sb_arena_textn(s->keep, name, (size_t)(p - name) + (*p != ' '));
        double upper = sb_shape_width(s->env->shaper, in, first),
               lower = sb_shape_width(s->env->shaper, in, p + 1);
        if (best.n == 2 && fmax(upper, lower) >= fmax(best.width[0], best.width[1]))
            continue;
        best.n = 2;
        best.lines[0] = first;
        best.lines[1] = p + 1;
        best.width[0] = upper;
        best.width[1] = lower;
    }
    return best;
}

enum { TRIES = 14 };

static void add_try(sb_map_label *tries, int *n, sb_map_label label, sb_map_labels kind)
{
    tries[*n] = label;
    tries[(*n)++].kind = kind;
}

static sb_map_label short_line(const solver *s, const char *text)
{
    return one_line(s, "map number", sb_style_type(s->env->style, "map number"), text);
}

static void try_names(const solver *s, const char *name, sb_map_label *tries, int *n)
{
    const sb_style *style = s->env->style;
    const sb_type *sizes[] = {
        sb_style_type(style, "map label"),
        sb_style_fit(style, "map label", s->env->shaper, name, 0, s->arena)};
    for (size_t i = 0; i < SB_COUNT(sizes); i++) {
        add_try(tries, n, one_line(s, "map label", sizes[i], name), SB_LABELS_NAME);
        add_try(tries, n, broken(s, sizes[i], name), SB_LABELS_NAME);
    }
}

/* What is printed of an area's value: signs where it is none. */
static const char *value_of(const solver *s, int area)
{
    const sb_facts *facts = s->env->facts;
    char text[SB_FORMAT_ROOM];
    sb_format_value(s->env->locale,
                    sb_facts_value(facts, s->view.indicator, (sb_place){s->view.level, area},
                                   s->view.period),
                    sb_facts_indicator(facts, s->view.indicator)->digits, 0, text);
    return sb_arena_text(s->keep, text);
}

static void try_both(const solver *s, const char *name, const char *value, sb_map_label *tries,
                     int *n)
{
    sb_map_label both =
        one_line(s, "map label", sb_style_type(s->env->style, "map label"), name);
    both.lines[1] = value;
    both.width[1] =
        sb_shape_width(s->env->shaper, sb_style_type(s->env->style, "map label"), value);
    both.n = 2;
    add_try(tries, n, both, SB_LABELS_BOTH);
}

/* What may stand in an area, the best first: all within it, then all with a little outside. */
static int list_tries(const solver *s, int index, sb_map_label tries[TRIES])
{
    const sb_area *area = &sb_facts_areas(s->env->facts)->levels[s->view.level].areas[index];
    sb_map_labels want = s->view.map->labels;
    int n = 0;
    if (want == SB_LABELS_NAME)
        try_names(s, area->short_name, tries, &n);
    if (want == SB_LABELS_BOTH)
        try_both(s, area->short_name, value_of(s, index), tries, &n);
    int n_long = n;
    if (want == SB_LABELS_VALUE || want == SB_LABELS_BOTH)
        add_try(tries, &n, short_line(s, value_of(s, index)), SB_LABELS_VALUE);
    else
        add_try(tries, &n, short_line(s, area->key), SB_LABELS_KEY);
    sb_map_label shortest = tries[n - 1];
    n = n_long;
    for (int i = 0; i < n_long; i++) {
        tries[n] = tries[i];
        tries[n++].pokes = true;
    }
    for (int pokes = 0; pokes < 2; pokes++) {
        tries[n] = shortest;
        tries[n++].pokes = pokes;
    }
    return n;
}

static bool is_narrower(const sb_map_label *l, double width)
{
    return fmax(l->width[0], l->width[1]) * mostly <= width;
}

static void keep_clear_of(solver *s, const sb_map_label *label)
{
    for (int line = 0; line < label->n; line++)
        sb_vec_push(s->keep, &s->used, sb_map_label_box(label, line));
}

static sb_map_label place(solver *s, int area, sb_path outline)
{
    interior g = interior_of(s, outline);
    sb_map_label tries[TRIES];
    int n = list_tries(s, area, tries);
    for (int i = 0; i < n; i++)
        for (int k = 0; k < g.n_spots && is_narrower(&tries[i], g.box.width); k++) {
            if (!fits(s, &g, &tries[i], &g.spots[k]))
                continue;
            keep_clear_of(s, &tries[i]);
            return tries[i];
        }
    sb_map_label none = {.kind = SB_LABELS_NONE};
    if (g.n_spots)
        none.from = g.spots[0].at;
    none.is_out = g.n_spots > 0; /* as long as it looks for a place */
    return none;
}

/* ---- beside the map ---- */

/* pt: longest line, and steps on the way to it; directions looked in. */
enum { LONGEST = 36, STEP = 3, DIRECTIONS = 24 };

static bool crosses(sb_point a, sb_point b, sb_point c, sb_point d)
{
    double side_c = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x),
           side_d = (b.x - a.x) * (d.y - a.y) - (b.y - a.y) * (d.x - a.x),
           side_a = (d.x - c.x) * (a.y - c.y) - (d.y - c.y) * (a.x - c.x),
           side_b = (d.x - c.x) * (b.y - c.y) - (d.y - c.y) * (b.x - c.x);
    return (side_c > 0) != (side_d > 0) && (side_a > 0) != (side_b > 0);
}

/* Does the line pass no label and no other line? */
static bool is_line_free(const solver *s, sb_point from, sb_point to)
{
    const sb_point edge[1][2] = {{from, to}};
    for (size_t i = 0; i < s->used.n; i++)
        if (sb_edges_hit((sb_edges){edge, 1}, s->used.at[i]))
            return false;
    for (size_t i = 0; i < s->leaders.n; i++)
        if (crosses(from, to, s->leaders.at[i].line[0], s->leaders.at[i].line[1]))
            return false;
    return true;
}

/* Does any area hold the box's middle or a corner?  Area by area: where areas lie on each other
 * their outer border tells no inside. */
static bool lies_on_area(const solver *s, sb_rect box)
{
    double right = sb_rect_right(box), bottom = sb_rect_bottom(box);
    const sb_point points[] = {{box.x + box.width / 2, box.y + box.height / 2},
                               {box.x, box.y},
                               {right, box.y},
                               {box.x, bottom},
                               {right, bottom}};
    for (int i = 0; i < s->n_areas; i++) {
        if (!sb_rect_overlaps(box, s->boxes[i]))
            continue;
        sb_edges edges = sb_edges_of(s->outlines[i], s->arena);
        for (size_t k = 0; k < SB_COUNT(points); k++)
            if (sb_edges_hold(edges, points[k]))
                return true;
    }
    return false;
}

/* Is the box within the map's box, but outside of all areas and clear of what stands there?
 * nearby: those of their outer borders that come near. */
static bool is_beside(const solver *s, sb_edges nearby, sb_rect map, sb_rect box)
{
    sb_rect wide = grown(box, clear_label);
    if (!sb_rect_holds(map, box) || sb_edges_hit(nearby, wide))
        return false;
    for (size_t i = 0; i < s->used.n; i++)
        if (sb_rect_overlaps(wide, s->used.at[i]))
            return false;
    for (int i = 0; i < s->obstacles->n; i++)
        if (sb_rect_overlaps(wide, s->obstacles->taken[i]))
            return false;
    return !lies_on_area(s, box);
}

/* Where the line meets the label: on its side that looks to the area. */
static sb_point end_of(sb_rect box, sb_point from)
{
    return (sb_point){fmin(fmax(from.x, box.x - 1), sb_rect_right(box) + 1),
                      fmin(fmax(from.y, box.y - 1), sb_rect_bottom(box) + 1)};
}

/* The nearest free place outside of all areas. */
static sb_map_label place_beside(solver *s, int area, sb_point from, sb_rect map)
{
    sb_map_label tries[TRIES], none = {.kind = SB_LABELS_NONE};
    sb_edges nearby = sb_edge_index_near(
        &s->all, (sb_rect){from.x - LONGEST, from.y - LONGEST, 2 * LONGEST, 2 * LONGEST},
        s->arena);
    if (nearby.n == 0)
        return none;
    sb_map_label label = tries[list_tries(s, area, tries) - 1];
    label.pokes = false;
    for (double reach = STEP; reach <= LONGEST; reach += STEP)
        for (int i = 0; i < DIRECTIONS; i++) {
            double angle = 2 * M_PI * i / DIRECTIONS;
            label.at = (sb_point){from.x + reach * cos(angle), from.y + reach * sin(angle)};
            sb_rect box = sb_map_label_box(&label, 0);
            sb_point end = end_of(box, from);
            if (!is_beside(s, nearby, map, box) || !is_line_free(s, from, end))
                continue;
            label.is_out = true;
            label.from = from;
            keep_clear_of(s, &label);
            sb_vec_push(s->keep, &s->leaders, ((sb_leader){{from, end}}));
            return label;
        }
    return none;
}

/* ---- all of them ---- */

typedef struct order {
    int area;
    double size; /* of its box */
} order;

static int by_size(const void *a, const void *b)
{
    const order *x = a, *y = b;
    return x->size != y->size ? (x->size > y->size) - (x->size < y->size) : x->area - y->area;
}

static sb_edges both(sb_edges a, sb_edges b, sb_arena *arena)
{
    sb_point(*all)[2] = sb_arena_alloc(arena, (size_t)(a.n + b.n), sizeof *all);
    for (int i = 0; i < a.n + b.n; i++)
        for (int k = 0; k < 2; k++)
            all[i][k] = i < a.n ? a.at[i][k] : b.at[i - a.n][k];
    return (sb_edges){(const sb_point(*)[2])all, a.n + b.n};
}

/* What a label must not cross: borders of the level above, the sides of the inset's frame, and
 * the lines of rivers, roads and shores, on which its colour would not be seen. */
static sb_edges lines_to_avoid(const sb_figure_env *env, sb_map_view view, const sb_arcs *arcs,
                               const int *parents, sb_matrix matrix, sb_rect frame,
                               sb_arena *arena)
{
    sb_edges all =
        sb_edges_of(sb_outline_borders(arcs, parents, SB_BORDER_BETWEEN, matrix, arena), arena);
    if (!sb_rect_is_empty(frame))
        all = both(all, sb_edges_of(sb_path_rect(arena, frame), arena), arena);
    sb_path context = sb_map_context_lines(env, view, arcs, matrix, arena);
    return context.n_points ? both(all, sb_edges_of(context, arena), arena) : all;
}

const sb_map_label *sb_map_labels_place(const sb_figure_env *env, sb_map_view view,
                                        const sb_arcs *arcs, const int *parents,
                                        double pt_per_metre, const sb_map_obstacles *obstacles,
                                        sb_arena *keep)
{
    SB_AUTO(sb_arena_drop) sb_arena *shared = sb_arena_new(0);
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_matrix matrix = sb_outline_matrix(arcs->box, (sb_point){0, 0}, pt_per_metre);
    const sb_rect map = {0, 0, arcs->box.width * pt_per_metre, arcs->box.height * pt_per_metre};
    int n = arcs->n_outlines;
    solver s = {
        .env = env, .view = view, .obstacles = obstacles, .arena = scratch, .keep = keep};
    if (view.is_part_of_map)
        s.frame = grown(map, -clear_frame);
    s.upper = sb_edge_index_of(
        lines_to_avoid(env, view, arcs, parents, matrix, obstacles->frame, shared), shared);
    s.all = sb_edge_index_of(
        sb_edges_of(sb_outline_borders(arcs, parents, SB_BORDER_OUTER, matrix, shared), shared),
        shared);
    sb_path *outlines = sb_arena_array(shared, sb_path, n);
    sb_rect *boxes = sb_arena_array(shared, sb_rect, n);
    order *orders = sb_arena_array(shared, order, n);
    for (int i = 0; i < n; i++) {
        outlines[i] = sb_outline_area(arcs, i, matrix, shared);
        boxes[i] = sb_path_box(outlines[i]);
        orders[i] = (order){i, boxes[i].width * boxes[i].height};
    }
    s.outlines = outlines;
    s.boxes = boxes;
    s.n_areas = n;
    if (n)
        qsort(orders, (size_t)n, sizeof *orders, by_size);
    sb_map_label *labels = sb_arena_array(keep, sb_map_label, n);
    for (int i = 0; i < n; i++) {
        int area = orders[i].area;
        sb_arena_mark here = sb_arena_here(scratch);
        if (outlines[area].n_points > 0)
            labels[area] = place(&s, area, outlines[area]);
        sb_arena_rewind(scratch, here);
    }
    for (int i = 0; i < n; i++) {
        int area = orders[i].area;
        sb_arena_mark here = sb_arena_here(scratch);
        if (labels[area].kind == SB_LABELS_NONE && labels[area].is_out && !view.is_part_of_map)
            labels[area] = place_beside(&s, area, labels[area].from, map);
        sb_arena_rewind(scratch, here);
    }
    return labels;
}

/* ---- ink ---- */

/* Glyphs as a path: where the pen is, and how large. */
typedef struct tracing {
    sb_pencil pencil;
    double x, baseline, scale;
} tracing;

static sb_point place_of(const tracing *t, double x, double y)
{
    return (sb_point){t->x + x * t->scale, t->baseline - y * t->scale};
}

static void trace_move(void *user, double x, double y)
{
    tracing *t = user;
    sb_point p = place_of(t, x, y);
    sb_pencil_move(&t->pencil, p.x, p.y);
}

static void trace_line(void *user, double x, double y)
{
    tracing *t = user;
    sb_point p = place_of(t, x, y);
    sb_pencil_line(&t->pencil, p.x, p.y);
}

static void trace_curve(void *user, sb_point a, sb_point b, sb_point to)
{
    tracing *t = user;
    sb_pencil_curve(&t->pencil, place_of(t, a.x, a.y), place_of(t, b.x, b.y),
                    place_of(t, to.x, to.y));
}

static void trace_close(void *user) { sb_pencil_close(&((tracing *)user)->pencil); }

/* The letters' outlines in the area's own colour, so that borders break softly under a label
 * that pokes over them (PAGE.md 5). */
static void draw_halo(const sb_line *line, double left, double baseline, sb_colour ground,
                      sb_display_list *list, sb_arena *arena)
{
    static const sb_glyph_pen pen = {trace_move, trace_line, trace_curve, trace_close};
    static const double halo = 1.3;
    tracing t = {.pencil = sb_pencil_new(arena), .baseline = baseline};
    for (int i = 0; i < line->n; i++) {
        const sb_glyph_run *run = line->runs[i].run;
        double x = left + line->runs[i].x;
        t.scale = run->size / run->face->units_per_em;
        for (int g = 0; g < run->n; g++) {
            sb_point shift = sb_glyph_shift_at(run, g);
            t.x = x + shift.x;
            t.baseline = baseline - shift.y;
            sb_face_draw(run->face, run->glyphs[g].id, &pen, &t);
            x += (double)run->glyphs[g].advance;
        }
    }
    sb_path path = sb_pencil_path(&t.pencil);
    if (path.n_points > 0)
        sb_list_stroke(list, path, (sb_pen){.width = 2 * halo}, ground);
}

void sb_map_label_draw(const sb_figure_env *env, const sb_map_label *label, sb_point map,
                       sb_colour ground, sb_display_list *list, sb_arena *keep)
{
    if (label->kind == SB_LABELS_NONE)
        return;
    sb_type *type =
        sb_arena_copy(keep, sb_style_type(env->style, label->type), 1, sizeof *type);
    type->size = label->size;
    type->colour = label->is_out ? sb_style_colour(env->style, "ink")
                                 : sb_style_text_on(env->style, ground);
    if (label->is_out) {
        sb_rect box = sb_map_label_box(label, 0);
        sb_point end = end_of(box, label->from), a = label->from;
        sb_rule rule = sb_style_line(env->style, "tick");
        sb_path line = sb_path_line(keep, (sb_point){map.x + a.x, map.y + a.y},
                                    (sb_point){map.x + end.x, map.y + end.y});
        sb_pen casing = {.width = rule.pen.width + 2 * light, .cap = SB_CAP_ROUND};
        sb_list_stroke(list, line, casing, sb_style_colour(env->style, "paper"));
        sb_list_stroke(list, line, rule.pen, rule.colour);
        sb_list_fill(list, sb_path_circle(keep, (sb_point){map.x + a.x, map.y + a.y}, dot),
                     false, rule.colour);
    }
    for (int i = 0; i < label->n; i++) {
        const sb_line *line = sb_shape(env->shaper, type, label->lines[i]);
        double x = map.x + label->at.x, y = map.y + baseline(label, label->at.y, i);
        if (label->pokes)
            draw_halo(line, x - line->width / 2, y, ground, list, env->arena);
        sb_line_draw(list, line, x, y, SB_CENTRE);
    }
}
