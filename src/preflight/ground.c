#include "preflight/ground.h"

#include <string.h>

enum {
    LINE = 0x8000,    /* of a cell: a line runs through it */
    MOST = 0x7fff,    /* colours */
    CURVE_STEPS = 8,  /* a curve becomes so many lines */
    MOST_CELLS = 4096 /* in a row or column: cells of larger sheets are coarser */
};
static const double thick = 2; /* pt; a line of less is no ground */

typedef uint16_t cell; /* number of its colour, 0: bare, LINE or-ed */

typedef struct grid {
    cell *cells;
    int columns, rows;
    sb_point origin;
    double size; /* of a cell */
} grid;

typedef struct segment {
    float x0, y0, x1, y1; /* in cells */
} segment;

typedef struct crossing {
    float x;
    int turn;
} crossing;

typedef struct stamp {
    const sb_display_list *form;
    grid grid;
} stamp;

struct sb_ground {
    sb_arena *arena;
    grid page;
    size_t room; /* cells */
    SB_VEC(sb_colour) colours;
    SB_VEC(double) inks;      /* [colour]: on the spot */
    SB_VEC(cell) under_black; /* [colour]: the colour with black over it, 0: not yet made */
    SB_VEC(stamp) stamps;
    SB_VEC(segment) segments; /* the path being drawn */
    SB_VEC(crossing) crossings;
    SB_VEC(int) starts; /* [row]: where its crossings begin */
    grid *to;           /* drawn into */
};

static const sb_colour paper = {.rgb = {1, 1, 1}};

sb_ground *sb_ground_new(sb_arena *arena)
{
    sb_ground *g = sb_arena_one(arena, sb_ground);
    g->arena = arena;
    g->to = &g->page;
    sb_vec_push(arena, &g->colours, paper);
    sb_vec_push(arena, &g->inks, 0.0);
    sb_vec_push(arena, &g->under_black, (cell)0);
    return g;
}

static grid grid_of(sb_rect area)
{
    double size = fmax(1, fmax(area.width, area.height) / MOST_CELLS);
    return (grid){.columns = (int)ceil(fmax(0, area.width) / size) + 1,
                  .rows = (int)ceil(fmax(0, area.height) / size) + 1,
                  .origin = {area.x, area.y},
                  .size = size};
}

static size_t cells_of(const grid *of) { return (size_t)of->columns * (size_t)of->rows; }

void sb_ground_begin(sb_ground *g, sb_rect area)
{
    cell *cells = g->page.cells;
    g->page = grid_of(area);
    size_t n = cells_of(&g->page);
    if (n > g->room) {
        g->room = n;
        cells = sb_arena_array(g->arena, cell, n);
    } else {
        memset(cells, 0, n * sizeof *cells);
    }
    g->page.cells = cells;
}

/* ---- colours ---- */

static double ink_of(const sb_ground *g, cell number) { return g->inks.at[number]; }

static cell number_with(sb_ground *g, sb_colour colour, double ink)
{
    for (size_t i = g->colours.n; i-- > 0;)
        if (memcmp(&g->colours.at[i], &colour, sizeof colour) == 0 && g->inks.at[i] == ink)
            return (cell)i;
    if (g->colours.n == MOST)
        return MOST - 1;
    sb_vec_push(g->arena, &g->colours, colour);
    sb_vec_push(g->arena, &g->inks, ink);
    sb_vec_push(g->arena, &g->under_black, (cell)0);
    return (cell)(g->colours.n - 1);
}

static cell number_of(sb_ground *g, sb_colour colour)
{
    return number_with(g, colour, sb_colour_ink(colour));
}

/* What a cell shows when black is printed over it. */
static cell with_black(sb_ground *g, cell under, cell black)
{
    if (!g->under_black.at[under]) {
        sb_colour both = g->colours.at[black], below = g->colours.at[under];
        memcpy(both.cmyk, below.cmyk, sizeof both.cmyk);
        both.cmyk[3] = 1;
        double own = below.spot ? 0 : (double)below.cmyk[3];
        cell number = number_with(g, both, ink_of(g, under) - own + 1);
        g->under_black.at[under] = number;
    }
    return g->under_black.at[under];
}

/* ---- paths ---- */

static sb_point in_cells(const grid *of, sb_matrix matrix, sb_point p)
{
    p = sb_matrix_apply(matrix, p);
    return (sb_point){(p.x - of->origin.x) / of->size, (p.y - of->origin.y) / of->size};
}

static void add_segment(sb_ground *g, sb_point a, sb_point b)
{
    sb_vec_push(g->arena, &g->segments,
                (segment){(float)a.x, (float)a.y, (float)b.x, (float)b.y});
}

