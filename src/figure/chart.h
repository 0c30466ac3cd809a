/* chart: what all kinds of charts share.
 *
 * chart.c hands a chart to its kind, by the one table there; each kind is a file chart_*.c with
 * its measures, its drawing, and the same values in words.
 */
#ifndef SB_FIGURE_CHART_H
#define SB_FIGURE_CHART_H

#include "figure/axis.h"
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
    int level; /* whose areas are shown: as the layout says, else the page's */
    double width;
} sb_chart;

const char *sb_voice_label(sb_voice voice); /* names in the style: a type for labels, */
const char *sb_voice_line(sb_voice voice);  /* a line for series, */
const char *sb_voice_dot(sb_voice voice);   /* a colour */

/* ---- kinds ---- */

/* What chart.c knows of a kind. */
typedef struct sb_chart_class {
    sb_extent (*measure)(const sb_chart *chart);
    void (*draw)(const sb_chart *chart, sb_rect box);
    void (*say)(const sb_chart *chart, sb_buf *out); /* never more than it shows */
    /* What its keys must be beside names that are known; NULL: anything goes. */
    bool (*check)(const sb_facts *facts, const sb_spec_chart *chart, sb_diag *diag);
    /* How many colours of the style's first palette it needs; NULL: none. */
    int (*shades)(const sb_spec_chart *chart);
    int least, most;   /* how many indicators; most 0: any number */
    int most_compare;  /* how many levels to compare with; -1: any */
    bool needs_city;   /* compared with the topmost level unless the layout says otherwise */
    bool has_one_unit; /* all indicators are read on one axis */
} sb_chart_class;

extern const sb_chart_class sb_chart_bars, sb_chart_line, sb_chart_age, sb_chart_spine,
    sb_chart_ranking, sb_chart_pyramid, sb_chart_deviation, sb_chart_columns, sb_chart_strip,
    sb_chart_scatter, sb_chart_slope, sb_chart_heat, sb_chart_boxes, sb_chart_histogram,
    sb_chart_donut, sb_chart_rows;

/* ---- values ---- */

int sb_chart_indicator(const sb_chart *chart, int i); /* the i-th the layout names */
/* The least and greatest of what was put in; from > to: no number yet. */
typedef struct sb_range {
    double from, to;
} sb_range;
#define SB_EMPTY_RANGE ((sb_range){INFINITY, -INFINITY})
void sb_range_add(sb_range *range, sb_value value);

/* The areas of a chart's level by an indicator. */
typedef struct sb_ranked {
    int area;
    sb_value value;
    sb_voice
        voice; /* THIS; BETWEEN: holds it or lies in the same area above; CITY: any other */
} sb_ranked;
typedef struct sb_ranking {
    sb_ranked *at;  /* what is no number first, then rising */
    int n, first;   /* first: of the numbers */
    int own;        /* this page's area, -1 */
    double *values; /* of the numbers, rising */
    int n_values;
} sb_ranking;
sb_ranking sb_ranking_of(const sb_chart *chart, int indicator);

/* ---- numbers in a column, set on the decimal comma ---- */

typedef struct sb_numbers_column {
    const char *type, *head, *head_type;
    sb_decimal_text *at; /* one for each row */
    double before, after, width, right;
    bool head_runs_left; /* over what is free there: not part of the width */
} sb_numbers_column;

/* n rows, all blank. */
sb_numbers_column sb_column_new(const sb_figure_env *env, int n, sb_voice voice,
                                const char *head);
void sb_column_set(const sb_figure_env *env, sb_numbers_column *column, int row, sb_value value,
                   sb_manner manner);
/* Flush right, without regard to the comma. */
void sb_column_set_text(const sb_figure_env *env, sb_numbers_column *column, int row,
                        const char *text);
/* Room for a number that may stand there on another page, flush right. */
void sb_column_make_room(const sb_figure_env *env, sb_numbers_column *column, double number,
                         sb_manner manner);
double sb_column_width(const sb_figure_env *env, const sb_numbers_column *column);
void sb_column_head(const sb_figure_env *env, const sb_numbers_column *column, double baseline);
/* Its figures' middle at y. */
void sb_column_number(const sb_figure_env *env, const sb_numbers_column *column, int row,
                      double y);

/* ---- chart_axis.c: axes with ticks and numbers ---- */

enum { SB_AXIS_FOOT = 11 }; /* room below, pt */
/* Below the plot: ticks and numbers, those outside the scale left out. */
void sb_axis_below(const sb_chart *chart, sb_ticks ticks, sb_scale x, double y,
                   sb_manner manner);
/* Lines across the plot with their numbers left of it. */
void sb_axis_left(const sb_chart *chart, sb_ticks ticks, sb_scale y, double left, double right,
                  sb_manner manner);
double sb_axis_width(const sb_chart *chart, sb_ticks ticks, sb_manner manner);
/* Ticks round a range; a range without numbers is 0..1. */
sb_ticks sb_axis_ticks(sb_range range, int most);

/* "’06" of 2006, between years in full; what is no year stays as it is. */
const char *sb_chart_short_year(const sb_figure_env *env, const char *label);

/* A name and its value, "Libur 4,3", kept together. */
const char *sb_chart_label(const sb_figure_env *env, const char *name, sb_value value,
                           sb_manner manner);
const char *sb_chart_area_name(const sb_chart *chart, int area); /* of the chart's level */
/* The value of the area compared with first; not a number without one. */
sb_value sb_chart_city(const sb_chart *chart, int indicator);

/* ---- areas that are not in the plot ---- */

/* "ohne Wert: Furt", "ohne Wert: 12 Ortsteile"; NULL where all have one. */
const char *sb_chart_missing(const sb_chart *chart, const sb_ranking *ranking);
/* Room for it below the axis, and the words on that line; in the middle of the box where no
 * area has a value. */
double sb_missing_height(const sb_ranking *ranking);
void sb_missing_draw(const sb_chart *chart, const sb_ranking *ranking, sb_rect box);

/* A label over a plot, to stand as near to `at` as the others leave room. */
typedef struct sb_callout {
    const char *type, *text;
    double at;
} sb_callout;
/* This area's value and the city's, each where it has a number; how many. */
int sb_callouts_of(const sb_chart *chart, sb_value own, sb_value city, sb_manner manner,
                   sb_scale x, sb_callout out[2]);
void sb_callouts_draw(const sb_chart *chart, const sb_callout *callouts, int n, sb_rect box,
                      double baseline);

/* SB_E_LAYOUT with the chart's title. */
void sb_chart_misfit(const sb_chart *chart, double missing, bool is_height);

/* ---- chart_alt.c: charts in words ---- */

const char *sb_chart_alt(const sb_chart *chart);
/* "Streudiagramm, Ausländeranteil, 2012": the kind, the first indicator, the period. */
void sb_chart_say_head(const sb_chart *chart, sb_word_id kind, sb_buf *out);
/* This area with its rank, the lowest and the highest, of the level. */
void sb_chart_say_ends(const sb_chart *chart, const sb_ranking *ranking, sb_manner manner,
                       sb_buf *out);
/* ". Ohne Wert: Furt"; nothing where all have one. */
void sb_say_missing(const sb_chart *chart, const sb_ranking *ranking, sb_buf *out);
/* " (Name value, Name value)" of the areas compared with. */
void sb_say_compared(const sb_chart *chart, const sb_value *values, sb_manner manner,
                     sb_buf *out);

#endif
