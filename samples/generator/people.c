#include "people.h"

#include "plain.h"
#include "random.h"

#include <stdlib.h>

/* ---- what people are like, by age ---- */

static const double german_ages[][2] = {{0, 84},   {6, 86},   {16, 84},  {20, 104}, {26, 128},
                                        {34, 126}, {42, 112}, {49, 134}, {56, 144}, {62, 118},
                                        {69, 112}, {75, 106}, {80, 84},  {86, 42},  {92, 15},
                                        {97, 3},   {100, 1}};
static const double foreign_ages[][2] = {{0, 60},   {6, 58},   {15, 62},  {20, 120}, {27, 190},
                                         {36, 176}, {46, 136}, {55, 92},  {65, 80},  {72, 66},
                                         {80, 30},  {90, 5},   {100, 0.2}};
static const double student_ages[][2] = {{0, 0.55}, {16, 0.5}, {19, 2.2}, {23, 3.8},
                                         {28, 2.6}, {34, 1.2}, {45, 0.7}, {100, 0.6}};
static const double family_ages[][2] = {{0, 1.4},   {12, 1.35}, {20, 1},   {28, 0.9},
                                        {38, 1.25}, {48, 1.1},  {60, 0.9}, {100, 0.9}};
static const double ageing_ages[][2] = {{0, 0.8},   {16, 0.85}, {24, 0.55}, {34, 0.7},
                                        {50, 1.05}, {64, 1.25}, {76, 1.5},  {100, 1.5}};
static const double mixed_ages[][2] = {{0, 1}, {100, 1}};

/* Deaths per 1000 men; a rough life table. */
static const double mortality[][2] = {{0, 3.2},  {1, 0.2},  {15, 0.2}, {20, 0.5}, {40, 1.2},
                                      {50, 3.2}, {60, 9.5}, {65, 14},  {70, 21},  {75, 32},
                                      {80, 53},  {85, 95},  {90, 170}, {95, 280}, {100, 420}};
/* Births per 1000 women. */
static const double fertility[][2] = {{14, 0},  {18, 6},  {22, 34}, {26, 72}, {30, 102},
                                      {34, 96}, {38, 48}, {42, 11}, {47, 0}};
/* Of 1000 a year: moves within the city, and away. */
static const double inner_moves[][2] = {{0, 98},   {6, 66},  {16, 52}, {19, 130}, {24, 190},
                                        {32, 128}, {42, 68}, {60, 36}, {78, 34},  {90, 52}};
static const double leaving[][2] = {{0, 56},  {8, 30},  {17, 30}, {20, 120}, {26, 142},
                                    {33, 86}, {44, 36}, {60, 17}, {80, 12},  {90, 10}};
/* Ages of those who arrive, as weights. */
static const double arriving[][2] = {{0, 8},   {6, 5},  {15, 5}, {18, 26}, {22, 46}, {27, 40},
                                     {34, 20}, {45, 9}, {60, 4}, {80, 2},  {95, 0.5}};

#define AT(curve, age) curve_at(curve, COUNT(curve), age)

static double kind_at(char kind, double age)
{
    return kind == 'S'   ? AT(student_ages, age)
           : kind == 'F' ? AT(family_ages, age)
           : kind == 'A' ? AT(ageing_ages, age)
                         : AT(mixed_ages, age);
}

/* ---- the year before ---- */

static void settle(const city *c, people *p, int i)
{
    const quarter *q = &c->quarters[i];
    const district *d = &c->districts[q->district];
    double weight = 0, weights[N_NATIONS * N_SEXES * N_AGES];
    lot l = lot_for("settle", q->key);
    for (int k = 0; k < c->n_quarters; k++)
        weight += c->quarters[k].district == q->district ? c->quarters[k].weight : 0;
    int total = rounded(d->people * q->weight / weight), nation[N_NATIONS];
    double foreign = clamped(
        d->foreign * (1 - 0.3 * (q->status - d->status) + 0.12 * lot_normal(&l)), 0.5, 60);
    nation[FOREIGN] = rounded(total * foreign / 100);
    nation[GERMAN] = total - nation[FOREIGN];
    for (int n = 0; n < N_NATIONS; n++) {
        int parts[N_SEXES * N_AGES];
        for (int s = 0; s < N_SEXES; s++)
            for (int age = 0; age < N_AGES; age++) {
                double old = age > 60 ? (age - 60) / 40.0 : 0;
                double sex = s == MALE ? 0.512 - 0.25 * old : 0.488 + 0.25 * old;
                double ages = n == FOREIGN ? AT(foreign_ages, age) : AT(german_ages, age);
                weights[s * N_AGES + age] =
                    ages * sex * kind_at(d->kind, age) * (1 + 0.15 * lot_normal(&l));
                weights[s * N_AGES + age] = clamped(weights[s * N_AGES + age], 0, 1e9);
            }
        split(nation[n], weights, N_SEXES * N_AGES, parts);
        for (int s = 0; s < N_SEXES; s++)
            for (int age = 0; age < N_AGES; age++)
                p->at[0][i][n][s][age] = (int16_t)parts[s * N_AGES + age];
    }
}

