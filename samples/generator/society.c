#include "society.h"

#include "plain.h"
#include "random.h"

/* One quarter in one year, while its facts are found. */
typedef struct scene {
    const people *p;
    const quarter *q;
    const district *d;
    int quarter, year; /* indices */
    double status;
    int *fact;
} scene;

/* A number between -1 and 1 that belongs to this quarter and fact and drifts over the years. */
static double mood(const scene *s, fact f)
{
    lot l = lot_for("mood", s->q->key * 100 + (int)f);
    double own = lot_normal(&l) / 2.2;
    lot now = lot_for("drift", (s->q->key * 100 + (int)f) * 20 + s->year);
    return clamped(own + 0.15 * lot_normal(&now), -1, 1);
}

static int ages(const scene *s, int from, int below)
{
    return people_count(s->p, s->year, s->quarter, -1, -1, from, below);
}

static int foreigners(const scene *s, int from, int below)
{
    return people_count(s->p, s->year, s->quarter, FOREIGN, -1, from, below);
}

/* Set a fact to a share of `whole`, about `percent`, `spread` the mood's part of it. */
static int share(const scene *s, fact f, int whole, double percent, double spread)
{
    double p = clamped(percent * (1 + spread * mood(s, f)), 0, 100);
    return s->fact[f] = rounded(whole * p / 100);
}

static void parts(const scene *s, int total, const double *weights, int n, fact first)
{
    double mine[8];
    for (int i = 0; i < n; i++)
        mine[i] = clamped(weights[i] * (1 + 0.3 * mood(s, first + (fact)i)), 0, 1e9);
    split(total, mine, n, &s->fact[first]);
}

/* How much a poor quarter has more than a rich one: 1 at status 0. */
static double need(const scene *s)
{
    return 1 - 0.52 * s->status + 0.09 * s->status * s->status;
}

/* ---- people ---- */

static void find_migration(const scene *s)
{
    int foreign = foreigners(s, 0, N_AGES), all = ages(s, 0, N_AGES);
    double german = 9 - 5 * s->status + 0.35 * s->d->foreign + 0.25 * s->year;
    if (s->year >= 5) /* since 2020 both parents must have come from abroad */
        german *= 0.72;
    share(s, MIGRATION, all - foreign, german, 0.25);
    s->fact[MIGRATION] += foreign;
    const bool is_old_industry = s->d->key == 61 || s->d->key == 24;
    const double weights[] = {is_old_industry ? 34 : 17,        13, 18 - 4 * s->status,
                              1 + 1.4 * clamped(s->year, 0, 7), 14, 30};
    parts(s, s->fact[MIGRATION], weights, 6, MIG_TURKEY);
}

static void find_households(const scene *s)
{
    int adults = ages(s, 18, N_AGES), children = ages(s, 0, 18);
    int families = rounded(children / (1.68 + 0.04 * mood(s, HH_FAMILY)));
    double alone = clamped(21 - 6 * s->status + 6 * mood(s, HH_ALONE), 5, 55);
    s->fact[HH_ALONE] = rounded(families * alone / 100);
    s->fact[HH_FAMILY] = families - s->fact[HH_ALONE];
    int left = adults - 2 * s->fact[HH_FAMILY] - s->fact[HH_ALONE];
    left = left < 0 ? 0 : left;
    double single = s->d->kind == 'S' ? 58 : s->d->borough == 0 ? 50 : 36 - 2 * s->status;
    share(s, HH_ONE, left, single, 0.1);
    share(s, HH_COUPLE, left - s->fact[HH_ONE], 40, 0.05); /* two persons each: below half */
    s->fact[HH_OTHER] = (left - s->fact[HH_ONE] - 2 * s->fact[HH_COUPLE]) / 3;
    for (fact f = HH_ONE; f <= HH_OTHER; f++)
        s->fact[HOUSEHOLDS] += s->fact[f];
}

/* ---- work and income ---- */

