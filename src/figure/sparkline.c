#include "figure/sparkline.h"

#include "figure/chart.h"

static const double DOT = 2.2, LONE_DOT = 1.2;
static const double LEAST_RANGE = 0.08; /* of the first value */

/* The middle of the values in the middle of the line. */
static sb_scale scale_of(sb_spark spark, double y)
{
    sb_range range = SB_EMPTY_RANGE;
    double first = 0;
    for (int i = spark.n; i-- > 0;) {
        sb_range_add(&range, spark.values[i]);
        if (sb_value_is_number(spark.values[i]))
            first = spark.values[i].number;
    }
    double middle = (range.from + range.to) / 2;
    double half = fmax(range.to - range.from, LEAST_RANGE * fabs(first)) / 2;
    if (!(half > 0))
        half = 1;
    return (sb_scale){middle - half, middle + half, y + SB_SPARK_HEIGHT / 2.0,
                      y - SB_SPARK_HEIGHT / 2.0};
}

void sb_spark_draw(const sb_figure_env *env, sb_spark spark, sb_point at, const char *dot)
{
    sb_scale y = scale_of(spark, at.y);
    sb_scale x = {0, spark.n - 1, at.x - SB_SPARK_WIDTH, at.x - DOT / 2};
    sb_pencil pencil = sb_pencil_new(env->arena);
    int last = -1;
    for (int i = 0; i < spark.n; i++) {
        if (!sb_value_is_number(spark.values[i]))
            continue;
        sb_point p = {sb_scale_at(x, i), sb_scale_at(y, spark.values[i].number)};
        bool goes_on = i + 1 < spark.n && sb_value_is_number(spark.values[i + 1]);
        if (last >= 0 && last == i - 1)
            sb_pencil_line(&pencil, p.x, p.y);
        else if (goes_on)
            sb_pencil_move(&pencil, p.x, p.y);
        else
            sb_draw_dot(env, "source", p, LONE_DOT);
        last = i;
    }
    sb_path path = sb_pencil_path(&pencil);
    if (path.n_points > 1)
        sb_draw_path(env, "sparkline", path);
    if (last >= 0)
        sb_draw_dot(env, dot,
                    (sb_point){sb_scale_at(x, last), sb_scale_at(y, spark.values[last].number)},
                    DOT);
}

const char *sb_spark_alt(const sb_figure_env *env, sb_spark spark)
{
    sb_buf out = {0};
    sb_buf_text(&out, sb_word(env->locale, SB_W_LINE_CHART));
    sb_buf_char(&out, ':');
    sb_say_series(env, spark.values, spark.from, spark.n, spark.manner, &out);
    const char *text = sb_arena_text(env->arena, out.at);
    sb_buf_free(&out);
    return text;
}
