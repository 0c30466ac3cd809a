/* spec: what the layout says, as typed structs.
 *
 * In: a layout file with what it includes, over the built-in style (layouts/style.yaml).
 * Out: one sb_spec in an arena; every struct has its YAML node, so that any later stage can
 * report at the exact place: sb_node_span(figure->node, "title").
 * keys.def is the one table of keys: the reader, its hints, the key reference in
 * layouts/README.md and the JSON Schema are made from it.  Start at sb_spec_load().
 *
 * Lengths are pt; a length, weight or number that was not given is NaN, a text NULL.
 * Names of areas, variables and indicators are checked by the stage that knows them.
 */
#ifndef SB_SPEC_SPEC_H
#define SB_SPEC_SPEC_H

#include "locale/locale.h"
#include "source/source.h"
#include "spec/project.h"

/* ---- the report ---- */

typedef struct sb_spec_print { /* the print edition */
    const sb_node *node;
    const char *shop;    /* whose needs are laid under all that is given: layouts/shops.yaml */
    const char *profile; /* file, "coated" or "uncoated" */
    unsigned marks;      /* 1 crop, 2 register, 4 colour bar */
    int multiple;        /* of the number of pages */
} sb_spec_print;

typedef struct sb_spec_report {
    const sb_node *node;
    const char *title, *subtitle, *publisher, *author, *imprint;
    const char *licence; /* of all data that names none; NULL */
    sb_language language;
    const char *period; /* the period the report is about: "2012" */
    const char *date;   /* ISO 8601 day of publication, or NULL */
    sb_number_style numbers;
    int percent_blank; /* 1 yes, 0 no, -1 by the number style */
    sb_sign_style signs;
    const char
        *sign[SB_SIGNS]; /* `sign names:` by sb_state and what follows; NULL: the style's */
    sb_spec_print print;
} sb_spec_report;

typedef struct sb_spec_format { /* the sheet */
    const sb_node *node;
    double width, height, bleed;
    double top, bottom, inner, outer; /* margins of the text area */
    int columns;                      /* of the page grid */
    double gutter;
    bool is_mirrored; /* folio and running head outside */
} sb_spec_format;

/* ---- data ---- */

typedef struct sb_spec_level {
    const sb_node *node;
    const char *id;             /* "stadtteil" */
    const char *label, *plural; /* "Stadtteil", "Stadtteile"; default: the id */
    const char *file, *layer;   /* file NULL: areas are listed, or one area called `name` */
    const char *key, *name, *short_name, *area; /* columns; without a file `name` is the name */
    const char *crs, *encoding; /* where the file does not tell or tells wrong */
    struct {                    /* `areas:` key -> name */
        const char *key, *name;
        const sb_node *node;
    } * areas;
    int n_areas;
    bool is_partial;           /* some areas are missing: their sum is no whole */
    const char *within;        /* level above, or NULL for the topmost */
    const char *within_column; /* parent's key is in this column (default: the key column) */
    int within_first;          /* … its first so many characters; 0: all of it */
    const char *within_file, *within_key; /* … or in a table, beside the area's own key */
    const char *within_by;                /* "location" or NULL */
    const char *source, *date, *licence;  /* of the borders; NULL: those of the level above */
} sb_spec_level;

typedef struct sb_spec_layer { /* context of maps */
    const sb_node *node;
    const char *id, *file, *layer, *crs, *encoding;
    const char *fill, *line; /* names under style: colours and lines; NULL: not drawn */
    const char *name, *kind, *address; /* columns of places; NULL */
    const char *x, *y;                 /* columns with coordinates; NULL: the file's points */
    const char *source, *date, *licence;
} sb_spec_layer;

typedef struct sb_spec_where { /* keep records whose `column` is one of the values */
    const sb_node *node;
    const char *column;
    const char **values;
    int n;
} sb_spec_where;

typedef struct sb_spec_texts { /* words about areas */
    const sb_node *node;
    const char *id, *file, *layer, *encoding;
    const char *key;   /* column with keys of areas … */
    const char *level; /* … of this level */
    sb_spec_where *where;
    int n_where;
} sb_spec_texts;