static sb_point on_curve(sb_point a, const sb_point to[3], double t)
{
    double s = 1 - t, k[] = {s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t};
    return (sb_point){k[0] * a.x + k[1] * to[0].x + k[2] * to[1].x + k[3] * to[2].x,
                      k[0] * a.y + k[1] * to[0].y + k[2] * to[1].y + k[3] * to[2].y};
}

/* The path as lines in cells; closed where it is to be filled. */
static void flatten(sb_ground *g, sb_path path, sb_matrix matrix, bool is_closed)
{
    sb_point start = {0}, now = {0}, to[3];
    const sb_point *p = path.points;
    g->segments.n = 0;
    for (int i = 0; i < path.n_ops; i++) {
        switch (path.ops[i]) {
        case SB_MOVE:
            if (is_closed && i)
                add_segment(g, now, start);
            now = start = in_cells(g->to, matrix, *p++);
            break;
        case SB_LINE:
            to[0] = in_cells(g->to, matrix, *p++);
            add_segment(g, now, to[0]);
            now = to[0];
            break;
        case SB_CURVE:
            for (int k = 0; k < 3; k++)
                to[k] = in_cells(g->to, matrix, *p++);
            for (int k = 1; k <= CURVE_STEPS; k++)
                add_segment(g, on_curve(now, to, (k - 1.0) / CURVE_STEPS),
                            on_curve(now, to, (double)k / CURVE_STEPS));
            now = to[2];
            break;
        default:
            add_segment(g, now, start);
            now = start;
        }
    }
    if (is_closed)
        add_segment(g, now, start);
}

/* Cells whose middle lies in the box, as [from, to). */
typedef struct cell_range {
    int left, right, top, bottom;
} cell_range;

static int cell_at(double x, int most) { return (int)fmin(fmax(ceil(x - 0.5), 0), most); }

static cell_range range_of(const grid *of, sb_rect box)
{
    double x = (box.x - of->origin.x) / of->size, y = (box.y - of->origin.y) / of->size;
    return (cell_range){cell_at(x, of->columns), cell_at(x + box.width / of->size, of->columns),
                        cell_at(y, of->rows), cell_at(y + box.height / of->size, of->rows)};
}

/* The rows whose middle a segment crosses. */
static void rows_of(const segment *s, cell_range range, int *from, int *to)
{
    double top = (double)fminf(s->y0, s->y1), bottom = (double)fmaxf(s->y0, s->y1);
    *from = (int)fmin(fmax(ceil(top - 0.5), range.top), range.bottom);
    *to = (int)fmin(fmax(ceil(bottom - 0.5), range.top), range.bottom);
}

/* All crossings, row by row, each row from left to right. */
static void find_crossings(sb_ground *g, cell_range range)
{
    int rows = range.bottom - range.top, from, to;
    g->starts.n = 0;
    for (int i = 0; i <= rows; i++)
        sb_vec_push(g->arena, &g->starts, 0);
    for (size_t i = 0; i < g->segments.n; i++) {
        rows_of(&g->segments.at[i], range, &from, &to);
        for (int row = from; row < to; row++)
            g->starts.at[row - range.top]++;
    }
    int sum = 0;
    for (int i = 0; i <= rows; i++) { /* the end of each row: filled from behind */
        sum += g->starts.at[i];
        g->starts.at[i] = sum;
    }
    while (g->crossings.room < (size_t)sum) {
        g->crossings.n = g->crossings.room;
        sb_vec_add(g->arena, &g->crossings);
    }
    for (size_t i = 0; i < g->segments.n; i++) {
        const segment *s = &g->segments.at[i];
        rows_of(s, range, &from, &to);
        for (int row = from; row < to; row++) {
            double t = (row + 0.5 - (double)s->y0) / ((double)s->y1 - (double)s->y0);
            g->crossings.at[--g->starts.at[row - range.top]] =
                (crossing){(float)((double)s->x0 + t * ((double)s->x1 - (double)s->x0)),
                           s->y1 > s->y0 ? 1 : -1};
        }
    }
    for (int row = 0; row < rows; row++)
        for (int i = g->starts.at[row] + 1; i < g->starts.at[row + 1]; i++) {
            crossing c = g->crossings.at[i];
            int k = i;
            for (; k > g->starts.at[row] && g->crossings.at[k - 1].x > c.x; k--)
                g->crossings.at[k] = g->crossings.at[k - 1];
            g->crossings.at[k] = c;
        }
}