/* ---- one year ---- */

typedef struct life {
    const city *c;
    people *p;
    int year; /* index; the year's end is at[year + 1] */
    lot l;
    double pull[N_NATIONS][MOST_QUARTERS]; /* running sums: where movers go */
} life;

/* Years with more or fewer moves: refugees, the pandemic, Ukraine. */
static const double foreign_arrivals[N_YEARS] = {1.75, 1.30, 1.10, 1.05, 1.05,
                                                 0.70, 0.95, 1.85, 1.30, 1.15};
static const double mobility[N_YEARS] = {1.00, 1.02, 1.00, 0.98, 0.98,
                                         0.84, 0.90, 0.95, 0.92, 0.91};

static void grow_older(life *y)
{
    for (int i = 0; i < y->c->n_quarters; i++)
        for (int n = 0; n < N_NATIONS; n++)
            for (int s = 0; s < N_SEXES; s++) {
                const int16_t *was = y->p->at[y->year][i][n][s];
                int16_t *is = y->p->at[y->year + 1][i][n][s];
                is[0] = 0;
                for (int age = 1; age < N_AGES; age++)
                    is[age] = was[age - 1];
                is[N_AGES - 1] = (int16_t)(is[N_AGES - 1] + was[N_AGES - 1]);
            }
}

static int how_many(life *y, int among, double per_1000)
{
    int n = 0;
    for (int k = 0; k < among; k++)
        n += lot_chance(&y->l, per_1000 / 1000);
    return n;
}

static void be_naturalised(life *y, int i)
{
    int16_t(*now)[N_SEXES][N_AGES] = y->p->at[y->year + 1][i];
    double rate = y->year >= 7 ? 17 : 10;
    for (int s = 0; s < N_SEXES; s++)
        for (int age = 1; age < 70; age++) {
            int n = how_many(y, now[FOREIGN][s][age], rate);
            now[FOREIGN][s][age] = (int16_t)(now[FOREIGN][s][age] - n);
            now[GERMAN][s][age] = (int16_t)(now[GERMAN][s][age] + n);
            y->p->during[y->year][i].naturalised += n;
        }
}

static void die(life *y, int i)
{
    double status = 1 - 0.10 * y->c->quarters[i].status;
    double covid = y->year == 5 ? 1.06 : y->year == 6 ? 1.09 : y->year == 7 ? 1.08 : 1;
    for (int n = 0; n < N_NATIONS; n++)
        for (int s = 0; s < N_SEXES; s++)
            for (int age = 0; age < N_AGES; age++) {
                int16_t *now = &y->p->at[y->year + 1][i][n][s][age];
                double rate = AT(mortality, age) * status * covid;
                int dead = how_many(y, *now, s == FEMALE && age < 95 ? 0.64 * rate : rate);
                *now = (int16_t)(*now - dead);
                y->p->during[y->year][i].deaths[n] += dead;
            }
}

static void give_birth(life *y, int i)
{
    double cycle = 1 + 0.02 * (y->year < 7 ? y->year : 3 - 2 * (y->year - 6));
    double status = 1 - 0.06 * y->c->quarters[i].status;
    if (y->c->districts[y->c->quarters[i].district].kind == 'S')
        status *= 0.6;
    for (int n = 0; n < N_NATIONS; n++)
        for (int age = 15; age < 47; age++) {
            double rate = AT(fertility, age) * cycle * status * (n == FOREIGN ? 1.3 : 0.93);
            int born = how_many(y, y->p->at[y->year + 1][i][n][FEMALE][age], rate);
            for (; born; born--) {
                int nation = n == FOREIGN && lot_chance(&y->l, 0.55) ? FOREIGN : GERMAN;
                int sex = lot_chance(&y->l, 0.513) ? MALE : FEMALE;
                y->p->at[y->year + 1][i][nation][sex][0]++;
                y->p->during[y->year][i].births[nation]++;
            }
        }
}

/* Where to: quarters pull by those of one's own who live there and by how they grow. */
static void set_pull(life *y)
{
    for (int n = 0; n < N_NATIONS; n++) {
        double sum = 0;
        for (int i = 0; i < y->c->n_quarters; i++) {
            double own = people_count(y->p, y->year - 1, i, n, -1, 0, N_AGES);
            double all = people_count(y->p, y->year - 1, i, -1, -1, 0, N_AGES);
            double pull = (n == FOREIGN ? own + 0.03 * all : all) *
                          (1 + y->c->quarters[i].growth * 0.013);
            y->pull[n][i] = sum += clamped(pull, 0, 1e9);
        }
    }
}