typedef struct sb_spec_group { /* one group of a dimension */
    const sb_node *node;
    const char *label;  /* its name in formulas and data */
    double from, below; /* [from, below); both NaN: a plain name; below +inf: open */
    const char *words;  /* what it is called in print */
} sb_spec_group;

typedef struct sb_spec_dimension { /* `groups:` alter: {unter 3: [0, 3], …}, [m, w] or {m: Männer, w: Frauen} */
    const sb_node *node;
    const char *id;
    sb_spec_group *groups;
    int n;
} sb_spec_dimension;

typedef struct sb_spec_pair { /* text -> text, e.g. a code and its group */
    const sb_node *node;
    const char *key, *value; /* value NULL for ~ */
} sb_spec_pair;

typedef struct sb_spec_codes { /* a dimension as a table has it */
    const sb_node *node;
    const char *dimension, *column;
    sb_spec_pair *codes; /* code -> group; a code -> ~ is left out on purpose */
    int n;               /* 0: the column holds group labels */
} sb_spec_codes;

typedef struct sb_spec_column { /* wide: what one column holds */
    const sb_node *node;
    const char *column, *variable, *period, *label, *unit;
    int adds_up;          /* 1, 0; -1: as the table's */
    sb_spec_pair *groups; /* dimension -> group */
    int n;
} sb_spec_column;

typedef struct sb_spec_crosswalk { /* from an old division of areas to today's */
    const sb_node *node;
    const char *file, *from, *to, *weight; /* the last three: columns */
} sb_spec_crosswalk;

typedef struct sb_spec_table {
    const sb_node *node;
    const char *id, *file, *layer, *encoding; /* file: may hold {year} */
    const char *range, *head, *separator; /* "A5:H20", "3-4", "semicolon"; NULL: found out */
    const char *key;                      /* column with the areas' keys */
    const char *key_as;    /* pattern that makes an area's key: "STGT{key:2}", or NULL */
    const char *match;     /* "name": the key column holds names; "key" or NULL */
    const char *unmatched; /* "error", "warning", "note"; NULL: error */
    const char *missing, *differing; /* the same; NULL: warning */
    sb_spec_pair *levels;  /* level -> how its keys are written: "{key}", "00{key}", "000" */
    int n_levels;          /* 0: any level, keys as they are */
    const char *period;    /* column; or NULL */
    const char *at;        /* the one period of all records; or NULL: the report's */
    const char *value,
        *variable;           /* long: column of the number; variable's name (default: id) */
    sb_spec_column *columns; /* wide */
    int n_columns;
    sb_spec_codes *dimensions;
    int n_dimensions;
    sb_spec_where *where;
    int n_where;
    const char *label, *unit;            /* of the variable of a long table */
    int adds_up;                         /* 1, 0; -1: unless the unit is % */
    const char *source, *date, *licence; /* "31.12." */
    const char **breaks;                 /* first periods of new series, of all its variables */
    int n_breaks;
    sb_spec_crosswalk *crosswalk; /* its keys are those of an old division; NULL */
    const char *decimal;          /* "comma", "point" or NULL: found out */
} sb_spec_table;

typedef enum sb_direction { SB_NEUTRAL, SB_MORE_IS_WORSE, SB_MORE_IS_BETTER } sb_direction;

typedef enum sb_index_method {
    SB_INDEX_ZSCORE,
    SB_INDEX_RANGE,
    SB_INDEX_RANK,
    SB_INDEX_PCA
} sb_index_method;

typedef struct sb_spec_composite_part {
    const sb_node *node;
    const char *indicator, *dimension;
    double weight;
} sb_spec_composite_part;

