#include "figure/sparkline.h"

#include "figure/chart.h"

static const double DOT = 2.2, LONE_DOT = 1.2;
static const double LEAST_RANGE = 0.08; /* of the first value */

/* The middle of the values in the middle of the line. */
static sb_scale scale_of(sb_series series, double y)
{
    sb_range range = SB_EMPTY_RANGE;
    double first = 0;
    for (int i = series.times.n; i-- > 0;) {
        sb_range_add(&range, series.values[i]);
        if (sb_value_is_number(series.values[i]))
            first = series.values[i].number;
    }
    double middle = (range.from + range.to) / 2;
    double half = fmax(range.to - range.from, LEAST_RANGE * fabs(first)) / 2;
    if (!(half > 0))
        half = 1;
    return (sb_scale){middle - half, middle + half, y + SB_SPARK_HEIGHT / 2.0,
                      y - SB_SPARK_HEIGHT / 2.0};
}

void sb_spark_draw(const sb_figure_env *env, sb_spark spark, sb_point at)
{
    sb_series series = spark.series;
    sb_scale y = scale_of(series, at.y);
    sb_scale across = {0, series.times.n - 1, at.x - SB_SPARK_WIDTH, at.x - DOT / 2};
    double *x = sb_arena_array(env->arena, double, series.times.n);
    for (int i = 0; i < series.times.n; i++)
        x[i] = sb_scale_at(across, i);
    sb_series_ink ink = sb_series_ink_of(series, x, y, env->arena);
    if (ink.lines.n_points > 1)
        sb_draw_path(env, "sparkline", ink.lines);
    for (int i = 0; i < ink.n_dots; i++)
        sb_draw_dot(env, "source", ink.dots[i], LONE_DOT);
    int last = sb_series_last(series);
    if (last >= 0)
        sb_draw_dot(env, spark.is_own ? "accent" : "ink",
                    (sb_point){x[last], sb_scale_at(y, series.values[last].number)}, DOT);
}

const char *sb_spark_alt(const sb_figure_env *env, sb_spark spark)
{
    sb_buf out = {0};
    sb_buf_printf(&out, "%s,", sb_word(env->locale, SB_W_COURSE));
    sb_series_say(env, spark.series, spark.manner, &out);
    const char *text = sb_arena_text(env->arena, out.at);
    sb_buf_free(&out);
    return text;
}
