#include "figure/clusters.h"

/* Pt. */
static const double HEIGHT = 110, LEAST = 70, HEAD = 8;
static const double FOOT = 11, FOOT_BASELINE = 9, FILL = 0.7, MOST_COLUMN = 40, NAME_GAP = 4,
                    NAME_PITCH = 8.5, LEAST_HEIGHT = 30;
static const double VALUE_GAP = 2, VALUE_DEPTH = 6.4, LEAST_PLOT = 60, COLUMN_GAP = 0.06;
static const double PART_GAP = 6, PART_PITCH = 9, MOST_PARTS_ROOM = 0.4; /* of the width */
enum { MOST_STEPS = 5 };

typedef struct plot {
    sb_clusters clusters;
    bool is_direct; /* the parts of a stack are named beside the last one */
    sb_scale y;
    double left, right, pitch, width;
} plot;

/* Room beside the last stack for the names of its parts; 0: they have a key. */
static double parts_room(const sb_clusters *c, double width)
{
    double widest = 0;
    for (int i = 0; i < c->n_parts && c->is_stacked && c->n_parts > 1; i++)
        widest = fmax(widest, sb_draw_width(c->chart->env, "label", c->parts[i]));
    return widest && widest + PART_GAP <= MOST_PARTS_ROOM * width ? widest + PART_GAP : 0;
}

static double head_of(const sb_clusters *c, double width)
{
    return HEAD + (parts_room(c, width) > 0 ? 0 : sb_key_height(c, width));
}

static sb_extent measure(const sb_chart *chart)
{
    sb_clusters c = sb_clusters_of(chart);
    double head = head_of(&c, chart->width);
    return (sb_extent){LEAST - HEAD + head, HEIGHT - HEAD + head, true};
}

static double middle_of(const plot *p, int cluster)
{
    return p->left + (cluster + 0.5) * p->pitch;
}

/* ---- on each other ---- */

static void draw_part(const plot *p, int cluster, int part, double base, bool has_number)
{
    const sb_clusters *c = &p->clusters;
    const sb_figure_env *env = c->chart->env;
    sb_value v = sb_clusters_at(c, cluster, part);
    double bottom = sb_scale_at(p->y, base), top = sb_scale_at(p->y, base + v.number);
    double middle = middle_of(p, cluster);
    sb_rect box = {middle - p->width / 2, top, p->width, bottom - top};
    sb_list_fill(env->page->list, sb_path_rect(env->arena, box), false, c->colours[part]);
    sb_type type = *sb_style_type(env->style, "axis");
    type.colour = sb_style_text_on(env->style, c->colours[part]);
    if (has_number && box.height > type.size + 1)
        sb_line_draw(env->page->list,
                     sb_shape(env->shaper, &type, sb_figure_value(env, v, c->manner)), middle,
                     (top + bottom) / 2 + sb_draw_drop(env, "axis"), SB_CENTRE);
}

/* Numbers of a part in all columns or in none; signs over the stack for what is missing in it.
 */
static void draw_stacks(const plot *p)
{
    const sb_clusters *c = &p->clusters;
    const sb_figure_env *env = c->chart->env;
    double *base = sb_arena_array(env->arena, double, c->n);
    for (int i = c->n_parts; i-- > 0;) {
        bool has_number = sb_clusters_number_width(c, i) < p->width;
        for (int k = 0; k < c->n; k++) {
            sb_value v = sb_clusters_at(c, k, i);
            if (!sb_value_is_number(v) || !(v.number > 0))
                continue;
            draw_part(p, k, i, base[k], has_number);
            base[k] += v.number;
        }
    }
    for (int k = 0; k < c->n; k++) {
        const char *signs = sb_clusters_signs(c, k);
        if (*signs)
            sb_draw_text(env, "axis", signs, middle_of(p, k),
                         sb_scale_at(p->y, base[k]) - VALUE_GAP, SB_CENTRE);
    }
}

/* Each part's name at its height in the last stack, or where there is room. */
static void name_parts(const plot *p, sb_rect box)
{
    const sb_clusters *c = &p->clusters;
    const sb_figure_env *env = c->chart->env;
    double *at = sb_arena_array(env->arena, double, c->n_parts);
    double *size = sb_arena_array(env->arena, double, c->n_parts), base = 0;
    for (int i = c->n_parts; i-- > 0;) {
        sb_value v = sb_clusters_at(c, c->n - 1, i);
        double part = sb_value_is_number(v) ? v.number : 0;
        at[i] = sb_scale_at(p->y, base + part / 2);
        size[i] = PART_PITCH;
        base += part;
    }
    double missing = sb_spread(at, size, c->n_parts, box.y, p->y.start + 2, env->arena);
    if (missing > SB_FIT_SLACK)
        sb_chart_misfit(c->chart, missing, true);
    for (int i = 0; i < c->n_parts; i++)
        sb_draw_text(env, "label", c->parts[i], p->right + PART_GAP,
                     at[i] + sb_draw_drop(env, "label"), SB_LEFT);
}

/* ---- beside each other ---- */