static int destination(life *y, int nation)
{
    const double *pull = y->pull[nation];
    int low = 0, high = y->c->n_quarters - 1;
    double at = lot_unit(&y->l) * pull[high];
    while (low < high) {
        int middle = (low + high) / 2;
        if (pull[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void move_within(life *y)
{
    headcount *comes = ROOM(headcount, y->c->n_quarters);
    for (int i = 0; i < y->c->n_quarters; i++)
        for (int n = 0; n < N_NATIONS; n++)
            for (int s = 0; s < N_SEXES; s++)
                for (int age = 0; age < N_AGES; age++) {
                    int16_t *now = &y->p->at[y->year + 1][i][n][s][age];
                    int moves = how_many(y, *now, AT(inner_moves, age) * mobility[y->year]);
                    for (; moves; moves--) {
                        int to = destination(y, n);
                        const char kind = y->c->districts[y->c->quarters[to].district].kind;
                        if (lot_unit(&y->l) * 2 > kind_at(kind, age)) /* like goes to like */
                            to = destination(y, n);
                        if (to == i)
                            continue;
                        --*now;
                        comes[to][n][s][age]++;
                        y->p->during[y->year][i].inner_out[n]++;
                        y->p->during[y->year][to].inner_in[n]++;
                    }
                }
    for (int i = 0; i < y->c->n_quarters; i++)
        for (int n = 0; n < N_NATIONS; n++)
            for (int s = 0; s < N_SEXES; s++)
                for (int age = 0; age < N_AGES; age++) {
                    int16_t *now = &y->p->at[y->year + 1][i][n][s][age];
                    *now = (int16_t)(*now + comes[i][n][s][age]);
                }
    free(comes);
}

static void leave(life *y, int i)
{
    for (int n = 0; n < N_NATIONS; n++)
        for (int s = 0; s < N_SEXES; s++)
            for (int age = 0; age < N_AGES; age++) {
                int16_t *now = &y->p->at[y->year + 1][i][n][s][age];
                double rate =
                    AT(leaving, age) * mobility[y->year] * (n == FOREIGN ? 1.55 : 0.95);
                int gone = how_many(y, *now, rate);
                *now = (int16_t)(*now - gone);
                y->p->during[y->year][i].out[n] += gone;
            }
}

static int arrival_age(life *y, char kind)
{
    for (;;) {
        int age = lot_below(&y->l, 96);
        if (lot_unit(&y->l) * 46 * 2 < AT(arriving, age) * (0.4 + 0.6 * kind_at(kind, age)))
            return age;
    }
}

static void arrive(life *y, int i)
{
    const quarter *q = &y->c->quarters[i];
    const char kind = y->c->districts[q->district].kind;
    events *e = &y->p->during[y->year][i];
    double before = people_count(y->p, y->year - 1, i, -1, -1, 0, N_AGES);
    double inner = 0;
    for (int n = 0; n < N_NATIONS; n++)
        inner += e->inner_in[n] - e->inner_out[n] + e->births[n] - e->deaths[n];
    for (int n = 0; n < N_NATIONS; n++) {
        double wanted = e->out[n] * (n == FOREIGN ? 0.98 * foreign_arrivals[y->year] : 1.0);
        if (n == GERMAN) /* keep a quarter near its course */
            wanted += 0.75 * (before * q->growth / 1000 - inner);
        if (n == FOREIGN)
            wanted += (0.006 * people_count(y->p, y->year - 1, i, FOREIGN, -1, 0, N_AGES) +
                       0.0012 * before) *
                      foreign_arrivals[y->year];
        for (int k = lot_round(&y->l, clamped(wanted, 0, 1e6)); k > 0; k--) {
            int sex = lot_chance(&y->l, n == FOREIGN ? 0.54 : 0.49) ? MALE : FEMALE;
            y->p->at[y->year + 1][i][n][sex][arrival_age(y, kind)]++;
            e->in[n]++;
        }
    }
}

people *people_live(const city *c)
{
    people *p = ROOM(people, 1);
    for (int i = 0; i < c->n_quarters; i++)
        settle(c, p, i);
    for (int year = 0; year < N_YEARS; year++) {
        life y = {.c = c, .p = p, .year = year, .l = lot_for("year", FIRST_YEAR + year)};
        grow_older(&y);
        set_pull(&y);
        for (int i = 0; i < c->n_quarters; i++) {
            be_naturalised(&y, i);
            die(&y, i);
            give_birth(&y, i);
        }
        move_within(&y);
        for (int i = 0; i < c->n_quarters; i++) {
            leave(&y, i);
            arrive(&y, i);
        }
    }
    return p;
}

int people_count(const people *p, int year, int home, int nation, int sex, int from, int below)
{
    int sum = 0;
    for (int n = 0; n < N_NATIONS; n++)
        for (int s = 0; s < N_SEXES; s++)
            for (int age = from; age < below && age < N_AGES; age++)
                if ((nation < 0 || n == nation) && (sex < 0 || s == sex))
                    sum += p->at[year + 1][home][n][s][age];
    return sum;
}