typedef struct sb_spec_composite { /* `index:` many indicators as one */
    const sb_node *node;
    sb_spec_composite_part *parts;
    int n_parts;
    sb_index_method method;
    bool is_sample;         /* n - 1 in the standard deviation */
    bool is_weighted;       /* means by population */
    const char *population; /* areas with less than `minimum` of it are left out */
    double minimum;
    const char **without; /* keys of areas left out */
    int n_without;
    const char *left_out; /* what these areas are called in legends; NULL: by what they lack */
    const char
        *since; /* of the parts' change since this period ("-2"); NULL: of their values */
} sb_spec_composite;

typedef struct sb_spec_allocation { /* a budget shared out over the areas of a level */
    const sb_node *node;
    double amount, base;    /* base: percent shared by heads alone */
    const char *by, *index; /* heads, need */
    const char *supply;     /* what there is already; NULL: does not count */
    const char *level;      /* shared out over its areas; NULL: over those of each level */
} sb_spec_allocation;

typedef enum sb_class_method {
    SB_FISHER,
    SB_QUANTILE,
    SB_EQUAL,
    SB_DEVIATIONS,
    SB_PRETTY,
    SB_HEAD_TAIL,
    SB_MAXIMUM_BREAKS,
    SB_GEOMETRIC,
    SB_FIXED,
} sb_class_method;

typedef struct sb_spec_rating { /* `classes:` an indicator cut into classes with names */
    const sb_node *node;
    const char *of;
    sb_class_method method;
    double *limits; /* fixed, or standard deviations from the mean; NULL: by the method */
    int n_limits;
    const char **names; /* lowest class first */
    int n_names;
} sb_spec_rating;

typedef struct sb_spec_axis { /* one side of a matrix: an index cut at standard deviations */
    const sb_node *node;
    const char *index, *label;
    double *limits;
    int n_limits;
    const char **names; /* lowest values first; NULL: the report's language has some */
    int n_names;
} sb_spec_axis;

typedef struct sb_spec_matrix { /* status x dynamics */
    const sb_node *node;
    sb_spec_axis status, dynamics;
} sb_spec_matrix;

typedef struct sb_spec_clusters { /* areas that are alike */
    const sb_node *node;
    const char **of;
    int n_of;
    int count;
    const char **names; /* lowest first; NULL: numbered */
    int n_names;
    const char *order; /* an indicator whose mean orders them; NULL: what is worse comes last */
} sb_spec_clusters;

typedef struct sb_spec_indicator {
    const sb_node *node;
    const char *id, *label, *short_label, *definition;
    const char *formula;
    const sb_node *formula_node; /* for spans inside the formula */
    const char *given;           /* variable with the value where the parts are not known */
    const char *unit, *source, *date, *licence;
    sb_spec_composite *composite; /* in place of a formula */
    sb_spec_allocation *allocation;
    sb_spec_rating *rating;
    sb_spec_matrix *matrix;
    sb_spec_clusters *clusters;
    const char *waiver;  /* why a lint does not hold; printed with the definition */
    bool is_optional;    /* left out where the tables do not bring its variables */
    const char **breaks; /* first periods of new series: nothing is compared across them */
    int n_breaks;
    int digits;            /* of print; default 0 */
    bool has_significance; /* of a share: mark what may differ from the city by chance */
    int is_signed;         /* a change, printed with + or −: 1 yes, 0 no, -1 by the formula */
    sb_direction direction;
} sb_spec_indicator;

typedef struct sb_spec_disclosure {
    const sb_node *node;
    int minimum;         /* counts 1 … minimum-1 are withheld; 0 or 1: none */
    bool hides_zero;     /* zero counts too */
    double minimum_base; /* ratios over a smaller denominator are withheld; 0: none */
    bool has_secondary;  /* withhold more, so that no small count can be computed back */
    double protection;   /* the interval it can be computed back to is this wide; 0: minimum */
    int base;            /* counts are rounded to its multiples instead of withheld; 0: not */
    const char *population;    /* the count that the next is about; NULL: none */
    double minimum_population; /* areas with fewer people are withheld */
} sb_spec_disclosure;

typedef struct sb_spec_phrase { /* {indicator|phrase} */
    const sb_node *node;
    const char *id, *above, *about, *below;
    const char **kinds; /* in place of these: words for each class of an indicator */
    int n_kinds;
    const char *compare; /* level compared with; NULL: the topmost */
    double tolerance;    /* of the compared value, in percent; default 5 */
} sb_spec_phrase;