static void find_work(const scene *s)
{
    static const double boom[N_YEARS] = {0.955, 0.97, 0.99, 1.01, 1.02,
                                         1.005, 1.01, 1.03, 1.04, 1.04};
    static const double slump[N_YEARS] = {1.12, 1.08, 1.02, 0.95, 0.92,
                                          1.10, 1.07, 0.97, 1.02, 1.08};
    int able = ages(s, 15, 65),
        women = people_count(s->p, s->year, s->quarter, -1, FEMALE, 15, 65);
    int foreign = foreigners(s, 15, 65);
    double student = s->d->kind == 'S' ? 0.78 : 1;
    share(s, EMPLOYED, able, (59 + 3.4 * s->status) * boom[s->year] * student, 0.03);
    share(s, EMPLOYED_W, s->fact[EMPLOYED] * women / (able ? able : 1), 93, 0.03);
    share(s, EMPLOYED_F, foreign, 47 + 2 * s->status + 0.9 * s->year, 0.05);
    double rate = 6.6 * need(s) * slump[s->year] * (s->d->kind == 'S' ? 0.62 : 1);
    if (s->d->key == 61) /* old industry: settled families, steady jobs */
        rate *= 0.55;
    if (s->d->key == 24 && s->year >= 7) /* the works closed in 2022 */
        rate *= 1.28;
    share(s, UNEMPLOYED, able, clamped(rate, 0.8, 30), 0.12);
    int n = s->fact[UNEMPLOYED];
    share(s, UNEMPLOYED_W, n, 45 + s->status, 0.05);
    s->fact[UNEMPLOYED_M] = n - s->fact[UNEMPLOYED_W];
    const double by_age[] = {9, 68, 23 + 3 * s->status};
    parts(s, n, by_age, 3, UNEMPLOYED_25);
    share(s, UNEMPLOYED_LONG, n, 39 - 5 * s->status + (s->year == 6 ? 6 : 0), 0.08);
    double foreign_part = able ? 100.0 * foreign / able : 0;
    share(s, UNEMPLOYED_F, n, clamped(1.45 * foreign_part, 0, 80), 0.08);
}

static void find_benefits(const scene *s)
{
    static const double trend[N_YEARS] = {1.03, 1.04, 1.03, 0.98, 0.93,
                                          0.95, 0.92, 0.97, 1.02, 1.01};
    double rate = 10.5 * need(s) * trend[s->year] * (s->d->kind == 'S' ? 0.6 : 1);
    if (s->d->key == 61)
        rate *= 0.6;
    rate = clamped(rate, 0.7, 45);
    double child = clamped(rate * 1.55, 0, 75);
    share(s, SGB2_U3, ages(s, 0, 3), child * 1.04, 0.12);
    share(s, SGB2_3, ages(s, 3, 6), child * 1.06, 0.12);
    share(s, SGB2_6, ages(s, 6, 15), child, 0.1);
    share(s, SGB2_15, ages(s, 15, 18), child * 0.82, 0.12);
    share(s, SGB2_18, ages(s, 18, 65), rate * 0.86, 0.08);
    for (fact f = SGB2_U3; f <= SGB2_18; f++)
        s->fact[SGB2] += s->fact[f];
    int children = s->fact[SGB2] - s->fact[SGB2_18];
    share(s, BG_CHILDREN, children, 53, 0.05);
    int left = s->fact[SGB2_18] - rounded(1.45 * s->fact[BG_CHILDREN]);
    s->fact[BG_NONE] = left > 0 ? rounded(left / 1.16) : 0;
    s->fact[BG] = s->fact[BG_CHILDREN] + s->fact[BG_NONE];
    share(s, BG_ALONE, s->fact[BG_CHILDREN], 46 + 4 * s->status, 0.08);
    share(s, OLD_AGE, ages(s, 65, N_AGES),
          clamped(5.2 * need(s) * (1 + 0.035 * s->year), 0.5, 30), 0.15);
    share(s, SGB12, ages(s, 18, N_AGES), 1.1 * need(s), 0.3);
    static const double asylum[N_YEARS] = {12, 9, 6, 5, 4, 3.5, 3.5, 8, 6, 5};
    share(s, ASYLUM, foreigners(s, 0, N_AGES), asylum[s->year], 0.6);
    share(s, TAXPAYERS, ages(s, 20, 75), 61 + 2 * s->status, 0.04);
    double mean = 34.5 + 9.2 * s->status + 2.6 * s->status * s->status + 0.8 * s->year;
    if (s->d->kind == 'S')
        mean *= 0.8;
    s->fact[INCOME] = rounded(s->fact[TAXPAYERS] * mean * (1 + 0.06 * mood(s, INCOME)));
}

/* ---- homes, votes, surroundings ---- */

