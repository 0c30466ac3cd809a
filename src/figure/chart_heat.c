#include "figure/chart.h"

/* Pt. */
static const double PITCH = 11, LEAST_PITCH = 9, HEAD_GAP = 4, HEAD_LEADING = 8, LABEL_GAP = 8;
static const double LEAST_CELL = 26, CELL_GAP = 0.8;
enum { CLASSES = 5 };

/* One indicator: its values and into which fifth of the areas each falls. */
typedef struct heat_column {
    const char *name;
    sb_manner manner;
    sb_value *values; /* [area] */
    int *class_of;    /* [area]; -1: no number */
} heat_column;

static heat_column column_of(const sb_chart *chart, int i)
{
    const sb_figure_env *env = chart->env;
    int indicator = sb_chart_indicator(chart, i);
    const sb_indicator *about = sb_facts_indicator(env->facts, indicator);
    sb_ranking ranking = sb_ranking_of(chart, indicator);
    heat_column c = {.name = about->short_label,
                     .manner = sb_manner_of(about),
                     .values = sb_arena_array(env->arena, sb_value, ranking.n),
                     .class_of = sb_arena_array(env->arena, int, ranking.n)};
    int tied = 0; /* equal values are of one class */
    for (int k = 0; k < ranking.n; k++) {
        const sb_ranked *r = &ranking.at[k];
        c.values[r->area] = r->value;
        if (k > ranking.first && r->value.number != r[-1].value.number)
            tied = k - ranking.first;
        c.class_of[r->area] = k < ranking.first ? -1 : tied * CLASSES / ranking.n_values;
    }
    return c;
}

static int rows_of(const sb_chart *chart)
{
    return sb_facts_areas(chart->env->facts)->levels[chart->level].n;
}

/* Over the columns: names on two lines where they must. */
static double head_of(const sb_chart *chart)
{
    (void)chart;
    return 2 * HEAD_LEADING + HEAD_GAP;
}

static sb_extent measure(const sb_chart *chart)
{
    int n = rows_of(chart);
    return (sb_extent){head_of(chart) + n * LEAST_PITCH, head_of(chart) + n * PITCH, false};
}

static void draw_head(const sb_chart *chart, const char *name, double x, double width,
                      double bottom)
{
    const sb_figure_env *env = chart->env;
    sb_lines lines = sb_draw_break(env, "axis", name, width - CELL_GAP);
    if (lines.overrun > SB_FIT_SLACK || lines.n > 2)
        sb_figure_misfit(env, chart->spec->node->at, name,
                         lines.n > 2 ? (lines.n - 2) * HEAD_LEADING : lines.overrun,
                         lines.n > 2);
    for (int i = 0; i < lines.n; i++)
        sb_line_draw(env->page->list, lines.lines[i], x + width / 2,
                     bottom - HEAD_GAP - (lines.n - 1 - i) * HEAD_LEADING, SB_CENTRE);
}

static void draw_cell(const sb_chart *chart, const heat_column *c, int area, sb_rect cell)
{
    const sb_figure_env *env = chart->env;
    sb_colour ground = sb_style_colour(env->style, "missing");
    if (c->class_of[area] >= 0)
        ground = sb_style_palette(env->style, NULL, CLASSES)[c->class_of[area]];
    sb_list_fill(env->page->list, sb_path_rect(env->arena, cell), false, ground);
    sb_type type = *sb_style_type(env->style, "axis");
    type.colour = sb_style_text_on(env->style, ground);
    sb_line_draw(env->page->list,
                 sb_shape(env->shaper, &type, sb_figure_value(env, c->values[area], c->manner)),
                 cell.x + cell.width / 2, cell.y + cell.height / 2 + sb_draw_drop(env, "axis"),
                 SB_CENTRE);
}

static void draw(const sb_chart *chart, sb_rect box)
{
    const sb_figure_env *env = chart->env;
    int n = rows_of(chart), n_columns = chart->spec->n_indicators;
    double labels = 0, head = head_of(chart);
    double pitch = fmin((box.height - head) / n, PITCH);
    for (int i = 0; i < n; i++)
        labels = fmax(labels, sb_draw_width(env, "label strong", sb_chart_area_name(chart, i)));
    double left = box.x + labels + LABEL_GAP, width = (sb_rect_right(box) - left) / n_columns;
    if (width < LEAST_CELL - SB_FIT_SLACK) {
        sb_chart_misfit(chart, n_columns * (LEAST_CELL - width), false);
        return;
    }
    sb_place own = env->scope.place;
    sb_place holding =
        sb_areas_above(sb_facts_areas(env->facts), chart->areas[0].place, chart->level);
    for (int i = 0; i < n; i++)
        sb_draw_text(env,
                     holding.area != i           ? "label"
                     : own.level == chart->level ? "label this"
                                                 : "label strong",
                     sb_chart_area_name(chart, i), box.x,
                     box.y + head + (i + 0.5) * pitch + sb_draw_drop(env, "label"), SB_LEFT);
    for (int k = 0; k < n_columns; k++) {
        heat_column c = column_of(chart, k);
        draw_head(chart, c.name, left + k * width, width, box.y + head);
        for (int i = 0; i < n; i++)
            draw_cell(chart, &c, i,
                      (sb_rect){left + k * width, box.y + head + i * pitch, width - CELL_GAP,
                                pitch - CELL_GAP});
    }
}

static void say(const sb_chart *chart, sb_buf *out)
{
    const sb_figure_env *env = chart->env;
    sb_buf_printf(out, "%s, %s", sb_word(env->locale, SB_W_HEAT),
                  sb_facts_period_label(env->facts, chart->period));
    for (int k = 0; k < chart->spec->n_indicators; k++) {
        heat_column c = column_of(chart, k);
        sb_buf_printf(out, ". %s", c.name);
        for (int i = 0; i < rows_of(chart); i++) {
            sb_buf_text(out, i ? "; " : ": ");
            sb_figure_say(env, sb_chart_area_name(chart, i), c.values[i], c.manner, out);
        }
    }
}

static int shades(const sb_spec_chart *chart)
{
    (void)chart;
    return CLASSES;
}

const sb_chart_class sb_chart_heat = {.measure = measure,
                                      .draw = draw,
                                      .say = say,
                                      .shades = shades,
                                      .least = 1,
                                      .most_compare = 0};
