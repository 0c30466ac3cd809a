/* credit: where the numbers of a figure come from, of what day they are and under which
 * licence: declared once, by tables and indicators, and said in one line under it.
 */
#ifndef SB_FIGURE_CREDIT_H
#define SB_FIGURE_CREDIT_H

#include "figure/figure.h"

/* Of one file, or of all tables of an indicator.  NULL: not declared. */
typedef struct sb_credit {
    const char *source, *date, *licence;
    bool is_period; /* the date is no more than the figure's period */
} sb_credit;

/* date: "31.12." of the period's year, or just the period. */
sb_credit sb_credit_of(const sb_facts *facts, int indicator, int period, sb_arena *arena);
/* Into a list that has room, unless it is there. */
void sb_credit_add(sb_credit *list, int *n, sb_credit credit);
static inline const char *sb_credit_first(const char *a, const char *b) { return a ? a : b; }

/* A line that grows: nothing is said twice, nor what the head of the figure says already. */
typedef struct sb_saying {
    sb_buf out;
    const char *head; /* or NULL */
} sb_saying;
void sb_say(sb_saying *saying, const char *before, const char *part);
/* "Quelle: " */
const char *sb_credit_before(const sb_figure_env *env, sb_word_id word);
/* Sources unless there are words for them, dates, licences. */
void sb_say_numbers(sb_saying *saying, const sb_figure_env *env, const sb_credit *numbers,
                    int n, bool has_words, bool has_date, bool has_licence);

/* What the data of a chart or table declare, for where its layout gives no `source:`: "Quelle:
 * Einwohnermelderegister; Stand 31.12.2024"; NULL where they declare nothing.  head: title and
 * unit as printed.  In env->arena. */
const char *sb_figure_credit(const sb_figure_env *env, const sb_spec_block *block,
                             const char *head);

#endif
