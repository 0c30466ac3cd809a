/* path: moves, lines and curves in pt. */
#ifndef SB_CANVAS_PATH_H
#define SB_CANVAS_PATH_H

#include "base/base.h"

typedef enum sb_path_op { SB_MOVE, SB_LINE, SB_CURVE, SB_CLOSE } sb_path_op;

/* `points`: one for each move and line, three for each curve, none for a close. */
typedef struct sb_path {
    const uint8_t *ops;
    const sb_point *points;
    int n_ops, n_points;
} sb_path;

/* A path being made; its memory comes from the arena it was begun with. */
typedef struct sb_pencil {
    sb_arena *arena;
    SB_VEC(uint8_t) ops;
    SB_VEC(sb_point) points;
} sb_pencil;

sb_pencil sb_pencil_new(sb_arena *arena);
void sb_pencil_move(sb_pencil *pencil, double x, double y);
void sb_pencil_line(sb_pencil *pencil, double x, double y);
void sb_pencil_curve(sb_pencil *pencil, sb_point a, sb_point b, sb_point to);
void sb_pencil_close(sb_pencil *pencil);
void sb_pencil_rect(sb_pencil *pencil, sb_rect rect);
/* The path so far; the pencil may go on. */
sb_path sb_pencil_path(const sb_pencil *pencil);

sb_path sb_path_rect(sb_arena *arena, sb_rect rect);
sb_path sb_path_line(sb_arena *arena, sb_point a, sb_point b);
/* Four Bézier quarters; error of the radius 0.03 %. */
sb_path sb_path_circle(sb_arena *arena, sb_point centre, double diameter);
/* Box round all points, control points of curves included. */
sb_rect sb_path_box(sb_path path);
/* Begins with a move, has the points its ops ask for, all of them finite and within
 * +-14400 pt (the largest page of PDF). */
bool sb_path_is_sane(sb_path path);

#endif