static void find_homes(const scene *s)
{
    share(s, DWELLINGS, s->fact[HOUSEHOLDS], 100, 0); /* never fewer than households … */
    s->fact[DWELLINGS] += rounded(s->fact[DWELLINGS] * (0.03 + 0.01 * mood(s, DWELLINGS)));
    int n = s->fact[DWELLINGS]; /* … some stand empty */
    share(s, SOCIAL_HOUSING, n,
          clamped(8 - 5.5 * s->status + 2 * s->status * s->status - 0.3 * s->year, 0.3, 60),
          0.35);
    s->fact[ROOMS] = rounded(n * (3.75 + 0.35 * s->status - (s->d->borough == 0 ? 0.6 : 0)) *
                             (1 + 0.05 * mood(s, ROOMS)));
    double rent = (7.1 + 0.9 * s->status) * (1 + 0.038 * s->year);
    if (s->d->borough == 0 || s->d->key == 23)
        rent *= 1.13;
    s->fact[RENT] = n * rounded(100 * rent * (1 + 0.03 * mood(s, RENT)));
}

static void find_votes(const scene *s)
{
    static const double turnout[N_YEARS] = {0, 0, 74.5, 0, 58.5, 49.2, 75.8, 0, 0, 62.4};
    if (turnout[s->year] == 0)
        return;
    int local =
        s->year == 5 ? foreigners(s, 16, N_AGES) / 3 : 0; /* EU citizens vote for the council */
    int from = s->year == 5 || s->year == 9 ? 16 : 18;
    s->fact[ENTITLED] =
        people_count(s->p, s->year, s->quarter, GERMAN, -1, from, N_AGES) + local;
    share(s, VOTERS, s->fact[ENTITLED],
          clamped(turnout[s->year] + 8.6 * s->status + (s->d->kind == 'S' ? 4 : 0), 18, 92),
          0.035);
}

static void find_surroundings(const scene *s)
{
    double near = s->d->borough == 0 ? 1.5 : 1;
    share(s, NOISE, ages(s, 0, N_AGES), clamped((15 - 4 * s->status) * near, 1, 70), 0.6);
    int children = ages(s, 0, 18);
    double green = clamped((65 + 28 * s->status) / near * (1 + 0.5 * mood(s, GREEN)), 6, 400);
    s->fact[GREEN] = rounded(children * green);
    s->fact[PLAYGROUND] =
        rounded(children * clamped(7.5 - 0.4 * s->status + 3 * mood(s, PLAYGROUND), 0, 30));
}

/* ---- children ---- */

static void find_children(const scene *s)
{
    int n =
        share(s, EXAMINED, ages(s, 5, 6), s->year == 5 ? 61 : 97, 0.03); /* 2020: pandemic */
    share(s, OVERWEIGHT, n, clamped(10.5 - 3.4 * s->status + (s->year >= 5 ? 1.5 : 0), 2, 40),
          0.2);
    /* a new test of language from 2020 on finds more */
    share(s, LANGUAGE, n, clamped((21 - 9 * s->status) * (s->year >= 5 ? 1.25 : 1), 3, 75),
          0.15);
    share(s, MOTOR, n, clamped(13 - 3.5 * s->status, 3, 40), 0.2);
    share(s, U8U9, n, clamped(86 + 5 * s->status, 50, 99), 0.02);
    s->fact[DMFT] = rounded(n * clamped(1.15 - 0.5 * s->status - 0.02 * s->year, 0.2, 4) *
                            (1 + 0.2 * mood(s, DMFT)));
    share(s, PUPILS, ages(s, 10, 11), 96, 0.02);
    const double schools[] = {clamped(40 + 13 * s->status, 8, 90),
                              clamped(28 - 2 * s->status + 0.8 * s->year, 5, 60),
                              clamped(24 - 5 * s->status, 4, 50),
                              clamped(9 - 6 * s->status - 0.6 * s->year, 0.5, 40)};
    parts(s, s->fact[PUPILS], schools, 4, TO_GYMNASIUM);
    share(s, HELP_AMBULANT, ages(s, 0, 21),
          clamped(2.6 * need(s) * (1 + 0.02 * s->year), 0.2, 20), 0.2);
    share(s, HELP_AWAY, ages(s, 0, 21), clamped(0.95 * need(s), 0.1, 8), 0.3);
}

society *society_form(const city *c, const people *p)
{
    society *out = ROOM(society, 1);
    for (int year = 0; year < N_YEARS; year++)
        for (int i = 0; i < c->n_quarters; i++) {
            const quarter *q = &c->quarters[i];
            scene s = {p, q, &c->districts[q->district], i, year, q->status, out->at[year][i]};
            find_migration(&s);
            find_households(&s);
            find_work(&s);
            find_benefits(&s);
            find_homes(&s);
            find_votes(&s);
            find_surroundings(&s);
            find_children(&s);
        }
    return out;
}
