#include "canvas/list.h"

#include <assert.h>

typedef enum call { PUSH, POP, FILL, STROKE, GLYPHS, MARK, ARTIFACT, UNMARK, FORM } call;

typedef struct item {
    call kind;
    union {
        bool is_even_odd; /* FILL */
        bool has_clip;    /* PUSH */
        int mark;
        sb_artifact artifact;
    };
    sb_colour colour; /* FILL, STROKE, GLYPHS */
    union {
        struct {
            sb_path path; /* FILL, STROKE, and the clip of PUSH */
            union {
                sb_pen pen;
                sb_matrix matrix;
            };
        };
        struct {
            const sb_glyph_run *run;
            sb_point at;
        };
        struct {
            const sb_display_list *form;
            sb_matrix place;
        };
    };
} item;

struct sb_display_list {
    sb_arena *arena;
    SB_VEC(item) items;
    int depth;      /* pushes without a pop */
    int mark_depth; /* of pushes when the open mark began, -1 while none is open */
    bool has_marks, is_broken;
};

/* Whether `holds`, which only a bug of the caller can break. */
static bool check(sb_display_list *list, bool holds)
{
    assert(holds);
    list->is_broken |= !holds;
    return holds;
}

static bool is_finite_matrix(sb_matrix m)
{
    return isfinite(m.a) && isfinite(m.b) && isfinite(m.c) && isfinite(m.d) && isfinite(m.e) &&
           isfinite(m.f);
}

static bool is_complete(sb_colour c)
{
    float sum = c.rgb[0] + c.rgb[1] + c.rgb[2];
    for (int i = 0; i < 4; i++)
        sum += c.cmyk[i];
    return isfinite(sum);
}

static sb_path keep(sb_display_list *list, sb_path path)
{
    path.ops = sb_arena_copy(list->arena, path.ops, (size_t)path.n_ops, sizeof *path.ops);
    path.points =
        sb_arena_copy(list->arena, path.points, (size_t)path.n_points, sizeof *path.points);
    return path;
}

sb_display_list *sb_list_new(sb_arena *arena)
{
    sb_display_list *list = sb_arena_one(arena, sb_display_list);
    list->arena = arena;
    list->mark_depth = -1;
    return list;
}

void sb_list_push(sb_display_list *list, sb_matrix matrix, const sb_path *clip)
{
    if (!check(list, is_finite_matrix(matrix) && (!clip || sb_path_is_sane(*clip))))
        return;
    item new = {.kind = PUSH, .has_clip = clip != NULL, .matrix = matrix};
    if (clip)
        new.path = keep(list, *clip);
    sb_vec_push(list->arena, &list->items, new);
    list->depth++;
}

void sb_list_pop(sb_display_list *list)
{
    if (!check(list, list->depth > 0 && list->depth > list->mark_depth))
        return;
    sb_vec_push(list->arena, &list->items, (item){.kind = POP});
    list->depth--;
}

void sb_list_fill(sb_display_list *list, sb_path path, bool is_even_odd, sb_colour colour)
{
    if (!check(list, sb_path_is_sane(path) && is_complete(colour)) || !path.n_points)
        return;
    sb_vec_push(list->arena, &list->items,
                (item){.kind = FILL,
                       .is_even_odd = is_even_odd,
                       .colour = colour,
                       .path = keep(list, path)});
}

void sb_list_stroke(sb_display_list *list, sb_path path, sb_pen pen, sb_colour colour)
{
    bool is_pen = isfinite(pen.width) && pen.width > 0 && pen.dash[0] >= 0 &&
                  pen.dash[1] >= 0 && isfinite(pen.dash[0] + pen.dash[1]);
    if (!check(list, is_pen && sb_path_is_sane(path) && is_complete(colour)) || !path.n_points)
        return;
    sb_vec_push(list->arena, &list->items,
                (item){.kind = STROKE, .pen = pen, .colour = colour, .path = keep(list, path)});
}

void sb_list_glyphs(sb_display_list *list, const sb_glyph_run *run, double x, double baseline,
                    sb_colour colour)
{
    if (!check(list, isfinite(x) && isfinite(baseline) && is_complete(colour)) || !run->n)
        return;
    sb_vec_push(list->arena, &list->items,
                (item){.kind = GLYPHS, .run = run, .at = {x, baseline}, .colour = colour});
}

static void begin(sb_display_list *list, item mark)
{
    if (!check(list, list->mark_depth < 0))
        return;
    sb_vec_push(list->arena, &list->items, mark);
    list->mark_depth = list->depth;
    list->has_marks = true;
}

void sb_list_mark(sb_display_list *list, int mark)
{
    begin(list, (item){.kind = MARK, .mark = mark});
}

void sb_list_artifact(sb_display_list *list, sb_artifact kind)
{
    begin(list, (item){.kind = ARTIFACT, .artifact = kind});
}

void sb_list_unmark(sb_display_list *list)
{
    if (!check(list, list->mark_depth == list->depth))
        return;
    sb_vec_push(list->arena, &list->items, (item){.kind = UNMARK});
    list->mark_depth = -1;
}

void sb_list_form(sb_display_list *list, const sb_display_list *form, sb_matrix matrix)
{
    if (!check(list, sb_list_is_good(form) && !form->has_marks && is_finite_matrix(matrix)))
        return;
    sb_vec_push(list->arena, &list->items, (item){.kind = FORM, .form = form, .place = matrix});
}

bool sb_list_is_good(const sb_display_list *list)
{
    return !list->is_broken && list->depth == 0 && list->mark_depth < 0;
}

int sb_list_count(const sb_display_list *list) { return (int)list->items.n; }

static void place_form(const sb_display_list *form, sb_matrix matrix, sb_device *device)
{
    const sb_device_class *to = device->class;
    if (to->form) {
        to->form(device, form, matrix);
        return;
    }
    if (to->push)
        to->push(device, matrix, NULL);
    sb_list_replay(form, device);
    if (to->pop)
        to->pop(device);
}

static void play(const item *it, sb_device *device)
{
    const sb_device_class *to = device->class;
    switch (it->kind) {
    case PUSH:
        if (to->push)
            to->push(device, it->matrix, it->has_clip ? &it->path : NULL);
        break;
    case POP:
        if (to->pop)
            to->pop(device);
        break;
    case FILL:
        if (to->fill)
            to->fill(device, it->path, it->is_even_odd, it->colour);
        break;
    case STROKE:
        if (to->stroke)
            to->stroke(device, it->path, it->pen, it->colour);
        break;
    case GLYPHS:
        if (to->glyphs)
            to->glyphs(device, it->run, it->at.x, it->at.y, it->colour);
        break;
    case MARK:
        if (to->mark)
            to->mark(device, it->mark);
        break;
    case ARTIFACT:
        if (to->artifact)
            to->artifact(device, it->artifact);
        break;
    case UNMARK:
        if (to->unmark)
            to->unmark(device);
        break;
    case FORM:
        place_form(it->form, it->place, device);
    }
}

void sb_list_replay(const sb_display_list *list, sb_device *device)
{
    for (size_t i = 0; i < list->items.n; i++)
        play(&list->items.at[i], device);
}
