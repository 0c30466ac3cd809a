/* planner: what plan.c and plan_check.c share while pages are planned.  Private to them. */
#ifndef SB_COMPOSE_PLANNER_H
#define SB_COMPOSE_PLANNER_H

#include "compose/numbering.h"

typedef struct sb_planner {
    const sb_composer *composer;
    const sb_areas *areas;
    int period;
    const char **only; /* keys; NULL: all areas */
    int n_only;
    sb_place one;
    SB_VEC(sb_planned) pages;
    SB_VEC(sb_manuscript) manuscripts;
    const sb_chapter **chapters; /* by the page of the spec that opens one; NULL: none */
    sb_numbering numbering;
    const sb_field *fields; /* of the numbering */
    int n_fields;
    sb_arena *arena;
    sb_diag *diag;
} sb_planner;

/* The wanted areas of a level in its order, but those of one area above together. */
const sb_area **sb_planner_areas(const sb_planner *p, int level, int *n);
/* Does `when:` hold?  Without a word. */
bool sb_planner_holds(const sb_planner *p, const char *when, sb_scope scope);
/* A text file, read once for all pages; NULL with errors. */
const sb_markdown *sb_planner_text(sb_planner *p, const char *file, const sb_node *node,
                                   const char *key);

/* plan_check.c: all blocks and {fields}, once, so that no page repeats it. */
void sb_planner_check(sb_planner *p);

#endif
