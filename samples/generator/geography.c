#include "geography.h"

#include "names.h"
#include "plain.h"
#include "random.h"

#include <stdlib.h>
#include <string.h>

static const double CENTRE_X = 569000, CENTRE_Y = 5649000, CELL = 15; /* EPSG:25832 */
enum { SIDE = 1240, N_LOTS = N_DISTRICTS + 1, N_VILLAGES = 16 };

static const borough boroughs[] = {
#define BOROUGH(key, name) {key, name},
#include "places.def"
};

/* Boroughs are the first digit of a district's key. */
static const district districts[] = {
#define DISTRICT(key, name, x, y, quarters, hundreds, status, kind, foreign, growth)           \
    {key,    name,    key / 10 - 1, (x)*1000, (y)*1000, quarters, (hundreds)*100,              \
     status, foreign, growth,       kind},
#include "places.def"
};

static const struct {
    int key;
    double status, growth;
    const char *name;
} unlike[] = {
#define QUARTER(key, status, growth, name) {key, status, growth, name},
#include "places.def"
};

/* ---- courses ---- */

typedef struct route {
    const char *id;
    int barrier;
    double width;
    double points[20][2]; /* kilometres, {0, 0} after the last */
} route;

static const route routes[] = {
#define LINE(id, barrier, width, ...) {#id, barrier, width, {__VA_ARGS__}},
#include "places.def"
};

