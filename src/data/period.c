#include "data/period.h"

#include <stdlib.h>
#include <string.h>

typedef struct item {
    sb_period period;
    int end, number;
} item;

struct sb_periods {
    sb_arena *arena;
    sb_index *index;
    SB_VEC(item) items;
};

/* A number of at most four digits; *p moves behind it.  -1 if there is none. */
static int number_at(const char **p, int *n_digits)
{
    int number = 0;
    for (*n_digits = 0; **p >= '0' && **p <= '9'; ++*p, ++*n_digits)
        if (*n_digits < 5)
            number = number * 10 + (**p - '0');
    return *n_digits ? number : -1;
}

static bool is_date(int year, int month, int day)
{
    return year >= 1000 && year <= 2999 && month >= 0 && month <= 12 && day >= 0 && day <= 31;
}

/* "1974-78", "2019/20": the last year; 0 if `last` cannot be one. */
static int last_year(int first, int last, int n_digits)
{
    if (n_digits == 2)
        last += first / 100 * 100 + (last < first % 100 ? 100 : 0);
    return (n_digits == 2 || n_digits == 4) && last >= first ? last : 0;
}

bool sb_period_read(const char *label, sb_period *period, int *end)
{
    const char *p = label + strcspn(label, "0123456789");
    int number[3] = {0}, digits[3] = {0}, n = 0;
    char mark = '\0';
    for (; n < 3; n++) {
        number[n] = number_at(&p, &digits[n]);
        if (number[n] < 0)
            return false;
        p += strspn(p, " ");
        if (!*p)
            break;
        if (strncmp(p, "\xe2\x80\x93", 3) == 0) /* en dash */
            p += 2;
        char here = (unsigned char)*p == 0x93 ? '-' : *p;
        if (!strchr(".-/", here) || (mark && here != mark))
            return false;
        mark = here;
        p += 1 + strspn(p + 1, " ");
    }
    if (n == 3)
        return false;
    *period = (sb_period){.label = label};
    bool is_year_first = digits[0] == 4;
    if (n == 2) {
        period->year = number[is_year_first ? 0 : 2];
        period->month = number[1];
        period->day = number[is_year_first ? 2 : 0];
        if (digits[is_year_first ? 0 : 2] != 4 || !period->month || !period->day)
            return false;
    } else if (n == 1 && !is_year_first) {
        period->year = number[1];
        period->month = number[0];
        if (digits[1] != 4 || !period->month)
            return false;
    } else {
        period->year = number[0];
        bool is_next_year = number[1] == (number[0] + 1) % 100;
        if (n == 1 && mark == '-' && digits[1] == 2 && number[1] >= 1 && number[1] <= 12 &&
            !is_next_year)
            period->month = number[1];
        else if (n == 1 && !(*end = last_year(number[0], number[1], digits[1])))
            return false;
        if (n == 1 && !period->month)
            return is_date(period->year, 0, 0);
    }
    *end = period->year;
    return is_date(period->year, period->month, period->day);
}

sb_periods *sb_periods_new(sb_arena *arena)
{
    sb_periods *periods = sb_arena_one(arena, sb_periods);
    periods->arena = arena;
    periods->index = sb_index_new(arena);
    return periods;
}

int sb_periods_add(sb_periods *periods, const char *label)
{
    long known = sb_index_at(periods->index, label);
    if (known >= 0)
        return (int)known;
    item made = {.number = (int)periods->items.n};
    if (!sb_period_read(label, &made.period, &made.end))
        return -1;
    made.period.label = sb_arena_text(periods->arena, label);
    made.period.last = made.end > made.period.year ? made.end : 0;
    sb_index_put(periods->index, made.period.label, made.number);
    sb_vec_push(periods->arena, &periods->items, made);
    return made.number;
}

static int by_date(const void *a, const void *b)
{
    const item *p = a, *q = b;
    const int differences[] = {p->period.year - q->period.year,
                               p->period.month - q->period.month, p->period.day - q->period.day,
                               p->end - q->end, strcmp(p->period.label, q->period.label)};
    for (size_t i = 0; i < SB_COUNT(differences); i++)
        if (differences[i])
            return differences[i];
    return 0;
}

const sb_period *sb_periods_sort(sb_periods *periods, int *n, const int **rank)
{
    *n = (int)periods->items.n;
    if (*n)
        qsort(periods->items.at, periods->items.n, sizeof *periods->items.at, by_date);
    sb_period *sorted = sb_arena_array(periods->arena, sb_period, *n);
    int *ranks = sb_arena_array(periods->arena, int, *n);
    for (int i = 0; i < *n; i++) {
        sorted[i] = periods->items.at[i].period;
        ranks[periods->items.at[i].number] = i;
    }
    *rank = ranks;
    return sorted;
}