/* ---- what is drawn ---- */

typedef struct sb_spec_classes {
    const sb_node *node;
    sb_class_method method;
    int count;
    double *at; /* fixed: count - 1 inner limits, rising */
    int n_at;
    const char *around; /* a number or a level: colours part at its value; NULL */
    const char **over;  /* periods whose values are cut together; the map's own is always in */
    int n_over;
    const char **with; /* indicators whose values are cut together; the map's own is always in */
    int n_with;
} sb_spec_classes;

typedef enum sb_map_labels {
    SB_LABELS_NONE,
    SB_LABELS_KEY,
    SB_LABELS_NAME,
    SB_LABELS_VALUE,
    SB_LABELS_BOTH,
    SB_LABEL_KINDS
} sb_map_labels;
typedef enum sb_legend_wording { SB_WORDING_UNDER, SB_WORDING_LESS } sb_legend_wording;

typedef struct sb_spec_map {
    const sb_node *node;
    const char *indicator; /* NULL: a locator: areas in the ground colour, `this` marked */
    const char *level;     /* default: the page's level, else the lowest */
    const char *period;
    sb_spec_classes classes;
    const char *palette; /* NULL: the style's first */
    sb_map_labels labels;
    const char *borders; /* upper level with heavier borders; NULL: the level's parent */
    bool has_highlight;  /* outline this page's area */
    bool has_legend, has_scale, has_north;
    sb_legend_wording wording;
    bool has_histogram; /* over the legend */
    int extremes;       /* so many highest and lowest values are listed; 0 */
    bool has_numbers;   /* names of areas that have room for their key only */
    double overhang;    /* pt it may reach into the margins on both sides */
    sb_spec_pair
        *types; /* kinds without an order: the indicator's value -> what it is called */
    int n_types;
    const char *against;  /* a second indicator, whose classes are crossed; NULL */
    const char *symbols;  /* an indicator drawn as circles of its size; NULL */
    const char **periods; /* one small map for each, with one legend */
    int n_periods;
    const char *places;  /* a layer of points with names; NULL */
    sb_spec_pair *kinds; /* of places: as the file has it -> as printed */
    int n_kinds;
    const char *zoom; /* "this" or an area's key: only that and what lies round it; NULL */
    const char *inhabited; /* layer that the colours keep to; NULL */
    const char *empty;     /* areas without meaning in the legend; NULL */
    const char *inset; /* key of an area that is shown again, larger; NULL */
    const char **layers; /* context, drawn over the colours */
    int n_layers;
} sb_spec_map;

typedef enum sb_chart_kind {
    SB_CHART_BARS,
    SB_CHART_LINE,
    SB_CHART_AGE,
    SB_CHART_SPINE,
    SB_CHART_RANKING,
    SB_CHART_PYRAMID,
    SB_CHART_DEVIATION,
    SB_CHART_COLUMNS,
    SB_CHART_STRIP,
    SB_CHART_SCATTER,
    SB_CHART_SLOPE,
    SB_CHART_HEAT,
    SB_CHART_BOXES,
    SB_CHART_HISTOGRAM,
    SB_CHART_DONUT,
    SB_CHART_KINDS
} sb_chart_kind;

/* Columns beside each other, or on each other: as they are, or to 100 %. */
typedef enum sb_stack { SB_STACK_NONE, SB_STACK_SUM, SB_STACK_FULL } sb_stack;

typedef enum sb_scale_kind { SB_SCALE_SHARED, SB_SCALE_OWN } sb_scale_kind;

