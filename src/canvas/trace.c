/* A display list as text (STYLE 8): one call a line, what stands between a push and its pop or
 * in a mark indented. */
#include "canvas/list.h"

#include <inttypes.h>
#include <stdlib.h>

enum { MOST_POINTS = 24 }; /* longer paths are written as count, box and hash */

typedef struct trace_device {
    sb_device device;
    sb_buf *out;
    sb_arena *scratch;
    SB_VEC(const sb_display_list *) forms; /* by running number, from 1 */
    int indent;
} trace_device;

/* A number with a blank before it and all its decimals, zeros too; -0 is 0. */
static void number(sb_buf *out, double value, int decimals)
{
    static const long long scales[] = {1, 10, 100, 1000};
    long long scaled = llround(value * (double)scales[decimals]), size = llabs(scaled);
    sb_buf_printf(out, " %s%lld.%0*lld", scaled < 0 ? "-" : "", size / scales[decimals],
                  decimals, size % scales[decimals]);
}

static void numbers(sb_buf *out, const double *values, int n)
{
    for (int i = 0; i < n; i++)
        number(out, values[i], 3);
}

static void begin(trace_device *d, const char *word)
{
    sb_buf_printf(d->out, "%*s%s", 2 * d->indent, "", word);
}

static void end(trace_device *d) { sb_buf_char(d->out, '\n'); }

static void matrix(sb_buf *out, sb_matrix m)
{
    numbers(out, (double[]){m.a, m.b, m.c, m.d, m.e, m.f}, 6);
}

static void colour(sb_buf *out, sb_colour c)
{
    if (c.spot) {
        sb_buf_text(out, " spot ");
        sb_buf_json(out, c.spot->name);
        number(out, (double)c.tint, 3);
        return;
    }
    sb_buf_text(out, " cmyk");
    for (int i = 0; i < 4; i++)
        number(out, (double)c.cmyk[i], 3);
}

/* FNV-1a, 32 bit, of the ops and of the points to 3 decimals. */
static uint32_t hash(sb_path path)
{
    uint32_t h = 0x811c9dc5u;
    for (int i = 0; i < path.n_ops; i++)
        h = (h ^ path.ops[i]) * 0x01000193u;
    for (int i = 0; i < 2 * path.n_points; i++) {
        const sb_point *p = &path.points[i / 2];
        uint64_t v = (uint64_t)llround((i % 2 ? p->y : p->x) * 1000);
        for (int k = 0; k < 64; k += 8)
            h = (h ^ (uint8_t)(v >> k)) * 0x01000193u;
    }
    return h;
}

static void path_in_full(sb_buf *out, sb_path path)
{
    static const char letters[] = {
        [SB_MOVE] = 'm', [SB_LINE] = 'l', [SB_CURVE] = 'c', [SB_CLOSE] = 'h'};
    static const int points_of[] = {
        [SB_MOVE] = 1, [SB_LINE] = 1, [SB_CURVE] = 3, [SB_CLOSE] = 0};
    const sb_point *p = path.points;
    for (int i = 0; i < path.n_ops; i++) {
        sb_buf_printf(out, " %c", letters[path.ops[i]]);
        for (int k = points_of[path.ops[i]]; k > 0; k--, p++)
            numbers(out, (double[]){p->x, p->y}, 2);
    }
}

static void path_in_short(sb_buf *out, sb_path path)
{
    sb_rect b = sb_path_box(path);
    double corners[] = {b.x, b.y, sb_rect_right(b), sb_rect_bottom(b)};
    sb_buf_printf(out, " n=%d bbox", path.n_points);
    for (size_t i = 0; i < SB_COUNT(corners); i++)
        number(out, corners[i], 1);
    sb_buf_printf(out, " #%08" PRIx32, hash(path));
}

static void write_path(sb_buf *out, const char *word, sb_path path)
{
    sb_buf_printf(out, "  %s", word);
    if (path.n_points > MOST_POINTS)
        path_in_short(out, path);
    else
        path_in_full(out, path);
}

static void push(sb_device *device, sb_matrix m, const sb_path *clip)
{
    trace_device *d = (trace_device *)device;
    begin(d, "push");
    matrix(d->out, m);
    if (clip)
        write_path(d->out, "clip", *clip);
    end(d);
    d->indent++;
}

