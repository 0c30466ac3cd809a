/* chart: what all kinds of charts share, and what each of them shows, as values.
 *
 * chart.c hands a chart to its kind: chart_bars.c chart_line.c chart_age.c; chart_alt.c says
 * the same values in words.
 */
#ifndef SB_FIGURE_CHART_H
#define SB_FIGURE_CHART_H

#include "figure/draw.h"

/* How an area speaks in a chart. */
typedef enum sb_voice { SB_VOICE_THIS, SB_VOICE_BETWEEN, SB_VOICE_CITY } sb_voice;

typedef struct sb_chart_area {
    sb_place place;
    const char *name;
    sb_voice voice;
} sb_chart_area;

typedef struct sb_chart {
    const sb_figure_env *env;
    const sb_spec_block *block;
    const sb_spec_chart *spec;
    int period;
    sb_chart_area *areas; /* the page's own, then those compared with; none twice */
    int n_areas;
} sb_chart;

const char *sb_voice_label(sb_voice voice); /* names in the style: a type for labels, */
const char *sb_voice_line(sb_voice voice);  /* a line for series, */
const char *sb_voice_dot(sb_voice voice);   /* a colour */

/* ---- bars ---- */

typedef struct sb_bar {
    const char *label;
    const char *unit;
    int digits;
    const char *colour; /* in the style */
    sb_value value;
    sb_value *marks; /* of the areas compared with: areas[1 + i] */
} sb_bar;

typedef struct sb_bars {
    sb_bar *at;
    int n;
} sb_bars;

sb_bars sb_bars_of(const sb_chart *chart);
sb_extent sb_bars_measure(const sb_chart *chart);
void sb_bars_draw(const sb_chart *chart, sb_rect box);

/* ---- series ---- */

typedef struct sb_series {
    int from, n; /* periods */
    int digits;
    const char *unit;
    double base;       /* 100 in an index, else NaN */
    sb_value **values; /* [area][period - from] */
    bool *is_new;      /* [period]: a new series begins, not to be compared with before */
} sb_series;

sb_series sb_series_of(const sb_chart *chart);
sb_extent sb_line_measure(const sb_chart *chart);
void sb_line_draw_chart(const sb_chart *chart, sb_rect box);

/* ---- ages ---- */

/* A group: people from `from` on, `years` of age wide; an open one counts as 20. */
typedef struct sb_age {
    const char *label;
    double from, years;
    sb_value *shares; /* [area], percent */
} sb_age;

typedef struct sb_ages {
    sb_age *at; /* rising */
    int n;
} sb_ages;

sb_ages sb_ages_of(const sb_chart *chart);
sb_extent sb_age_measure(const sb_chart *chart);
void sb_age_draw(const sb_chart *chart, sb_rect box);

/* chart_alt.c: the chart in words, never more than it shows. */
const char *sb_chart_alt(const sb_chart *chart);

#endif
