#include "figure/axis.h"

#include <stdlib.h>

/* A number this close to a tick, in steps, is on it. */
static const double ON_TICK = 1e-9;

/* The ticks of this step round low..high, and whether there are few enough. */
static bool reach_round(double low, double high, double step, int most, sb_ticks *out)
{
    double first = floor(low / step + ON_TICK), last = ceil(high / step - ON_TICK);
    if (last - first > most)
        return false;
    if (last == first)
        last++;
    int power = (int)floor(log10(step) + ON_TICK);
    *out = (sb_ticks){first * step, step, (int)(last - first) + 1, power < 0 ? -power : 0};
    return true;
}

sb_ticks sb_ticks_round(double low, double high, int most, double least_step)
{
    static const double units[] = {1, 2, 5};
    double least = fmax((high - low) / most, least_step);
    if (least <= 0)
        least = low == 0 ? 1 : fabs(low) / 10;
    sb_ticks ticks;
    for (double power = pow(10, floor(log10(least)));; power *= 10)
        for (size_t i = 0; i < SB_COUNT(units); i++)
            if (units[i] * power >= least * (1 - ON_TICK) &&
                reach_round(low, high, units[i] * power, most, &ticks))
                return ticks;
}

double sb_tick_at(sb_ticks ticks, int i)
{
    /* from whole steps, so that 0.1 apart does not drift */
    return (round(ticks.first / ticks.step) + i) * ticks.step;
}

typedef struct label {
    double want, size;
    int index;
} label;

static int by_want(const void *a, const void *b)
{
    const label *p = a, *q = b;
    return p->want != q->want ? (p->want > q->want) - (p->want < q->want) : p->index - q->index;
}

/* Labels that touch, moved as one: how far its members stand from where they want to be. */
typedef struct cluster {
    double offset; /* mean of want minus the room before, over its n labels */
    int n;
} cluster;

/* Isotonic regression by pooling neighbours (Barlow et al. 1972): with the room of all labels
 * before it taken off, each label's place must not fall below that of the one before. */
double sb_spread(double *at, const double *size, int n, double low, double high,
                 sb_arena *scratch)
{
    label *labels = sb_arena_array(scratch, label, n);
    cluster *clusters = sb_arena_array(scratch, cluster, n);
    for (int i = 0; i < n; i++)
        labels[i] = (label){at[i], size[i], i};
    qsort(labels, (size_t)n, sizeof *labels, by_want);

    int k = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
        clusters[k++] = (cluster){labels[i].want - labels[i].size / 2 - total, 1};
        total += labels[i].size;
        for (; k > 1 && clusters[k - 2].offset > clusters[k - 1].offset; k--) {
            cluster *a = &clusters[k - 2], b = clusters[k - 1];
            a->offset = (a->offset * a->n + b.offset * b.n) / (a->n + b.n);
            a->n += b.n;
        }
    }
    double before = 0;
    for (int c = 0, i = 0; c < k; c++)
        for (int end = i + clusters[c].n; i < end; i++) {
            double offset = fmax(fmin(clusters[c].offset, high - total), low);
            at[labels[i].index] = offset + before + labels[i].size / 2;
            before += labels[i].size;
        }
    return fmax(0, total - (high - low));
}
