#include "figure/map_label.h"

#include <stdlib.h>
#include <string.h>

enum { GRID = 32, FAR = 16 };
static const double clear = 0.9;                      /* from the border, pt */
static const double figure_height = 0.72, drop = 0.2; /* of the size: capitals, descenders */

/* A label to try: one or two lines of one type. */
typedef struct label {
    const sb_type *type;
    const char *lines[2];
    int n;
    double width[2];
} label;

typedef struct spot {
    sb_point at;
    double distance, score;
} spot;

static int by_score(const void *a, const void *b)
{
    double x = ((const spot *)a)->score, y = ((const spot *)b)->score;
    return (x < y) - (x > y);
}

/* Points of a grid that lie inside, the best first.  Their mean stands for the centroid. */
static int find_spots(sb_edges edges, sb_rect box, spot spots[GRID * GRID])
{
    sb_point mean = {0, 0};
    int n = 0;
    for (int i = 0; i < GRID * GRID; i++) {
        sb_point p = {box.x + (i % GRID + 0.5) * box.width / GRID,
                      box.y + ((double)(i / GRID) + 0.5) * box.height / GRID};
        if (!sb_edges_hold(edges, p))
            continue;
        spots[n++] = (spot){.at = p, .distance = sb_edges_distance(edges, p)};
        mean.x += p.x;
        mean.y += p.y;
    }
    for (int i = 0; i < n; i++)
        spots[i].score = 1.5 * fmin(spots[i].distance, FAR) -
                         0.3 * hypot(spots[i].at.x - mean.x / n, spots[i].at.y - mean.y / n);
    qsort(spots, (size_t)n, sizeof *spots, by_score);
    return n;
}

/* Baseline of line i of a label whose middle is at y. */
static double baseline(const label *l, double y, int i)
{
    double above = figure_height * l->type->size / 2;
    return y + above + (i - (l->n - 1) / 2.0) * l->type->leading;
}

static bool fits(const label *l, sb_edges edges, const spot *s)
{
    double size = l->type->size;
    if (s->distance < figure_height * size / 2 + clear)
        return false;
    for (int i = 0; i < l->n; i++) {
        sb_rect box = {s->at.x - l->width[i] / 2 - clear,
                       baseline(l, s->at.y, i) - figure_height * size - clear,
                       l->width[i] + 2 * clear, (figure_height + drop) * size + 2 * clear};
        sb_point middle = {s->at.x, box.y + box.height / 2};
        if (sb_edges_hit(edges, box) || !sb_edges_hold(edges, middle))
            return false;
    }
    return true;
}

static label one_line(const sb_figure_env *env, const sb_type *type, const char *text)
{
    return (label){type, {text, NULL}, 1, {sb_shape_width(env->shaper, type, text), 0}};
}

/* The name in two lines of about the same width, or in one if it has no place to break. */
static label broken(const sb_figure_env *env, const char *name, const sb_type *type,
                    sb_arena *arena)
{
    label best = one_line(env, type, name);
    for (const char *p = name + 1; *name && p[0] && p[1]; p++) {
        if (!strchr("/- ", *p))
            continue;
        const char *first = sb_arena_textn(arena, name, (size_t)(p - name) + (*p != ' '));
        double upper = sb_shape_width(env->shaper, type, first),
               lower = sb_shape_width(env->shaper, type, p + 1);
        if (best.n == 1 || fmax(upper, lower) < fmax(best.width[0], best.width[1]))
            best = (label){type, {first, p + 1}, 2, {upper, lower}};
    }
    return best;
}

static const sb_type *coloured(const sb_type *type, sb_colour colour, sb_arena *keep)
{
    sb_type *copy = sb_arena_copy(keep, type, 1, sizeof *type);
    copy->colour = colour;
    return copy;
}

static void draw(const sb_figure_env *env, const label *l, sb_point at, sb_display_list *list)
{
    for (int i = 0; i < l->n; i++)
        sb_line_draw(list, sb_shape(env->shaper, l->type, l->lines[i]), at.x,
                     baseline(l, at.y, i), SB_CENTRE);
}

sb_map_labels sb_map_label_draw(const sb_figure_env *env, const sb_area *area,
                                sb_map_labels want, sb_path outline, sb_colour ground,
                                sb_display_list *list, sb_arena *keep)
{
    sb_edges edges = sb_edges_of(outline, env->arena);
    spot *spots = sb_arena_array(env->arena, spot, GRID * GRID);
    int n_spots = find_spots(edges, sb_path_box(outline), spots);

    sb_colour colour = sb_style_text_on(env->style, ground);
    const sb_type *number = sb_style_type(env->style, "map number"),
                  *large = sb_style_type(env->style, "map label"),
                  *small =
                      sb_style_fit(env->style, "map label", env->shaper, area->name, 0, keep);
    const char *name = area->short_name;
    label tries[5];
    int n = 0;
    if (want == SB_LABELS_NAME) {
        tries[n++] = one_line(env, coloured(large, colour, keep), name);
        tries[n++] = broken(env, name, tries[0].type, keep);
        tries[n++] = one_line(env, coloured(small, colour, keep), name);
        tries[n++] = broken(env, name, tries[2].type, keep);
    }
    tries[n++] = one_line(env, coloured(number, colour, keep), area->key);

    for (int i = 0; i < n; i++)
        for (int s = 0; s < n_spots; s++)
            if (fits(&tries[i], edges, &spots[s])) {
                draw(env, &tries[i], spots[s].at, list);
                return i < n - 1 ? SB_LABELS_NAME : SB_LABELS_KEY;
            }
    return SB_LABELS_NONE;
}