/* Numbers over all columns, or where one has no room over none; signs always. */
static void draw_beside(const plot *p)
{
    const sb_clusters *c = &p->clusters;
    const sb_figure_env *env = c->chart->env;
    double each = p->width / c->n_parts, zero = sb_scale_at(p->y, 0), widest = 0;
    for (int i = 0; i < c->n_parts; i++)
        widest = fmax(widest, sb_clusters_number_width(c, i));
    for (int k = 0; k < c->n; k++)
        for (int i = 0; i < c->n_parts; i++) {
            sb_value v = sb_clusters_at(c, k, i);
            double left = middle_of(p, k) - p->width / 2 + i * each;
            double width = each * (1 - COLUMN_GAP);
            double end = sb_value_is_number(v) ? sb_scale_at(p->y, v.number) : zero;
            if (end != zero)
                sb_list_fill(env->page->list,
                             sb_path_rect(env->arena, (sb_rect){left, fmin(zero, end), width,
                                                                fabs(end - zero)}),
                             false, c->colours[i]);
            double baseline = end > zero ? end + VALUE_DEPTH : fmin(zero, end) - VALUE_GAP;
            if (widest <= each || !sb_value_is_number(v))
                sb_draw_text(env, "axis", sb_figure_value(env, v, c->manner), left + width / 2,
                             baseline, SB_CENTRE);
        }
}

/* ---- the whole ---- */

/* Their lines, broken to the pitch; years that have no room for all are set in one. */
static sb_lines *set_names(const plot *p, int *most)
{
    const sb_clusters *c = &p->clusters;
    const sb_figure_env *env = c->chart->env;
    sb_lines *names = sb_arena_array(env->arena, sb_lines, c->n);
    *most = 1;
    for (int k = 0; k < c->n; k++) {
        const char *name = c->at[k].name;
        if (c->is_timed && k > 0 && k < c->n - 1)
            name = sb_chart_short_year(env, name);
        sb_piece piece = {sb_style_type(env->style, c->at[k].type), name, NULL};
        const sb_paragraph *text = sb_paragraph_new(env->shaper, &piece, 1, env->arena);
        double room = c->is_timed ? INFINITY : p->pitch - NAME_GAP;
        names[k] = sb_paragraph_break(env->shaper, text, room,
                                      (sb_break_rules){.has_hyphens = true}, env->arena);
        if (names[k].overrun > SB_FIT_SLACK)
            sb_figure_misfit(env, c->chart->block->node->at, c->at[k].name, names[k].overrun,
                             false);
        *most = names[k].n > *most ? names[k].n : *most;
    }
    return names;
}

/* Whether the years between the first and the last all have room. */
static bool inner_names_fit(const plot *p, const sb_lines *names)
{
    double free_from = -INFINITY;
    for (int k = 0; k < p->clusters.n; k++) {
        double half = names[k].n ? names[k].lines[0]->width / 2 : 0;
        if (middle_of(p, k) - half < free_from)
            return false;
        free_from = middle_of(p, k) + half + NAME_GAP;
    }
    return true;
}

/* Years between others may be left out, names may not. */
static void draw_names(const plot *p, const sb_lines *names, double axis)
{
    const sb_clusters *c = &p->clusters;
    bool has_inner = !c->is_timed || inner_names_fit(p, names);
    for (int k = 0; k < c->n; k++) {
        if (!has_inner && k > 0 && k < c->n - 1)
            continue;
        for (int i = 0; i < names[k].n; i++)
            sb_line_draw(c->chart->env->page->list, names[k].lines[i], middle_of(p, k),
                         axis + FOOT_BASELINE + i * NAME_PITCH, SB_CENTRE);
    }
}

static void draw(const sb_chart *chart, sb_rect box)
{
    plot p = {.clusters = sb_clusters_of(chart)};
    const sb_clusters *c = &p.clusters;
    sb_ticks ticks = sb_axis_ticks(sb_clusters_range(c), MOST_STEPS);
    double room = parts_room(c, box.width);
    p.is_direct = room > 0;
    p.left = box.x + sb_axis_width(chart, ticks, c->manner);
    p.right = sb_rect_right(box) - room;
    if (p.right - p.left < LEAST_PLOT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_PLOT - (p.right - p.left), false);
        return;
    }
    p.pitch = (p.right - p.left) / (c->n ? c->n : 1);
    p.width = fmin(FILL * p.pitch, c->is_stacked ? MOST_COLUMN : MOST_COLUMN * c->n_parts);
    int lines;
    sb_lines *names = set_names(&p, &lines);
    double axis = sb_rect_bottom(box) - FOOT - (lines - 1) * NAME_PITCH;
    p.y = (sb_scale){sb_tick_at(ticks, 0), sb_tick_at(ticks, ticks.n - 1), axis,
                     box.y + head_of(c, box.width)};
    if (p.y.start - p.y.end < LEAST_HEIGHT - SB_FIT_SLACK) {
        sb_chart_misfit(chart, LEAST_HEIGHT - (p.y.start - p.y.end), true);
        return;
    }
    sb_axis_left(chart, ticks, p.y, p.left, p.right, c->manner);
    if (c->is_stacked)
        draw_stacks(&p);
    else
        draw_beside(&p);
    draw_names(&p, names, axis);
    if (p.is_direct && c->n)
        name_parts(&p, box);
    else
        sb_key_draw(c, box);
}

static void say(const sb_chart *chart, sb_buf *out)
{
    sb_clusters c = sb_clusters_of(chart);
    sb_clusters_say(&c, SB_W_COLUMNS, out);
}

const sb_chart_class sb_chart_columns = {
    .measure = measure, .draw = draw, .say = say, SB_CLUSTERS_CLASS};
