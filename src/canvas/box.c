/* The box of a display list's ink: a device that draws nothing. */
#include "canvas/list.h"

typedef struct box_device {
    sb_device device;
    sb_arena *scratch;
    SB_VEC(sb_matrix) outer; /* of the pushes that are open */
    sb_matrix matrix;
    sb_rect box;
} box_device;

static void add(box_device *d, double left, double top, double right, double bottom)
{
    sb_point corners[] = {{left, top}, {right, top}, {right, bottom}, {left, bottom}};
    for (size_t i = 0; i < SB_COUNT(corners); i++)
        corners[i] = sb_matrix_apply(d->matrix, corners[i]);
    sb_rect box = sb_path_box((sb_path){.points = corners, .n_points = SB_COUNT(corners)});
    d->box = sb_rect_union(d->box, box);
}

static void push(sb_device *device, sb_matrix matrix, const sb_path *clip)
{
    (void)clip;
    box_device *d = (box_device *)device;
    sb_vec_push(d->scratch, &d->outer, d->matrix);
    d->matrix = sb_matrix_in(matrix, d->matrix);
}

static void pop(sb_device *device)
{
    box_device *d = (box_device *)device;
    d->matrix = d->outer.at[--d->outer.n];
}

static void fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour colour)
{
    (void)is_even_odd, (void)colour;
    sb_rect b = sb_path_box(path);
    add((box_device *)device, b.x, b.y, sb_rect_right(b), sb_rect_bottom(b));
}

static void stroke(sb_device *device, sb_path path, sb_pen pen, sb_colour colour)
{
    (void)colour;
    sb_rect b = sb_path_box(path);
    double half = pen.width / 2;
    add((box_device *)device, b.x - half, b.y - half, sb_rect_right(b) + half,
        sb_rect_bottom(b) + half);
}

static void glyphs(sb_device *device, const sb_glyph_run *run, double x, double baseline,
                   sb_colour colour)
{
    (void)colour;
    const int *box = run->face->box;
    double scale = run->size / run->face->units_per_em;
    for (int i = 0; i < run->n; i++) {
        sb_point shift = sb_glyph_shift_at(run, i);
        double gx = x + shift.x, gy = baseline - shift.y;
        add((box_device *)device, gx + box[0] * scale, gy - box[3] * scale, gx + box[2] * scale,
            gy - box[1] * scale);
        x += (double)run->glyphs[i].advance;
    }
}

static void image(sb_device *device, const sb_image *picture, sb_rect b)
{
    (void)picture;
    add((box_device *)device, b.x, b.y, sb_rect_right(b), sb_rect_bottom(b));
}

sb_rect sb_list_box(const sb_display_list *list)
{
    static const sb_device_class box_class = {.push = push,
                                              .pop = pop,
                                              .fill = fill,
                                              .stroke = stroke,
                                              .glyphs = glyphs,
                                              .image = image};
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    box_device d = {{&box_class}, .scratch = scratch, .matrix = SB_IDENTITY};
    sb_list_replay(list, &d.device);
    return d.box;
}