static double lay(sb_ground *g, cell *at, int n, cell number, bool is_over)
{
    double most = 0;
    cell before = 0, after = 0;
    for (int i = 0; i < n; i++) {
        cell under = at[i] & MOST;
        if (i == 0 || under != before) {
            before = under;
            after = is_over && under ? with_black(g, under, number) : number;
            most = fmax(most, ink_of(g, after));
        }
        at[i] = after;
    }
    return most;
}

/* The segments as an area. */
static double fill(sb_ground *g, sb_rect clip, bool is_even_odd, sb_colour colour)
{
    cell_range range = range_of(g->to, clip);
    if (range.top >= range.bottom || range.left >= range.right)
        return 0;
    find_crossings(g, range);
    cell number = number_of(g, colour);
    bool is_over = sb_colour_is_black(colour);
    double most = sb_colour_ink(colour);
    for (int row = range.top; row < range.bottom; row++) {
        int turns = 0, end = g->starts.at[row - range.top + 1];
        for (int i = g->starts.at[row - range.top]; i + 1 < end; i++) {
            turns += is_even_odd ? 1 : g->crossings.at[i].turn;
            if (is_even_odd ? !(turns & 1) : !turns)
                continue;
            int left = cell_at((double)g->crossings.at[i].x, range.right);
            int right = cell_at((double)g->crossings.at[i + 1].x, range.right);
            if (left < range.left)
                left = range.left;
            if (left < right)
                most = fmax(most, lay(g, &g->to->cells[row * g->to->columns + left],
                                      right - left, number, is_over));
        }
    }
    return most;
}

static sb_rect meet(sb_rect a, sb_rect b)
{
    double x = fmax(a.x, b.x), y = fmax(a.y, b.y);
    return (sb_rect){x, y, fmin(sb_rect_right(a), sb_rect_right(b)) - x,
                     fmin(sb_rect_bottom(a), sb_rect_bottom(b)) - y};
}

/* The box of the segments, in pt. */
static sb_rect box_of(const sb_ground *g, double grow)
{
    double x0 = INFINITY, y0 = INFINITY, x1 = -INFINITY, y1 = -INFINITY;
    for (size_t i = 0; i < g->segments.n; i++) {
        const segment *s = &g->segments.at[i];
        x0 = fmin(x0, (double)fminf(s->x0, s->x1));
        x1 = fmax(x1, (double)fmaxf(s->x0, s->x1));
        y0 = fmin(y0, (double)fminf(s->y0, s->y1));
        y1 = fmax(y1, (double)fmaxf(s->y0, s->y1));
    }
    const grid *to = g->to;
    return (sb_rect){x0 * to->size + to->origin.x - grow, y0 * to->size + to->origin.y - grow,
                     (x1 - x0) * to->size + 2 * grow, (y1 - y0) * to->size + 2 * grow};
}

double sb_ground_fill(sb_ground *g, sb_path path, sb_matrix matrix, sb_rect clip,
                      bool is_even_odd, sb_colour colour)
{
    flatten(g, path, matrix, true);
    return fill(g, meet(clip, box_of(g, g->to->size)), is_even_odd, colour);
}

/* ---- lines ---- */

/* Note the line in the cells it runs through; returns the most ink below it. */
static double note_line(sb_ground *g, segment s, cell_range range)
{
    double dx = (double)s.x1 - (double)s.x0, dy = (double)s.y1 - (double)s.y0, most = 0;
    int steps = (int)fmin(ceil(3 * fmax(fabs(dx), fabs(dy))), 3 * 2 * MOST_CELLS) + 1;
    for (int i = 0; i <= steps; i++) {
        int column = (int)floor((double)s.x0 + dx * i / steps);
        int row = (int)floor((double)s.y0 + dy * i / steps);
        if (column < range.left || column >= range.right || row < range.top ||
            row >= range.bottom)
            continue;
        cell *at = &g->to->cells[row * g->to->columns + column];
        if (*at & MOST)
            most = fmax(most, ink_of(g, *at & MOST));
        *at |= LINE;
    }
    return most;
}

/* A line as thick as ground: a bar along it. */
static double lay_line(sb_ground *g, segment s, double width, sb_rect clip, sb_colour colour)
{
    double dx = (double)s.x1 - (double)s.x0, dy = (double)s.y1 - (double)s.y0;
    double length = hypot(dx, dy), half = width / g->to->size / 2;
    if (!(length > 0))
        return 0;
    double ox = -dy / length * half, oy = dx / length * half;
    sb_point corners[] = {{(double)s.x0 + ox, (double)s.y0 + oy},
                          {(double)s.x1 + ox, (double)s.y1 + oy},
                          {(double)s.x1 - ox, (double)s.y1 - oy},
                          {(double)s.x0 - ox, (double)s.y0 - oy}};
    g->segments.n = 0;
    for (int i = 0; i < 4; i++)
        add_segment(g, corners[i], corners[(i + 1) % 4]);
    return fill(g, meet(clip, box_of(g, g->to->size)), false, colour);
}

