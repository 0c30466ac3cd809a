#include "canvas/list.h"

#include <assert.h>
#include <stdalign.h>
#include <stddef.h>

typedef enum call { PUSH, POP, FILL, STROKE, GLYPHS, IMAGE, MARK, ARTIFACT, UNMARK, FORM } call;

/* A record is a head and behind it what its call needs: most calls of a page are marks and
 * glyphs, which need little. */
typedef struct head {
    uint16_t call, size; /* bytes of the record, head included */
    union {
        bool is_even_odd; /* FILL */
        bool has_clip;    /* PUSH */
        int mark;
        sb_artifact artifact;
    };
} head;

typedef struct ink_record { /* FILL, STROKE */
    head head;
    sb_path path;
    sb_colour colour;
    sb_pen pen; /* STROKE */
} ink_record;

typedef struct push_record {
    head head;
    sb_matrix matrix;
    sb_path clip; /* if has_clip */
} push_record;

typedef struct glyphs_record {
    head head;
    sb_colour colour;
    sb_point at;
    const sb_glyph_run *run;
} glyphs_record;

typedef struct image_record {
    head head;
    sb_rect box;
    const sb_image *image;
} image_record;

typedef struct form_record {
    head head;
    sb_matrix place;
    const sb_display_list *form;
} form_record;

/* Records lie in chunks, so that a list that grows moves nothing and leaves nothing behind. */
typedef struct chunk {
    struct chunk *next;
    uint32_t used, size;
    alignas(double) char bytes[];
} chunk;

enum { FIRST_CHUNK = 512, LARGEST_CHUNK = 16 * 1024 };

struct sb_display_list {
    sb_arena *arena;
    chunk *first, *last;
    int n;
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
    float sum = c.rgb[0] + c.rgb[1] + c.rgb[2] + c.tint;
    for (int i = 0; i < 4; i++)
        sum += c.cmyk[i];
    return isfinite(sum);
}

static chunk *add_chunk(sb_display_list *list)
{
    uint32_t size = !list->last                        ? FIRST_CHUNK
                    : list->last->size < LARGEST_CHUNK ? 2 * list->last->size
                                                       : LARGEST_CHUNK;
    chunk *new = sb_arena_alloc(list->arena, 1, sizeof *new + size);
    new->size = size;
    if (list->last)
        list->last->next = new;
    else
        list->first = new;
    return list->last = new;
}

/* A new record of `size` bytes at the end. */
static void *append(sb_display_list *list, call kind, size_t size)
{
    size = (size + alignof(double) - 1) / alignof(double) * alignof(double);
    chunk *c = list->last;
    if (!c || c->size - c->used < size)
        c = add_chunk(list);
    head *h = (head *)(void *)(c->bytes + c->used);
    *h = (head){.call = (uint16_t)kind, .size = (uint16_t)size};
    c->used += (uint32_t)size;
    list->n++;
    return h;
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
    push_record *new = append(list, PUSH, clip ? sizeof *new : offsetof(push_record, clip));
    new->matrix = matrix;
    new->head.has_clip = clip != NULL;
    if (clip)
        new->clip = keep(list, *clip);
    list->depth++;
}

void sb_list_pop(sb_display_list *list)
{
    if (!check(list, list->depth > 0 && list->depth > list->mark_depth))
        return;
    append(list, POP, sizeof(head));
    list->depth--;
}

void sb_list_fill(sb_display_list *list, sb_path path, bool is_even_odd, sb_colour colour)
{
    if (!check(list, sb_path_is_sane(path) && is_complete(colour)) || !path.n_points)
        return;
    ink_record *new = append(list, FILL, offsetof(ink_record, pen));
    new->head.is_even_odd = is_even_odd;
    new->colour = colour;
    new->path = keep(list, path);
}

void sb_list_stroke(sb_display_list *list, sb_path path, sb_pen pen, sb_colour colour)
{
    bool is_pen = isfinite(pen.width) && pen.width > 0 && pen.dash[0] >= 0 &&
                  pen.dash[1] >= 0 && isfinite(pen.dash[0] + pen.dash[1]);
    if (!check(list, is_pen && sb_path_is_sane(path) && is_complete(colour)) || !path.n_points)
        return;
    ink_record *new = append(list, STROKE, sizeof *new);
    new->pen = pen;
    new->colour = colour;
    new->path = keep(list, path);
}

