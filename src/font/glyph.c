#include "font/face.h"

/* Who draws, while HarfBuzz hands out one glyph. */
typedef struct pen_of {
    const sb_glyph_pen *pen;
    void *user;
} pen_of;

static void move(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                 void *user)
{
    (void)funcs, (void)state, (void)user;
    pen_of *p = data;
    p->pen->move(p->user, (double)x, (double)y);
}

static void line(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y,
                 void *user)
{
    (void)funcs, (void)state, (void)user;
    pen_of *p = data;
    p->pen->line(p->user, (double)x, (double)y);
}

static void curve(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1,
                  float y1, float x2, float y2, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    pen_of *p = data;
    p->pen->curve(p->user, (sb_point){(double)x1, (double)y1},
                  (sb_point){(double)x2, (double)y2}, (sb_point){(double)x, (double)y});
}

static void finish(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    pen_of *p = data;
    p->pen->close(p->user);
}

void sb_face_draw(const sb_face *shown, uint32_t glyph, const sb_glyph_pen *pen, void *user)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, move, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, curve, NULL,
                                    NULL); /* quadratic ones come as these */
    hb_draw_funcs_set_close_path_func(funcs, finish, NULL, NULL);
    hb_font_get_glyph_shape(((const face *)shown)->font, glyph, funcs, &(pen_of){pen, user});
    hb_draw_funcs_destroy(funcs);
}
