#include "random.h"

static uint64_t mixed(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

lot lot_for(const char *purpose, int number)
{
    uint64_t h = 0xcbf29ce484222325u; /* FNV-1a */
    for (const char *p = purpose; *p; p++)
        h = (h ^ (unsigned char)*p) * 0x100000001b3u;
    return (lot){mixed(h + (uint64_t)number * 0x9e3779b97f4a7c15u)};
}

uint64_t lot_next(lot *l) { return mixed(l->state += 0x9e3779b97f4a7c15u); }

int lot_below(lot *l, int n) { return (int)((lot_next(l) >> 32) * (uint64_t)n >> 32); }

double lot_unit(lot *l) { return (double)(lot_next(l) >> 11) / 9007199254740992.0; }

double lot_normal(lot *l)
{
    double sum = -6;
    for (int i = 0; i < 12; i++)
        sum += lot_unit(l);
    return sum;
}

bool lot_chance(lot *l, double p) { return lot_unit(l) < p; }

int lot_round(lot *l, double x)
{
    int whole = (int)x;
    return whole + lot_chance(l, x - whole);
}

/* ---- noise ---- */

static double lattice(int64_t x, int64_t y, uint64_t seed)
{
    uint64_t h = mixed(seed + (uint64_t)x * 0x9e3779b97f4a7c15u);
    return (double)(mixed(h ^ (uint64_t)y * 0xd1b54a32d192ed03u) >> 11) / 4503599627370496.0 -
           1;
}

static double eased(double t) { return t * t * (3 - 2 * t); }

double noise_at(double x, double y, double size, uint64_t seed)
{
    x = x / size + 4096; /* positive, so that the cast rounds down */
    y = y / size + 4096;
    int64_t i = (int64_t)x, j = (int64_t)y;
    double u = eased(x - (double)i), v = eased(y - (double)j);
    double low = lattice(i, j, seed) * (1 - u) + lattice(i + 1, j, seed) * u;
    double high = lattice(i, j + 1, seed) * (1 - u) + lattice(i + 1, j + 1, seed) * u;
    return low * (1 - v) + high * v;
}
