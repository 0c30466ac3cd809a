/* contents_flow: where each entry of the contents stands.
 *
 * Chapters and districts flow down columns of two grid columns each; a group of districts
 * stays in one piece unless it is longer than a column.  Where all that is left fits on a page
 * its columns are balanced.  Titles alone decide, never page numbers.
 */
#ifndef SB_COMPOSE_CONTENTS_FLOW_H
#define SB_COMPOSE_CONTENTS_FLOW_H

#include "compose/chapter.h"

/* Something that begins on a page of a chapter. */
typedef struct sb_toc_section {
    const char *title;
    int page; /* in the plan */
} sb_toc_section;

/* What stays in one piece. */
typedef struct sb_toc_item {
    const char *chapter; /* title of a chapter; NULL: entries of areas */
    int number;          /* of the chapter; 0: none */
    const sb_toc_section *sections;
    int n_sections;
    int first, n;   /* of sb_toc.pages */
    sb_place group; /* whose name stands over the entries; area -1: none */
    double gap;     /* above it, but at the top of a column */
    double height;  /* its first baseline is one leading below its top */
    int column;
    double y; /* its top */
} sb_toc_item;

/* Items that hang from one rule, on one page. */
typedef struct sb_toc_band {
    int part;             /* page of the contents */
    double y;             /* its rule */
    int level;            /* of its areas; -1: chapters */
    const sb_chapter *of; /* that the areas' pages belong to; NULL */
    bool has_heading;
    const sb_toc_item *items;
    int n;
} sb_toc_band;

typedef struct sb_toc {
    const int *pages; /* those that are listed, by their place in the plan */
    int n_pages;
    SB_VEC(sb_toc_band) bands;
    int n_parts, n_columns;
    double column_width, gutter;
    double name_x, number_room; /* inside a column */
    double chapter_x;           /* of titles behind the numbers of chapters */
    double title_y;             /* baseline on the first page */
    double top, bottom;         /* of its further pages */
} sb_toc;

/* Rules and lines below a section's rule. */
extern const double sb_toc_heading_below, sb_toc_group_extra;

sb_toc sb_toc_flow(const sb_figure_env *env, const sb_spec *spec, const sb_spec_page *page,
                   const sb_plan *plan);

/* The title of a chapter or section, the name of an area, broken to a column. */
sb_setting sb_toc_chapter(const sb_figure_env *env, const sb_toc *toc, const char *title);
sb_setting sb_toc_section_title(const sb_figure_env *env, const sb_toc *toc, const char *title);
sb_setting sb_toc_name(const sb_figure_env *env, const sb_toc *toc, sb_place place);

#endif
