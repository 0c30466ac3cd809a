/* geom: points, boxes and matrices.  Unit pt, origin top left, y down, unless a name says
 * otherwise. */
#ifndef SB_BASE_GEOM_H
#define SB_BASE_GEOM_H

#include <math.h>
#include <stdbool.h>

#define SB_MM (72.0 / 25.4) /* one millimetre in pt */

typedef struct sb_point {
    double x, y;
} sb_point;

typedef struct sb_rect {
    double x, y, width, height;
} sb_rect;

typedef struct sb_size {
    double width, height;
} sb_size;

/* x' = a x + c y + e, y' = b x + d y + f (as in PDF and Cairo). */
typedef struct sb_matrix {
    double a, b, c, d, e, f;
} sb_matrix;

#define SB_IDENTITY ((sb_matrix){1, 0, 0, 1, 0, 0})

static inline sb_matrix sb_matrix_move(double x, double y)
{
    return (sb_matrix){1, 0, 0, 1, x, y};
}

static inline sb_point sb_matrix_apply(sb_matrix m, sb_point p)
{
    return (sb_point){m.a * p.x + m.c * p.y + m.e, m.b * p.x + m.d * p.y + m.f};
}

/* First `inner`, then `outer`. */
static inline sb_matrix sb_matrix_in(sb_matrix inner, sb_matrix outer)
{
    return (sb_matrix){
        inner.a * outer.a + inner.b * outer.c,
        inner.a * outer.b + inner.b * outer.d,
        inner.c * outer.a + inner.d * outer.c,
        inner.c * outer.b + inner.d * outer.d,
        inner.e * outer.a + inner.f * outer.c + outer.e,
        inner.e * outer.b + inner.f * outer.d + outer.f,
    };
}

static inline double sb_rect_right(sb_rect r) { return r.x + r.width; }

static inline double sb_rect_bottom(sb_rect r) { return r.y + r.height; }

static inline bool sb_rect_is_empty(sb_rect r) { return !(r.width > 0 && r.height > 0); }

static inline bool sb_rect_holds(sb_rect r, sb_rect inner)
{
    return inner.x >= r.x && inner.y >= r.y && sb_rect_right(inner) <= sb_rect_right(r) &&
           sb_rect_bottom(inner) <= sb_rect_bottom(r);
}

static inline bool sb_rect_overlaps(sb_rect a, sb_rect b)
{
    return a.x < sb_rect_right(b) && b.x < sb_rect_right(a) && a.y < sb_rect_bottom(b) &&
           b.y < sb_rect_bottom(a);
}

/* The smallest box round both; a box of no size at all counts as nothing. */
static inline sb_rect sb_rect_union(sb_rect a, sb_rect b)
{
    if (a.width <= 0 && a.height <= 0)
        return b;
    if (b.width <= 0 && b.height <= 0)
        return a;
    double x = fmin(a.x, b.x), y = fmin(a.y, b.y);
    return (sb_rect){x, y, fmax(sb_rect_right(a), sb_rect_right(b)) - x,
                     fmax(sb_rect_bottom(a), sb_rect_bottom(b)) - y};
}

#endif