static void dedent(sb_device *device) { ((trace_device *)device)->indent--; }

static void fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour c)
{
    trace_device *d = (trace_device *)device;
    begin(d, is_even_odd ? "fill evenodd" : "fill nonzero");
    colour(d->out, c);
    write_path(d->out, "path", path);
    end(d);
}

static void stroke(sb_device *device, sb_path path, sb_pen pen, sb_colour c)
{
    trace_device *d = (trace_device *)device;
    begin(d, "stroke");
    number(d->out, pen.width, 3);
    sb_buf_text(d->out, pen.cap == SB_CAP_ROUND ? " round" : " butt");
    if (pen.dash[0] > 0 || pen.dash[1] > 0) {
        sb_buf_text(d->out, " dash");
        numbers(d->out, pen.dash, 2);
    }
    colour(d->out, c);
    write_path(d->out, "path", path);
    end(d);
}

static void glyphs(sb_device *device, const sb_glyph_run *run, double x, double baseline,
                   sb_colour c)
{
    trace_device *d = (trace_device *)device;
    sb_arena_mark before = sb_arena_here(d->scratch);
    begin(d, "glyphs ");
    sb_buf_text(d->out, run->face->name);
    number(d->out, run->size, 3);
    sb_buf_printf(d->out, " %s ", run->language);
    sb_buf_json(d->out, sb_arena_textn(d->scratch, run->text, (size_t)run->n_text));
    sb_buf_text(d->out, " at");
    numbers(d->out, (double[]){x, baseline}, 2);
    colour(d->out, c);
    sb_buf_char(d->out, ' ');
    for (int i = 0; i < run->n; i++)
        sb_buf_printf(d->out, " %" PRIu32, run->glyphs[i].id);
    end(d);
    sb_arena_rewind(d->scratch, before);
}

static void image(sb_device *device, const sb_image *picture, sb_rect box)
{
    trace_device *d = (trace_device *)device;
    begin(d, "image ");
    sb_buf_json(d->out, picture->name);
    sb_buf_printf(d->out, " %d x %d at", picture->screen.width, picture->screen.height);
    numbers(d->out, (double[]){box.x, box.y, box.width, box.height}, 4);
    end(d);
}

static void mark(sb_device *device, int id)
{
    trace_device *d = (trace_device *)device;
    begin(d, "mark");
    sb_buf_printf(d->out, " %d", id);
    end(d);
    d->indent++;
}

static void artifact(sb_device *device, sb_artifact kind)
{
    static const char *const names[] = {"layout", "header", "footer", "background"};
    trace_device *d = (trace_device *)device;
    begin(d, "artifact ");
    sb_buf_text(d->out, names[kind]);
    end(d);
    d->indent++;
}

static int form_number(trace_device *d, const sb_display_list *list)
{
    for (size_t i = 0; i < d->forms.n; i++)
        if (d->forms.at[i] == list)
            return (int)i + 1;
    sb_vec_push(d->scratch, &d->forms, list);
    return (int)d->forms.n;
}

static void form(sb_device *device, const sb_display_list *list, sb_matrix m)
{
    trace_device *d = (trace_device *)device;
    begin(d, "form");
    sb_buf_printf(d->out, " %d", form_number(d, list));
    matrix(d->out, m);
    end(d);
}

void sb_list_trace(const sb_display_list *list, sb_buf *out)
{
    static const sb_device_class trace_class = {.push = push,
                                                .pop = dedent,
                                                .fill = fill,
                                                .stroke = stroke,
                                                .glyphs = glyphs,
                                                .image = image,
                                                .mark = mark,
                                                .artifact = artifact,
                                                .unmark = dedent,
                                                .form = form};
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    trace_device d = {{&trace_class}, .out = out, .scratch = scratch};
    sb_list_replay(list, &d.device);
    /* forms in forms come to the end of the list while it is walked */
    for (size_t i = 0; i < d.forms.n; i++) {
        sb_buf_printf(out, "form %zu:\n", i + 1);
        d.indent = 1;
        sb_list_replay(d.forms.at[i], &d.device);
        d.indent = 0;
    }
}
