/* puzzle: whole numbers of which some sums are known, and whether another solution exists.
 *
 * The attacker's own solver, on purpose nothing like the program's: bounds are narrowed sum by
 * sum, then numbers are tried (constraint propagation with backtracking).
 */
#ifndef SB_TEST_PUZZLE_H
#define SB_TEST_PUZZLE_H

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { PUZZLE_CELLS = 24, PUZZLE_SUMS = 2000, PUZZLE_MOST = 60, PUZZLE_NODES = 50000 };

typedef struct puzzle_sum { /* low <= Σ times * cell <= high */
    double times[PUZZLE_CELLS], low, high;
} puzzle_sum;

typedef struct puzzle {
    puzzle_sum sums[PUZZLE_SUMS + 1];
    int n;
    int near[PUZZLE_CELLS]; /* where to begin trying; what is found does not hang on it */
    int nodes;
    int asked, given_up; /* questions, and those without an answer */
} puzzle;

/* What is known of one report, forgotten before the next. */
static void puzzle_clear(puzzle *p) { p->n = 0; }

static void puzzle_add(puzzle *p, const double *times, double low, double high)
{
    assert(p->n < PUZZLE_SUMS);
    puzzle_sum *sum = &p->sums[p->n++];
    memcpy(sum->times, times, sizeof sum->times);
    sum->low = low - 1e-7;
    sum->high = high + 1e-7;
}

typedef struct bounds {
    int low[PUZZLE_CELLS], high[PUZZLE_CELLS];
} bounds;

/* Narrow the bounds by one sum.  -1: impossible; 1: something changed. */
static int puzzle_narrow(const puzzle_sum *sum, bounds *b)
{
    double least = 0, most = 0;
    int changed = 0;
    for (int c = 0; c < PUZZLE_CELLS; c++) {
        double t = sum->times[c];
        least += t > 0 ? t * b->low[c] : t * b->high[c];
        most += t > 0 ? t * b->high[c] : t * b->low[c];
    }
    if (least > sum->high || most < sum->low)
        return -1;
    for (int c = 0; c < PUZZLE_CELLS; c++) {
        double t = sum->times[c];
        if (t == 0 || b->low[c] == b->high[c])
            continue;
        double lowest = t > 0 ? t * b->low[c] : t * b->high[c];
        double highest = t > 0 ? t * b->high[c] : t * b->low[c];
        double top = (sum->high - (least - lowest)) / t,
               foot = (sum->low - (most - highest)) / t;
        double low = fmin(top, foot), high = fmax(top, foot);
        if (ceil(low - 1e-9) > b->low[c]) {
            b->low[c] = (int)ceil(low - 1e-9);
            changed = 1;
        }
        if (floor(high + 1e-9) < b->high[c]) {
            b->high[c] = (int)floor(high + 1e-9);
            changed = 1;
        }
        if (b->low[c] > b->high[c])
            return -1;
        if (changed)
            return 1; /* the sums above are stale */
    }
    return 0;
}

static bool puzzle_search(puzzle *p, bounds b)
{
    for (bool is_moving = true; is_moving;) {
        is_moving = false;
        for (int i = 0; i < p->n; i++) {
            int step;
            while ((step = puzzle_narrow(&p->sums[i], &b)) == 1)
                is_moving = true;
            if (step < 0)
                return false;
        }
    }
    int best = -1;
    for (int c = 0; c < PUZZLE_CELLS; c++)
        if (b.low[c] < b.high[c] &&
            (best < 0 || b.high[c] - b.low[c] < b.high[best] - b.low[best]))
            best = c;
    if (best < 0)
        return true;
    if (++p->nodes > PUZZLE_NODES)
        return true; /* given up: not broken */
    for (int away = 0; away <= PUZZLE_MOST; away++)
        for (int side = 0; side < (away ? 2 : 1); side++) {
            int value = p->near[best] + (side ? -away : away);
            bounds next = b;
            if (value < b.low[best] || value > b.high[best])
                continue;
            next.low[best] = next.high[best] = value;
            if (puzzle_search(p, next))
                return true;
        }
    return false;
}

/* Whether all sums can be true while this one lies between low and high as well. */
static bool puzzle_is_possible(puzzle *p, const double *times, double low, double high)
{
    bounds b;
    int n = p->n;
    for (int c = 0; c < PUZZLE_CELLS; c++) {
        b.low[c] = 0;
        b.high[c] = PUZZLE_MOST;
    }
    p->nodes = 0;
    memcpy(p->sums[n].times, times, sizeof p->sums[n].times);
    p->sums[n].low = low - 1e-7;
    p->sums[n].high = high + 1e-7;
    p->n++;
    bool is_possible = puzzle_search(p, b);
    p->n = n;
    p->asked++;
    p->given_up += p->nodes > PUZZLE_NODES;
    return is_possible;
}

#endif