void sb_list_glyphs(sb_display_list *list, const sb_glyph_run *run, double x, double baseline,
                    sb_colour colour)
{
    if (!check(list, isfinite(x) && isfinite(baseline) && is_complete(colour)) || !run->n)
        return;
    glyphs_record *new = append(list, GLYPHS, sizeof *new);
    new->run = run;
    new->at = (sb_point){x, baseline};
    new->colour = colour;
}

void sb_list_image(sb_display_list *list, const sb_image *image, sb_rect box)
{
    bool is_box = isfinite(box.x + box.y) && box.width > 0 && box.height > 0 &&
                  isfinite(box.width + box.height);
    if (!check(list, is_box))
        return;
    image_record *new = append(list, IMAGE, sizeof *new);
    new->image = image;
    new->box = box;
}

/* The head of a mark or artifact; NULL if one is open. */
static head *begin(sb_display_list *list, call kind)
{
    if (!check(list, list->mark_depth < 0))
        return NULL;
    list->mark_depth = list->depth;
    list->has_marks = true;
    return append(list, kind, sizeof(head));
}

void sb_list_mark(sb_display_list *list, int mark)
{
    head *new = begin(list, MARK);
    if (new)
        new->mark = mark;
}

void sb_list_artifact(sb_display_list *list, sb_artifact kind)
{
    head *new = begin(list, ARTIFACT);
    if (new)
        new->artifact = kind;
}

void sb_list_unmark(sb_display_list *list)
{
    if (!check(list, list->mark_depth == list->depth))
        return;
    append(list, UNMARK, sizeof(head));
    list->mark_depth = -1;
}

void sb_list_form(sb_display_list *list, const sb_display_list *form, sb_matrix matrix)
{
    if (!check(list, sb_list_is_good(form) && !form->has_marks && is_finite_matrix(matrix)))
        return;
    form_record *new = append(list, FORM, sizeof *new);
    new->form = form;
    new->place = matrix;
}

bool sb_list_is_good(const sb_display_list *list)
{
    return !list->is_broken && list->depth == 0 && list->mark_depth < 0;
}

int sb_list_count(const sb_display_list *list) { return list->n; }

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

static void play(const head *h, sb_device *device)
{
    const sb_device_class *to = device->class;
    const ink_record *ink = (const void *)h;
    const push_record *inner = (const void *)h;
    const glyphs_record *text = (const void *)h;
    const image_record *picture = (const void *)h;
    const form_record *placed = (const void *)h;
    switch ((call)h->call) {
    case PUSH:
        if (to->push)
            to->push(device, inner->matrix, h->has_clip ? &inner->clip : NULL);
        break;
    case POP:
        if (to->pop)
            to->pop(device);
        break;
    case FILL:
        if (to->fill)
            to->fill(device, ink->path, h->is_even_odd, ink->colour);
        break;
    case STROKE:
        if (to->stroke)
            to->stroke(device, ink->path, ink->pen, ink->colour);
        break;
    case GLYPHS:
        if (to->glyphs)
            to->glyphs(device, text->run, text->at.x, text->at.y, text->colour);
        break;
    case IMAGE:
        if (to->image)
            to->image(device, picture->image, picture->box);
        break;
    case MARK:
        if (to->mark)
            to->mark(device, h->mark);
        break;
    case ARTIFACT:
        if (to->artifact)
            to->artifact(device, h->artifact);
        break;
    case UNMARK:
        if (to->unmark)
            to->unmark(device);
        break;
    case FORM:
        place_form(placed->form, placed->place, device);
    }
}

void sb_list_replay(const sb_display_list *list, sb_device *device)
{
    for (const chunk *c = list->first; c; c = c->next)
        for (uint32_t at = 0; at < c->used;) {
            const head *h = (const head *)(const void *)(c->bytes + at);
            play(h, device);
            at += h->size;
        }
}