typedef struct sb_spec_chart {
    const sb_node *node;
    sb_chart_kind kind;
    const char **indicators; /* one row each, or the one that is shown */
    int n_indicators;
    const char *variable, *by; /* age bars: a count and its dimension */
    const char *sides;         /* pyramid: the dimension left and right, of two groups */
    const char **compare;      /* levels whose value is marked or drawn beside */
    int n_compare;
    const char *level; /* the areas shown; bars: instead of indicators */
    const char *period;
    const char *from, *to; /* line: first and last period */
    const char *index;     /* line: this period = 100; NULL: the values themselves */
    double limit;          /* deviation: longer bars are cut there; NaN: none */
    sb_stack stack;        /* bars, columns */
    const char *of;        /* donut: the whole */
    sb_scale_kind scale;   /* one for the pages of all areas, or each its own */
} sb_spec_chart;

typedef enum sb_column_show {
    SB_SHOW_COUNT,  /* the row's value */
    SB_SHOW_SHARE,  /* its share of the row named by `of` */
    SB_SHOW_VALUE,  /* the share where the row has one, else its value */
    SB_SHOW_CHANGE, /* percent since `since` */
    SB_SHOW_RANK,   /* among the areas of the level, 1 = highest */
    SB_SHOW_TREND,  /* a small line of its values from `since` on */
} sb_column_show;

/* How a number stands in its cell. */
typedef enum sb_column_as { SB_AS_NUMBER, SB_AS_BAR, SB_AS_HEAT, SB_AS_ARROW } sb_column_as;

typedef struct sb_spec_table_column {
    const sb_node *node;
    const char *level; /* NULL: this area */
    sb_column_show show;
    const char *label; /* over the column; NULL: the area's name, or the indicator's */
    const char *unit;  /* under it: "Anzahl", "%"; NULL: by `show` */
    const char *since;
    const char *note; /* explains the head under the table; NULL */

    /* of a table with a row for each area */
    const char *indicator; /* NULL: `text` */
    const char *text;      /* with {fields} of the row's area */
    const char *of;        /* the whole that a share is of */
    sb_column_as as;
    const char **under; /* heads over it, from the top; neighbours share them */
    int n_under;
    const char **periods; /* one column for each; none: the table's */
    int n_periods;
    int digits;    /* -1: the indicator's, 1 for shares */
    double weight; /* its part of the width that is left; NaN: as it is drawn */
} sb_spec_table_column;

typedef enum sb_row_part { SB_PART_NONE, SB_PART_ALL, SB_PART_SOME } sb_row_part;

typedef struct sb_spec_table_row {
    const sb_node *node;
    const char *indicator;    /* NULL: a heading of its own, in `label` */
    const char *label;        /* NULL: the indicator's */
    const char *of;           /* the share's whole; NULL: no share */
    const char *share;        /* an indicator that is the share, instead of `of` */
    sb_row_part part;         /* davon: parts of the row above that add up; darunter: some */
    int indent;               /* steps; -1: by `part` */
    int digits, share_digits; /* -1: the indicator's; 1 */
    int digits_above;         /* on upper levels; -1: as `digits` */
    bool is_strong, has_gap;  /* bold; some white above */
    const char **not_shown;   /* "share", "count", or a level: cells left blank on purpose */
    int n_not_shown;
    const char **not_meaningful; /* same, printed with the sign for it */
    int n_not_meaningful;
    const char *note; /* explains the label under the table; NULL */
} sb_spec_table_row;

/* What becomes of a table wider than its place. */
typedef enum sb_wide { SB_WIDE_ERROR, SB_WIDE_TURN, SB_WIDE_SPLIT } sb_wide;
typedef enum sb_ruling { SB_RULING_NONE, SB_RULING_LINES, SB_RULING_ZEBRA } sb_ruling;

typedef struct sb_spec_profile { /* verb `table:` */
    const sb_node *node;
    const char *label; /* over the row labels */
    sb_spec_table_column *columns;
    int n_columns;
    sb_spec_table_row *rows; /* none with `each` */
    int n_rows;
    const char *period;
    const char *each;    /* a row for each area of this level; NULL: `rows` */
    const char **totals; /* upper levels with a row of their own */
    int n_totals;
    bool has_keys; /* before the areas' names */
    sb_wide wide;
    sb_ruling ruling;
    bool has_signs;    /* signs and rounding are explained under the table */
    const char *sheet; /* name of the files it is written to as well; NULL */
} sb_spec_profile;

