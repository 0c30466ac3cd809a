#include "preflight/check.h"

#include <string.h>

typedef struct level {
    sb_matrix matrix;
    sb_rect clip; /* on the page */
} level;

typedef struct walker {
    sb_device device;
    const sb_check *check;
    sb_ground *ground;
    sb_arena *scratch;
    SB_VEC(level) outer;
    level now;
    sb_owner owner;
    sb_spot short_of[4]; /* [edge]: the first that comes to it and ends in the bleed */
    unsigned edges;      /* 1 << edge, or-ed */
    int artifacts;       /* begun so far */
    bool is_stamped;     /* the ink of this form is on the ground already */
} walker;

sb_spot sb_check_spot(const sb_check *check, const sb_owner *owner, sb_point at)
{
    return (sb_spot){check->page->number, at, true, owner->origin};
}

static double scale_of(sb_matrix m) { return sqrt(fabs(m.a * m.d - m.b * m.c)); }

static sb_rect on_page(sb_matrix m, sb_rect r)
{
    sb_point corners[] = {{r.x, r.y},
                          {sb_rect_right(r), r.y},
                          {sb_rect_right(r), sb_rect_bottom(r)},
                          {r.x, sb_rect_bottom(r)}};
    for (size_t i = 0; i < SB_COUNT(corners); i++)
        corners[i] = sb_matrix_apply(m, corners[i]);
    return sb_path_box((sb_path){.points = corners, .n_points = SB_COUNT(corners)});
}

static sb_rect seen(const walker *w, sb_rect box)
{
    sb_rect clip = w->now.clip;
    double x = fmax(box.x, clip.x), y = fmax(box.y, clip.y);
    return (sb_rect){x, y, fmin(sb_rect_right(box), sb_rect_right(clip)) - x,
                     fmin(sb_rect_bottom(box), sb_rect_bottom(clip)) - y};
}

static void push(sb_device *device, sb_matrix matrix, const sb_path *clip)
{
    walker *w = (walker *)device;
    sb_vec_push(w->scratch, &w->outer, w->now);
    w->now.matrix = sb_matrix_in(matrix, w->now.matrix);
    if (clip)
        w->now.clip = seen(w, on_page(w->now.matrix, sb_path_box(*clip)));
}

static void pop(sb_device *device)
{
    walker *w = (walker *)device;
    w->now = w->outer.at[--w->outer.n];
}

static void shape(walker *w, sb_shape_check s)
{
    if (s.box.width < 0 || s.box.height < 0)
        return; /* clipped away */
    unsigned edges = sb_print_edges(w->check, s.box) & ~w->edges;
    for (int i = 0; i < 4; i++)
        if (edges & 1u << i)
            w->short_of[i] = sb_check_spot(w->check, &w->owner, (sb_point){s.box.x, s.box.y});
    w->edges |= edges;
    sb_print_shape(w->check, &w->owner, &s);
    sb_access_shape(w->check, &w->owner, &s);
}

static void fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour colour)
{
    walker *w = (walker *)device;
    sb_rect box = seen(w, on_page(w->now.matrix, sb_path_box(path)));
    double ink = w->is_stamped ? sb_colour_ink(colour)
                               : sb_ground_fill(w->ground, path, w->now.matrix, w->now.clip,
                                                is_even_odd, colour);
    shape(w, (sb_shape_check){box, colour, 0, ink});
}

static void stroke(sb_device *device, sb_path path, sb_pen pen, sb_colour colour)
{
    walker *w = (walker *)device;
    double width = pen.width * scale_of(w->now.matrix), half = width / 2;
    sb_rect box = on_page(w->now.matrix, sb_path_box(path));
    box = (sb_rect){box.x - half, box.y - half, box.width + width, box.height + width};
    double ink = w->is_stamped ? sb_colour_ink(colour)
                               : sb_ground_stroke(w->ground, path, w->now.matrix, w->now.clip,
                                                  width, colour);
    shape(w, (sb_shape_check){seen(w, box), colour, width, ink});
}

static bool is_blank(const char *text, size_t n)
{
    static const char *const blanks[] = {" ", "\xc2\xa0", "\xe2\x80\xaf", "\xe2\x80\x89",
                                         "\xe2\x80\x87"};
    for (size_t i = 0; i < SB_COUNT(blanks); i++)
        if (n == strlen(blanks[i]) && memcmp(text, blanks[i], n) == 0)
            return true;
    return false;
}