double sb_ground_stroke(sb_ground *g, sb_path path, sb_matrix matrix, sb_rect clip,
                        double width, sb_colour colour)
{
    double own = sb_colour_ink(colour), below = 0, most = own;
    flatten(g, path, matrix, false);
    if (!g->segments.n)
        return own;
    cell_range range = range_of(g->to, clip);
    if (width < thick) {
        for (size_t i = 0; i < g->segments.n; i++)
            below = fmax(below, note_line(g, g->segments.at[i], range));
        return sb_colour_is_black(colour) ? fmax(own, below + own) : own;
    }
    size_t n = g->segments.n;
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const segment *lines = sb_arena_copy(scratch, g->segments.at, n, sizeof *lines);
    for (size_t i = 0; i < n; i++)
        most = fmax(most, lay_line(g, lines[i], width, clip, colour));
    return most;
}

/* ---- forms ---- */

typedef struct stamper {
    sb_device device;
    sb_ground *ground;
    sb_arena *scratch;
    SB_VEC(sb_matrix) outer;
    SB_VEC(sb_rect) clips; /* of those */
    sb_matrix matrix;
    sb_rect clip; /* the box of what is clipped to */
} stamper;

static const sb_rect everywhere = {-1e5, -1e5, 2e5, 2e5};

static sb_rect moved(sb_matrix matrix, sb_rect box)
{
    sb_point a = sb_matrix_apply(matrix, (sb_point){box.x, box.y}),
             b = sb_matrix_apply(matrix, (sb_point){sb_rect_right(box), sb_rect_bottom(box)});
    return (sb_rect){fmin(a.x, b.x), fmin(a.y, b.y), fabs(b.x - a.x), fabs(b.y - a.y)};
}

static void stamp_push(sb_device *device, sb_matrix matrix, const sb_path *clip)
{
    stamper *s = (stamper *)device;
    sb_vec_push(s->scratch, &s->outer, s->matrix);
    sb_vec_push(s->scratch, &s->clips, s->clip);
    s->matrix = sb_matrix_in(matrix, s->matrix);
    if (clip)
        s->clip = meet(s->clip, moved(s->matrix, sb_path_box(*clip)));
}

static void stamp_pop(sb_device *device)
{
    stamper *s = (stamper *)device;
    s->matrix = s->outer.at[--s->outer.n];
    s->clip = s->clips.at[--s->clips.n];
}

static void stamp_fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour colour)
{
    stamper *s = (stamper *)device;
    sb_ground_fill(s->ground, path, s->matrix, s->clip, is_even_odd, colour);
}

static void stamp_stroke(sb_device *device, sb_path path, sb_pen pen, sb_colour colour)
{
    stamper *s = (stamper *)device;
    double scale = sqrt(fabs(s->matrix.a * s->matrix.d - s->matrix.b * s->matrix.c));
    sb_ground_stroke(s->ground, path, s->matrix, s->clip, pen.width * scale, colour);
}

static void stamp_image(sb_device *device, const sb_image *image, sb_rect box)
{
    stamper *s = (stamper *)device;
    sb_ground_fill(s->ground, sb_path_rect(s->scratch, box), s->matrix, s->clip, false,
                   image->mean);
}

static const grid *stamp_of(sb_ground *g, const sb_display_list *form)
{
    static const sb_device_class class = {.push = stamp_push,
                                          .pop = stamp_pop,
                                          .fill = stamp_fill,
                                          .stroke = stamp_stroke,
                                          .image = stamp_image};
    for (size_t i = 0; i < g->stamps.n; i++)
        if (g->stamps.at[i].form == form)
            return &g->stamps.at[i].grid;
    sb_rect box = sb_list_box(form);
    stamp *new = sb_vec_add(g->arena, &g->stamps);
    *new = (stamp){
        form, grid_of((sb_rect){floor(box.x), floor(box.y), box.width + 1, box.height + 1})};
    new->grid.cells = sb_arena_array(g->arena, cell, cells_of(&new->grid));
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    stamper s = {
        {&class}, .ground = g, .scratch = scratch, .matrix = SB_IDENTITY, .clip = everywhere};
    grid own = new->grid;
    g->to = &own;
    sb_list_replay(form, &s.device);
    g->to = &g->page;
    return &g->stamps.at[g->stamps.n - 1].grid;
}

