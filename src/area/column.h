/* column: the cells of a table's column as numbers of distinct texts.
 *
 * In: one text after the other.  Out: sb_column, so that whoever joins or parses works once for
 * each distinct text.
 */
#ifndef SB_AREA_COLUMN_H
#define SB_AREA_COLUMN_H

#include "base/base.h"

typedef struct sb_column {
    const char *name;
    const char *const *texts; /* distinct, valid UTF-8, without blanks at either end */
    int n_texts;
    const int *cells; /* for each record: its text's place in `texts`; no value reads "" */
    bool is_numeric;  /* numbers by the file's own type: decimal point, no groups */
} sb_column;

/* A column being made; zero it, and set its name. */
typedef struct sb_column_maker {
    sb_arena *arena;
    const char *name;
    bool is_numeric;
    SB_VEC(const char *) texts;
    SB_VEC(int) cells;
    sb_index *index;
} sb_column_maker;

/* The next record's cell; copied, without the blanks round it. */
void sb_column_add(sb_column_maker *maker, const char *text);
sb_column sb_column_made(const sb_column_maker *maker);

static inline const char *sb_column_text(const sb_column *column, int record)
{
    return column->texts[column->cells[record]];
}

#endif