static double between(double a, double b, double c, double d, double t) /* Catmull-Rom */
{
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

static course laid(const route *r)
{
    enum { STEPS = 60 };
    int n = 0;
    while (n < COUNT(r->points) && (r->points[n][0] != 0 || r->points[n][1] != 0))
        n++;
    course c = {r->id, r->barrier, r->width, room((size_t)(n * STEPS), sizeof *c.points), 0};
    for (int i = 0; i + 1 < n; i++)
        for (int s = 0; s < STEPS; s++) {
            const double *p[4];
            for (int k = 0; k < 4; k++)
                p[k] = r->points[(int)clamped(i + k - 1, 0, n - 1)];
            double t = (double)s / STEPS, xy[2];
            for (int k = 0; k < 2; k++)
                xy[k] = 1000 * between(p[0][k], p[1][k], p[2][k], p[3][k], t);
            /* nothing that people build or water digs is as smooth as a spline */
            double wobble = r->width > 15 ? 70 : 30;
            c.points[c.n][0] = CENTRE_X + xy[0] + wobble * noise_at(xy[0], xy[1], 600, 11);
            c.points[c.n++][1] = CENTRE_Y + xy[1] + wobble * noise_at(xy[0], xy[1], 600, 12);
        }
    return c;
}

course city_course(const char *id)
{
    for (int i = 0; i < COUNT(routes); i++)
        if (strcmp(routes[i].id, id) == 0)
            return laid(&routes[i]);
    give_up("no course is called '%s'", id);
}

/* Set the cells within `radius` metres of a course. */
static void stamp(grid *g, const course *c, double radius, int value)
{
    int reach = (int)(radius / g->cell) + 1;
    for (int i = 0; i < c->n; i++) {
        int cx = (int)((c->points[i][0] - g->x0) / g->cell);
        int cy = (int)((c->points[i][1] - g->y0) / g->cell);
        for (int y = cy - reach; y <= cy + reach; y++)
            for (int x = cx - reach; x <= cx + reach; x++) {
                double dx = g->x0 + (x + 0.5) * g->cell - c->points[i][0];
                double dy = g->y0 + (y + 0.5) * g->cell - c->points[i][1];
                if (x >= 0 && y >= 0 && x < g->width && y < g->height &&
                    dx * dx + dy * dy <= radius * radius)
                    g->label[y * g->width + x] = value;
            }
    }
}

/* ---- growth ---- */

typedef struct front { /* cells waiting, cheapest first: a binary heap of cost << 32 | cell */
    uint64_t *at;
    int n;
} front;

static void front_push(front *f, uint64_t item)
{
    int i = f->n++;
    for (; i && f->at[(i - 1) / 2] > item; i = (i - 1) / 2)
        f->at[i] = f->at[(i - 1) / 2];
    f->at[i] = item;
}

static uint64_t front_pop(front *f)
{
    uint64_t top = f->at[0], last = f->at[--f->n];
    int i = 0;
    for (int child; (child = 2 * i + 1) < f->n; i = child) {
        if (child + 1 < f->n && f->at[child + 1] < f->at[child])
            child++;
        if (f->at[child] >= last)
            break;
        f->at[i] = f->at[child];
    }
    f->at[i] = last;
    return top;
}

typedef struct seed {
    int cell, label, cost; /* cost: of a late start */
} seed;

/* Grow from all seeds at once; `inside[cell]` must be equal on both sides of a step. */
static void grow(grid *g, const int *cost, const int *inside, const seed *seeds, int n)
{
    int cells = g->width * g->height;
    uint32_t *paid = ROOM(uint32_t, cells);
    front f = {.at = ROOM(uint64_t, 9 * cells)};
    memset(paid, 0xff, sizeof *paid * (size_t)cells);
    for (int i = 0; i < n; i++) {
        paid[seeds[i].cell] = (uint32_t)seeds[i].cost;
        g->label[seeds[i].cell] = seeds[i].label;
        front_push(&f, (uint64_t)seeds[i].cost << 32 | (uint64_t)seeds[i].cell);
    }
    while (f.n) {
        uint64_t item = front_pop(&f);
        int at = (int)(item & 0xffffffff), x = at % g->width, y = at / g->width;
        if (paid[at] != item >> 32)
            continue;
        for (int k = 0; k < 9; k++) {
            int nx = x + k % 3 - 1, ny = y + k / 3 - 1, to = ny * g->width + nx;
            if (k == 4 || nx < 0 || ny < 0 || nx >= g->width || ny >= g->height ||
                (inside && inside[to] != inside[at]))
                continue;
            uint32_t price = paid[at] + (uint32_t)(cost[to] * (k % 2 ? 10 : 14) / 10);
            if (price >= paid[to])
                continue;
            paid[to] = price;
            g->label[to] = g->label[at];
            front_push(&f, (uint64_t)price << 32 | (uint64_t)to);
        }
    }
    free(paid);
    free(f.at);
}

static int cell_at(const grid *g, double x, double y)
{
    return (int)((CENTRE_Y + y - g->y0) / g->cell) * g->width +
           (int)((CENTRE_X + x - g->x0) / g->cell);
}

static grid plain_of_costs(void)
{
    grid g = {SIDE, SIDE, CENTRE_X - SIDE * CELL / 2, CENTRE_Y - SIDE * CELL / 2, CELL, NULL};
    g.label = ROOM(int, SIDE *SIDE);
    for (int i = 0; i < SIDE * SIDE; i++) {
        double x = i % SIDE * CELL, y = (double)(i / SIDE) * CELL;
        double rough = noise_at(x, y, 900, 1) + 0.8 * noise_at(x, y, 350, 2) +
                       0.6 * noise_at(x, y, 120, 3);
        g.label[i] = rounded(clamped(12 + 7 * rough, 3, 40));
    }
    for (int i = COUNT(routes) - 1; i >= 0; i--) {
        course c = laid(&routes[i]);
        stamp(&g, &c, 1.1 * CELL, c.barrier);
        free(c.points);
    }
    return g;
}

/* A blob with a ragged edge: > 0 inside. */
static double blob(double x, double y, double rx, double ry, uint64_t number)
{
    double u = x / rx, v = y / ry;
    double ragged = 0.6 * noise_at(x, y, 0.8 * rx + 40, 50 + number) +
                    0.35 * noise_at(x, y, 0.3 * rx + 30, 90 + number);
    return 0.9 + ragged - (u * u + v * v);
}

/* Label an island of `radius` metres round x, y. */
static void put_island(grid *g, double x, double y, double radius, int label)
{
    for (int i = 0; i < SIDE * SIDE; i++) {
        double dx = g->x0 + (i % SIDE + 0.5) * CELL - CENTRE_X - x;
        double dy = g->y0 + ((double)(i / SIDE) + 0.5) * CELL - CENTRE_Y - y;
        if (blob(dx, dy, radius, radius, (uint64_t)label) > 0)
            g->label[i] = label;
    }
}

enum { ENCLAVE = 23, TWO_PART = 10, PART = N_DISTRICTS }; /* indices of districts */

static grid grow_districts(const grid *cost)
{
    grid g = grid_like(cost, 0);
    seed seeds[N_LOTS + N_VILLAGES];
    int n = 0;
    for (int i = 0; i < N_DISTRICTS; i++)
        if (i != ENCLAVE)
            seeds[n++] = (seed){cell_at(&g, districts[i].x, districts[i].y), i, 0};
    static const double villages[N_VILLAGES][2] = {
        {0.6, 7.9},  {3.6, 8.5},  {6.3, 7.2},   {8.9, 4.2},   {8.7, 0.4},   {6.5, -2.9},
        {6.0, -7.3}, {2.4, -8.7}, {-1.3, -8.0}, {-4.3, -7.2}, {-7.7, -5.5}, {-8.9, -2.6},
        {-8.1, 1.0}, {-7.7, 3.9}, {-6.9, 7.9},  {-2.7, 7.7}};
    for (int i = 0; i < N_VILLAGES; i++)
        seeds[n++] = (seed){cell_at(&g, 1000 * villages[i][0], 1000 * villages[i][1]), -1, 0};
    grow(&g, cost->label, NULL, seeds, n);
    put_island(&g, districts[ENCLAVE].x, districts[ENCLAVE].y, 620, ENCLAVE);
    put_island(&g, 3100, 3800, 520, PART);
    grid_tidy(&g, N_LOTS);
    return g;
}

/* ---- quarters ---- */

/* Seeds far from each other, each the best of some candidates (Mitchell 1991). */
static int scatter(const grid *lots, int lot_number, int wanted, seed *seeds, int first, lot *l)
{
    int *mine = ROOM(int, SIDE *SIDE), n = 0;
    for (int i = 0; i < SIDE * SIDE; i++)
        if (lots->label[i] == lot_number)
            mine[n++] = i;
    for (int s = 0; s < wanted; s++) {
        double best = -1;
        for (int c = 0; c < 30; c++) {
            int cell = mine[lot_below(l, n)];
            double nearest = 1e18, towards = 0;
            for (int k = 0; k < s; k++) {
                double dx = cell % SIDE - seeds[first + k].cell % SIDE;
                double dy = (double)(cell / SIDE - seeds[first + k].cell / SIDE);
                nearest = clamped(dx * dx + dy * dy, 0, nearest);
            }
            double dx = cell % SIDE - SIDE / 2, dy = (double)(cell / SIDE) - SIDE / 2;
            towards = 1 / (1 + (dx * dx + dy * dy) / 40000.0); /* denser near the centre */
            if (nearest * (0.4 + towards) > best) {
                best = nearest * (0.4 + towards);
                seeds[first + s] = (seed){cell, first + s, 0};
            }
        }
    }
    free(mine);
    return wanted;
}

static void describe(city *c)
{
    for (int i = 0; i < SIDE * SIDE; i++)
        if (c->land.label[i] >= 0) {
            quarter *q = &c->quarters[c->land.label[i]];
            q->cells++;
            q->x += c->land.x0 + (i % SIDE + 0.5) * CELL;
            q->y += c->land.y0 + ((double)(i / SIDE) + 0.5) * CELL;
        }
    int cells[N_DISTRICTS] = {0};
    for (int i = 0; i < c->n_quarters; i++)
        cells[c->quarters[i].district] += c->quarters[i].cells;
    for (int i = 0; i < c->n_quarters; i++) {
        quarter *q = &c->quarters[i];
        lot l = lot_for("quarter", q->key);
        q->x /= q->cells;
        q->y /= q->cells;
        q->status = clamped(districts[q->district].status + 0.35 * lot_normal(&l), -2, 2);
        q->growth = districts[q->district].growth + 2 * lot_normal(&l);
        double usual = (double)cells[q->district] / districts[q->district].n_quarters;
        q->weight = clamped(1 + 0.25 * lot_normal(&l), 0.4, 2) * q->cells / (q->cells + usual);
        for (int u = 0; u < COUNT(unlike); u++)
            if (unlike[u].key == q->key) {
                q->status = unlike[u].status;
                q->growth = unlike[u].growth;
            }
    }
}

static void grow_quarters(city *c, const grid *cost, const grid *lots)
{
    seed seeds[MOST_QUARTERS];
    for (int i = 0; i < N_LOTS; i++) { /* the second part comes right after the first */
        int lot_number = i <= TWO_PART ? i : i == TWO_PART + 1 ? PART : i - 1;
        int d = lot_number == PART ? TWO_PART : lot_number;
        int wanted = lot_number == PART ? 1 : districts[d].n_quarters, first = c->n_quarters;
        lot l = lot_for("seeds", lot_number);
        c->n_quarters += scatter(lots, lot_number, wanted, seeds, first, &l);
        for (int k = first; k < c->n_quarters; k++) {
            int number = lot_number == PART ? districts[d].n_quarters + 1 : k - first + 1;
            c->quarters[k] = (quarter){
                .key = districts[d].key * 10 + number, .district = d, .old_district = d};
        }
    }
    c->land = grid_like(cost, -1);
    grow(&c->land, cost->label, lots->label, seeds, c->n_quarters);
    grid_tidy(&c->land, c->n_quarters);
    describe(c);
    c->borders = chains_trace(&c->land, 14);
    int self[MOST_QUARTERS];
    for (int i = 0; i < MOST_QUARTERS; i++)
        self[i] = i;
    for (int i = 0; i < c->n_quarters; i++) {
        rings r = rings_of(&c->borders, self, i);
        for (int k = 0; k < r.n; k++) {
            c->quarters[i].km2 += r.at[k].area / 1e6;
            free(r.at[k].dots);
        }
        free(r.at);
    }
    for (int i = 0; i < c->borders.n; i++) {
        const chain *b = &c->borders.at[i];
        if (b->left >= 0 && b->right >= 0)
            c->adjoins[b->left][b->right] = c->adjoins[b->right][b->left] = true;
    }
}

/* ---- woods, parks and water ---- */

static void lay_patches(city *c)
{
    static const struct {
        const char *kind, *name;
        double x, y, rx, ry;
    } patches[] = {
#define PATCH(kind, name, x, y, rx, ry) {#kind, name, x, y, rx, ry},
#include "places.def"
    };
    grid g = grid_like(&c->land, -1);
    for (int p = 0; p < COUNT(patches); p++) {
        c->patches[c->n_patches++] = (patch){patches[p].kind, patches[p].name};
        for (int i = 0; i < SIDE * SIDE; i++) {
            double x = (i % SIDE + 0.5 - SIDE / 2) * CELL - 1000 * patches[p].x;
            double y = ((double)(i / SIDE) + 0.5 - SIDE / 2) * CELL - 1000 * patches[p].y;
            if (blob(x, y, 1000 * patches[p].rx, 1000 * patches[p].ry, (uint64_t)p) > 0)
                g.label[i] = p;
        }
    }
    course river = city_course("river");
    stamp(&g, &river, river.width, c->n_patches);
    c->patches[c->n_patches++] = (patch){"river", "Muster"};
    grid_tidy(&g, c->n_patches);
    c->patch_borders = chains_trace(&g, 6);
    free(river.points);
    free(g.label);
}

/* ---- other divisions ---- */

/* Until 2017 Kaltenhausen reached over the railway and Rosenhöhe's nearest quarter was its own.
 */
static void set_old_division(city *c)
{
    int from = -1, to = -1;
    for (int i = 0; i < N_DISTRICTS; i++) {
        from = districts[i].key == 41 ? i : from;
        to = districts[i].key == 42 ? i : to;
    }
    for (int i = 0; i < c->n_quarters; i++)
        for (int k = 0; k < c->n_quarters; k++)
            if (c->quarters[i].district == from && c->quarters[k].district == to &&
                c->adjoins[i][k]) {
                c->quarters[i].old_district = to;
                return;
            }
    give_up("Rosenhöhe and Kaltenhausen do not adjoin");
}

/* Join the lightest social space to its lightest neighbour in the same borough until `wanted`
 * are left.  by_status: neighbours of like status before light ones. */
static void join_sets(const city *c, int wanted, bool by_status, int *set)
{
    double people[MOST_QUARTERS] = {0}, status[MOST_QUARTERS] = {0};
    bool is_alive[MOST_QUARTERS] = {0};
    int n = c->n_quarters;
    for (int i = 0; i < n; i++) {
        const quarter *q = &c->quarters[i];
        const district *d = &districts[q->district];
        set[i] = i;
        people[i] = 1 + q->weight * d->people / d->n_quarters;
        status[i] = q->status;
        is_alive[i] = true;
    }
    for (int left = n; left > wanted; left--) {
        int least = -1, best = -1;
        double best_score = 1e18;
        for (int i = 0; i < n; i++)
            if (is_alive[i] && (least < 0 || people[i] < people[least]))
                least = i;
        for (int i = 0; i < n; i++)
            for (int k = 0; k < n; k++) {
                if (set[i] != least || set[k] == least || !c->adjoins[i][k] ||
                    districts[c->quarters[i].district].borough !=
                        districts[c->quarters[k].district].borough)
                    continue;
                double apart = status[set[k]] - status[least];
                double score = people[set[k]] * (by_status ? 0.05 + apart * apart : 1);
                if (score < best_score) {
                    best_score = score;
                    best = set[k];
                }
            }
        if (best < 0) { /* alone in its borough */
            people[least] += 1e6;
            left++;
            continue;
        }
        status[best] = (status[best] * people[best] + status[least] * people[least]) /
                       (people[best] + people[least]);
        people[best] += people[least];
        is_alive[least] = false;
        for (int i = 0; i < n; i++)
            if (set[i] == least)
                set[i] = best;
    }
    int number[MOST_QUARTERS] = {0}, next = 0;
    for (int i = 0; i < n; i++)
        if (!number[set[i]])
            number[set[i]] = ++next;
    for (int i = 0; i < n; i++)
        set[i] = number[set[i]];
}

static void set_social_spaces(city *c)
{
    int set[MOST_QUARTERS];
    join_sets(c, 39, false, set);
    for (int i = 0; i < c->n_quarters; i++)
        c->quarters[i].set39 = set[i];
    join_sets(c, 40, true, set);
    for (int i = 0; i < c->n_quarters; i++)
        c->quarters[i].set40 = set[i];
}

city *city_grow(void)
{
    city *c = ROOM(city, 1);
    c->boroughs = boroughs;
    c->districts = districts;
    grid cost = plain_of_costs();
    grid lots = grow_districts(&cost);
    grow_quarters(c, &cost, &lots);
    lay_patches(c);
    set_old_division(c);
    set_social_spaces(c);
    for (int u = 0; u < COUNT(unlike); u++)
        for (int i = 0; i < c->n_quarters; i++)
            if (c->quarters[i].key == unlike[u].key)
                names_take(c->quarters[i].name, sizeof c->quarters[i].name, unlike[u].name);
    names_give(c);
    free(cost.label);
    free(lots.label);
    return c;
}