typedef enum sb_sensitivity_show { SB_SHOW_PARTS, SB_SHOW_RANKS } sb_sensitivity_show;
typedef enum sb_clusters_show { SB_SHOW_MEANS, SB_SHOW_BELOW } sb_clusters_show;

typedef struct sb_spec_findings { /* verbs `sensitivity:` and `clusters:`, a table of each */
    const sb_node *node;
    const char *indicator, *level, *period;
    sb_sensitivity_show parts; /* sensitivity */
    int n_rows;                /* … of ranks */
    sb_clusters_show means;    /* clusters */
} sb_spec_findings;

typedef struct sb_spec_number { /* one key figure */
    const sb_node *node;
    const char *indicator, *label; /* label: text with {fields}, may break over two lines */
} sb_spec_number;

typedef enum sb_block_kind {
    SB_BLOCK_ROW,
    SB_BLOCK_COLUMN,
    SB_BLOCK_TEXT,
    SB_BLOCK_MARKDOWN,
    SB_BLOCK_HEADING,
    SB_BLOCK_NUMBERS,
    SB_BLOCK_TABLE,
    SB_BLOCK_MAP,
    SB_BLOCK_CHART,
    SB_BLOCK_SENSITIVITY,
    SB_BLOCK_CLUSTERS,
    SB_BLOCK_SIGNS,
    SB_BLOCK_LISTING,
    SB_BLOCK_IMAGE,
    SB_BLOCK_SPACE,
} sb_block_kind;

typedef struct sb_spec_block sb_spec_block;
struct sb_spec_block {
    const sb_node *node;
    sb_block_kind kind;
    const char *figure;  /* the name under `figures:` it came from, or NULL */
    const char *listing; /* the name of the figure whose lines are printed */
    const char *title, *unit, *source, *note, *alt; /* texts with {fields} */
    double width, height, weight;                   /* given sizes; NaN */
    double top;               /* distance from the trim's top edge to the block's rule; NaN */
    int columns;              /* width in columns of the page grid; 0 */
    sb_spec_block **children; /* row, column */
    int n_children;
    const char *text;     /* text; heading: the heading itself */
    const char *markdown; /* a text file */
    const char *each;     /* text: a set of texts, repeated for each of the area's */
    const char *when;     /* a condition; NULL: always */
    const char *role;     /* text, heading: a name under style/type: "lead" */
    const char *kicker,
        *number; /* heading: the small line above; what stands before, in colour */
    sb_spec_number *numbers;
    int n_numbers;
    sb_spec_profile *profile;
    sb_spec_map *map;
    sb_spec_chart *chart;
    sb_spec_findings *findings; /* sensitivity, clusters */
    const char *image; /* a file beside the one that image_node stands in */
    const sb_node *image_node;
};

typedef struct sb_spec_figure {
    const sb_node *node, *name; /* name: the key that it stands behind */
    const char *id;
    sb_spec_block *block;
} sb_spec_figure;

typedef enum sb_page_kind {
    SB_PAGE_COVER,
    SB_PAGE_CONTENTS,
    SB_PAGE_CHAPTER, /* opens one; the pages behind it are its own */
    SB_PAGE_PLAIN,
    SB_PAGE_GROUP, /* while it is read: its pages become SB_PAGE_EACH */
    SB_PAGE_EACH
} sb_page_kind;

typedef struct sb_spec_page sb_spec_page;
struct sb_spec_page {
    const sb_node *node;
    sb_page_kind kind;
    const char *each;            /* for each: a level */
    const char *when;            /* a condition; NULL: always */
    const char *title;           /* in contents and outline; {fields}; NULL: not listed */
    const char *header, *footer; /* running texts; NULL: none */
    bool has_folio;
    sb_spec_map *map; /* cover, chapter */
    const char *file; /* chapter: its text; NULL */
    const char *standfirst; /* chapter: otherwise the file's */
    bool is_numbered;       /* chapter */
    int depth;        /* contents */
    sb_spec_block **blocks;
    int n_blocks;
    bool follows;        /* each: for every area behind the page before */
    sb_spec_page *pages; /* group */
    int n_pages;
};