void sb_ground_form(sb_ground *g, const sb_display_list *form, double dx, double dy)
{
    const grid *from = stamp_of(g, form), *to = &g->page;
    if (from->size != to->size) /* a poster: too coarse to tell anything of a form */
        return;
    int right = (int)lround((from->origin.x + dx - to->origin.x) / to->size);
    int down = (int)lround((from->origin.y + dy - to->origin.y) / to->size);
    for (int row = 0; row < from->rows; row++) {
        if (row + down < 0 || row + down >= to->rows)
            continue;
        const cell *in = &from->cells[row * from->columns];
        cell *out = &to->cells[(row + down) * to->columns];
        int first = right < 0 ? -right : 0;
        int last = from->columns < to->columns - right ? from->columns : to->columns - right;
        for (int i = first; i < last; i++)
            if (in[i] & MOST)
                out[i + right] = in[i];
            else
                out[i + right] |= in[i];
    }
}

/* ---- questions ---- */

sb_colour sb_ground_at(const sb_ground *g, sb_point at)
{
    const grid *page = &g->page;
    int column = (int)floor((at.x - page->origin.x) / page->size);
    int row = (int)floor((at.y - page->origin.y) / page->size);
    if (column < 0 || column >= page->columns || row < 0 || row >= page->rows)
        return paper;
    return g->colours.at[page->cells[row * page->columns + column] & MOST];
}

static bool is_bare(const sb_ground *g, sb_point at)
{
    const grid *page = &g->page;
    int column = (int)floor((at.x - page->origin.x) / page->size);
    int row = (int)floor((at.y - page->origin.y) / page->size);
    return column < 0 || column >= page->columns || row < 0 || row >= page->rows ||
           !(page->cells[row * page->columns + column] & MOST);
}

sb_sliver sb_ground_sliver(const sb_ground *g, sb_point trim, int edge, double bleed)
{
    bool is_upright = edge % 2 == 0;
    double length = is_upright ? trim.y : trim.x, step = g->page.size;
    double border = edge == 2 ? trim.x : edge == 3 ? trim.y : 0, out = edge < 2 ? -1 : 1;
    for (double along = step; along < length - step; along += step) {
        sb_point at = is_upright ? (sb_point){border - out * step, along}
                                 : (sb_point){along, border - out * step};
        if (is_bare(g, at))
            continue;
        for (double beyond = 0.5 * step; beyond < bleed - step; beyond += step) {
            sb_point p = is_upright ? (sb_point){border + out * beyond, along}
                                    : (sb_point){along, border + out * beyond};
            if (is_bare(g, p))
                return (sb_sliver){true, at, beyond - 0.5 * step};
        }
    }
    return (sb_sliver){0};
}

static bool are_faint(const sb_ground *g, cell a, cell b, double difference)
{
    return !((a | b) & LINE) && a && b &&
           fabs(sb_colour_lightness(g->colours.at[a]) - sb_colour_lightness(g->colours.at[b])) <
               difference;
}

/* The colour goes on for some cells, away from the contact: small squares beside each other
 * have gaps that are no cell wide. */
static bool is_deep(const cell *at, int step)
{
    enum { LEAST = 4 };
    for (int i = 1; i < LEAST; i++)
        if (at[i * step] != *at)
            return false;
    return true;
}

sb_contact sb_ground_contact(const sb_ground *g, sb_rect box, double difference)
{
    const grid *page = &g->page;
    cell_range range = range_of(page, box);
    sb_contact contact = {0};
    for (int row = range.top + 4; row + 4 < range.bottom; row++) {
        const cell *at = &page->cells[row * page->columns];
        for (int i = range.left + 4; i + 4 < range.right; i++) {
            if (!at[i] || (at[i] == at[i + 1] && at[i] == at[i + page->columns]))
                continue;
            const cell *sides[] = {&at[i + 1], &at[i + page->columns]};
            for (int k = 0; k < 2; k++) {
                int step = k ? page->columns : 1;
                if (at[i] == *sides[k] || !are_faint(g, at[i], *sides[k], difference) ||
                    !is_deep(&at[i], -step) || !is_deep(sides[k], step) || contact.cells++)
                    continue;
                contact.a = g->colours.at[at[i]];
                contact.b = g->colours.at[*sides[k]];
                contact.at = (sb_point){page->origin.x + i * page->size,
                                        page->origin.y + row * page->size};
            }
        }
    }
    return contact;
}