/* Each letter's middle is looked up on the ground. */
static void look_below(const walker *w, sb_text_check *t, double x, double baseline)
{
    const sb_glyph_run *run = t->run;
    double size = run->size, left = INFINITY, right = -INFINITY;
    t->contrast = INFINITY;
    const char *text = run->text;
    for (int i = 0; i < run->n; i++) {
        const sb_glyph *g = &run->glyphs[i];
        sb_point shift = sb_glyph_shift_at(run, i);
        double advance = (double)g->advance, at = x + shift.x;
        x += advance;
        text += g->n_text;
        if (is_blank(text - g->n_text, g->n_text))
            continue;
        left = fmin(left, at);
        right = fmax(right, at + advance);
        sb_point middle = sb_matrix_apply(
            w->now.matrix, (sb_point){at + advance / 2, baseline - shift.y - 0.3 * size});
        sb_colour below = sb_ground_at(w->ground, middle);
        if (t->is_written && memcmp(&below, &t->ground, sizeof below) == 0)
            continue;
        double contrast = sb_colour_contrast(t->colour, below);
        if (contrast < t->contrast) {
            t->contrast = contrast;
            t->ground = below;
        }
        t->is_written = true;
    }
    if (t->is_written) {
        double cap = size * run->face->cap_height / run->face->units_per_em;
        t->box = on_page(w->now.matrix, (sb_rect){left, baseline - cap, right - left, cap});
    }
}

static void glyphs(sb_device *device, const sb_glyph_run *run, double x, double baseline,
                   sb_colour colour)
{
    walker *w = (walker *)device;
    sb_text_check t = {
        .run = run, .size = run->size * scale_of(w->now.matrix), .colour = colour};
    look_below(w, &t, x, baseline);
    if (!t.is_written)
        return;
    sb_print_text(w->check, &w->owner, &t);
    sb_access_text(w->check, &w->owner, &t);
}

/* On the ground an image is its mean colour. */
static void image(sb_device *device, const sb_image *picture, sb_rect box)
{
    walker *w = (walker *)device;
    sb_rect whole = on_page(w->now.matrix, box);
    sb_path path = sb_path_rect(w->scratch, box);
    if (!w->is_stamped)
        sb_ground_fill(w->ground, path, w->now.matrix, w->now.clip, false, picture->mean);
    sb_print_image(w->check, &w->owner, picture, whole);
    shape(w, (sb_shape_check){seen(w, whole), picture->mean, 0, 0});
}

static void mark(sb_device *device, int number)
{
    walker *w = (walker *)device;
    const sb_element *element = w->check->page->marks.at[number];
    w->owner = (sb_owner){.element = element, .origin = sb_element_origin(element)};
}

static void artifact(sb_device *device, sb_artifact kind)
{
    walker *w = (walker *)device;
    w->owner = (sb_owner){.is_artifact = true,
                          .artifact = kind,
                          .origin = w->check->page->artifacts.at[w->artifacts++]};
}

static void unmark(sb_device *device)
{
    walker *w = (walker *)device;
    w->owner = (sb_owner){.origin = sb_element_origin(w->check->page->root)};
}

static bool is_move(sb_matrix m) { return m.a == 1 && m.b == 0 && m.c == 0 && m.d == 1; }

static void form(sb_device *device, const sb_display_list *list, sb_matrix matrix)
{
    walker *w = (walker *)device;
    bool was_stamped = w->is_stamped;
    push(device, matrix, NULL);
    if (!w->is_stamped && is_move(w->now.matrix)) {
        sb_ground_form(w->ground, list, w->now.matrix.e, w->now.matrix.f);
        w->is_stamped = true;
    }
    sb_list_replay(list, device);
    w->is_stamped = was_stamped;
    pop(device);
}

/* Where a fault of the cutter would show bare paper. */
static void find_slivers(const walker *w)
{
    sb_sheet sheet = w->check->page->sheet;
    for (int i = 0; i < 4; i++) {
        if (!(w->edges & 1u << i))
            continue;
        sb_sliver sliver = sb_ground_sliver(w->ground, (sb_point){sheet.width, sheet.height}, i,
                                            w->check->limits->bleed);
        if (sliver.is_there)
            sb_print_sliver(w->check, w->short_of[i], sliver.reached);
    }
}

void sb_check_page(const sb_check *check, sb_ground *ground)
{
    static const sb_device_class class = {
        .push = push,
        .pop = pop,
        .fill = fill,
        .stroke = stroke,
        .glyphs = glyphs,
        .image = image,
        .mark = mark,
        .artifact = artifact,
        .unmark = unmark,
        .form = form,
    };
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    sb_sheet sheet = check->page->sheet;
    sb_rect bleed = {-sheet.bleed, -sheet.bleed, sheet.width + 2 * sheet.bleed,
                     sheet.height + 2 * sheet.bleed};
    walker w = {.device = {&class},
                .check = check,
                .ground = ground,
                .scratch = scratch,
                .now = {SB_IDENTITY, bleed},
                .owner = {.origin = sb_element_origin(check->page->root)}};
    sb_ground_begin(ground, bleed);
    sb_print_sheet(check);
    sb_list_replay(check->page->list, &w.device);
    find_slivers(&w);
    sb_access_figures(check, ground);
}