/* ---- style ---- */

typedef struct sb_spec_inks {
    float cmyk[4], rgb[3]; /* 0..1; NaN in [0]: not given */
} sb_spec_inks;

typedef struct sb_spec_colour {
    const sb_node *node;
    const char *id;
    sb_spec_inks inks;
    const char *spot; /* name of an ink of its own */
    const char *of;   /* a tint of this colour, in place of inks */
    double tint;      /* percent */
} sb_spec_colour;

typedef struct sb_spec_type { /* how a role of text looks */
    const sb_node *node;
    const char *id; /* "block title" */
    const char *family;
    int weight; /* 100..900 */
    bool is_italic;
    double size, leading;
    const char *colour;   /* a name under colours: */
    const char *features; /* OpenType, as "lnum, tnum, liga=0" */
    double *fit;          /* sizes to try, falling, when it does not fit; size first */
    int n_fit;
} sb_spec_type;

typedef struct sb_spec_line {
    const sb_node *node;
    const char *id;
    double width;
    const char *colour;
    double dash[2]; /* on, off; 0: solid */
} sb_spec_line;

typedef struct sb_spec_palette {
    const sb_node *node;
    const char *id;
    struct {
        sb_spec_colour *colours; /* lowest class first */
        int n;
    } by_count[10]; /* [k] has k colours or none */
} sb_spec_palette;

typedef struct sb_spec_style {
    sb_spec_colour *colours;
    int n_colours;
    sb_spec_type *types;
    int n_types;
    sb_spec_line *lines;
    int n_lines;
    sb_spec_palette *palettes;
    int n_palettes;
} sb_spec_style;

/* ---- what is checked before writing ---- */

typedef struct sb_spec_preflight {
    const sb_node *node;
    double ink;                         /* percent on one spot */
    double line, tint_line, white_line; /* least widths */
    double type, white_type;            /* least sizes */
    double contrast;
    double bleed, margin;
    double resolution; /* dpi */
    sb_spec_pair *rules; /* rule -> severity; names are checked by the report */
    int n_rules;
} sb_spec_preflight;

/* ---- all of it ---- */

typedef struct sb_spec {
    const char *path;
    const sb_project *project; /* what it may read; NULL: anything */
    sb_spec_report report;
    sb_spec_format format;
    sb_spec_style style;
    sb_spec_preflight preflight;
    sb_spec_level *levels;
    int n_levels; /* as written: lowest first */
    sb_spec_layer *layers;
    int n_layers;
    sb_spec_texts *texts;
    int n_texts;
    sb_spec_dimension *groups;
    int n_groups;
    sb_spec_table *tables;
    int n_tables;
    sb_spec_pair *parameters; /* of indicators: {jung} */
    int n_parameters;
    sb_spec_indicator *indicators;
    int n_indicators;
    sb_spec_disclosure disclosure;
    sb_spec_phrase *phrases;
    int n_phrases;
    sb_spec_figure *figures;
    int n_figures;
    sb_spec_page *pages;
    int n_pages;
} sb_spec;

/* Read a layout.  Goes on after an error to find the others; NULL if a file could not
 * be read or is not YAML.  The caller looks at sb_diag_errors(). */
sb_spec *sb_spec_load(const char *path, sb_arena *arena, sb_diag *diag);
/* The same for a layout that may read what lies in its project only. */
sb_spec *sb_spec_load_in(const sb_project *project, const char *path, sb_arena *arena,
                         sb_diag *diag);

/* A file named in the layout, as seen from the folder of the YAML file that names it. */
const char *sb_spec_path(const sb_node *node, const char *spec_path, const char *file,
                         sb_arena *arena);

/* The JSON Schema (draft-07) and the Markdown key reference, from keys.def. */
void sb_spec_schema(sb_buf *out);
void sb_spec_reference(sb_buf *out);

#endif
