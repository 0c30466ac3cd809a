#include "canvas/path.h"

/* The largest page of PDF, in pt (ISO 32000-1, annex C.2). */
static const double farthest = 14400;

sb_pencil sb_pencil_new(sb_arena *arena) { return (sb_pencil){.arena = arena}; }

static void add(sb_pencil *pencil, sb_path_op op, const sb_point *points, int n)
{
    sb_vec_push(pencil->arena, &pencil->ops, (uint8_t)op);
    for (int i = 0; i < n; i++)
        sb_vec_push(pencil->arena, &pencil->points, points[i]);
}

void sb_pencil_move(sb_pencil *pencil, double x, double y)
{
    add(pencil, SB_MOVE, &(sb_point){x, y}, 1);
}

void sb_pencil_line(sb_pencil *pencil, double x, double y)
{
    add(pencil, SB_LINE, &(sb_point){x, y}, 1);
}

void sb_pencil_curve(sb_pencil *pencil, sb_point a, sb_point b, sb_point to)
{
    add(pencil, SB_CURVE, (sb_point[]){a, b, to}, 3);
}

void sb_pencil_close(sb_pencil *pencil) { add(pencil, SB_CLOSE, NULL, 0); }

void sb_pencil_rect(sb_pencil *pencil, sb_rect rect)
{
    sb_pencil_move(pencil, rect.x, rect.y);
    sb_pencil_line(pencil, sb_rect_right(rect), rect.y);
    sb_pencil_line(pencil, sb_rect_right(rect), sb_rect_bottom(rect));
    sb_pencil_line(pencil, rect.x, sb_rect_bottom(rect));
    sb_pencil_close(pencil);
}

sb_path sb_pencil_path(const sb_pencil *pencil)
{
    return (sb_path){pencil->ops.at, pencil->points.at, (int)pencil->ops.n,
                     (int)pencil->points.n};
}

sb_path sb_path_rect(sb_arena *arena, sb_rect rect)
{
    sb_pencil pencil = sb_pencil_new(arena);
    sb_pencil_rect(&pencil, rect);
    return sb_pencil_path(&pencil);
}

sb_path sb_path_line(sb_arena *arena, sb_point a, sb_point b)
{
    sb_pencil pencil = sb_pencil_new(arena);
    sb_pencil_move(&pencil, a.x, a.y);
    sb_pencil_line(&pencil, b.x, b.y);
    return sb_pencil_path(&pencil);
}

sb_path sb_path_circle(sb_arena *arena, sb_point centre, double diameter)
{
    double r = diameter / 2, k = 0.5523 * r, x = centre.x, y = centre.y;
    sb_pencil pencil = sb_pencil_new(arena);
    sb_pencil_move(&pencil, x + r, y);
    sb_pencil_curve(&pencil, (sb_point){x + r, y + k}, (sb_point){x + k, y + r},
                    (sb_point){x, y + r});
    sb_pencil_curve(&pencil, (sb_point){x - k, y + r}, (sb_point){x - r, y + k},
                    (sb_point){x - r, y});
    sb_pencil_curve(&pencil, (sb_point){x - r, y - k}, (sb_point){x - k, y - r},
                    (sb_point){x, y - r});
    sb_pencil_curve(&pencil, (sb_point){x + k, y - r}, (sb_point){x + r, y - k},
                    (sb_point){x + r, y});
    sb_pencil_close(&pencil);
    return sb_pencil_path(&pencil);
}

sb_rect sb_path_box(sb_path path)
{
    if (!path.n_points)
        return (sb_rect){0};
    sb_point low = path.points[0], high = low;
    for (int i = 1; i < path.n_points; i++) {
        sb_point p = path.points[i];
        low = (sb_point){fmin(low.x, p.x), fmin(low.y, p.y)};
        high = (sb_point){fmax(high.x, p.x), fmax(high.y, p.y)};
    }
    return (sb_rect){low.x, low.y, high.x - low.x, high.y - low.y};
}

/* It begins with a move, and has the points its ops ask for. */
static bool is_whole(sb_path path)
{
    static const int points_of[] = {[SB_MOVE] = 1, [SB_LINE] = 1, [SB_CURVE] = 3};
    if (path.n_ops && path.ops[0] != SB_MOVE)
        return false;
    int n = 0;
    for (int i = 0; i < path.n_ops; i++) {
        if (path.ops[i] > SB_CLOSE)
            return false;
        n += path.ops[i] == SB_CLOSE ? 0 : points_of[path.ops[i]];
    }
    return n == path.n_points;
}

bool sb_path_is_sane(sb_path path)
{
    for (int i = 0; i < path.n_points; i++) {
        /* NaN compares false */
        if (!(fabs(path.points[i].x) <= farthest && fabs(path.points[i].y) <= farthest))
            return false;
    }
    return is_whole(path);
}
