#include "backend/pdf_form.h"

#include "backend/pdf_image.h"
#include "backend/pdf_keys.h"
#include "backend/pdf_syntax.h"

#include <stdlib.h>

typedef struct form {
    const sb_pdf_resources *resources;
    const sb_display_list *list;
    sb_pdf_uses uses;
    int object;
} form;

struct sb_pdf_resources {
    sb_arena *arena;
    sb_pdf_options options;
    sb_pdf_fonts *fonts;
    sb_pdf_keys *lists; /* address to place in `forms` */
    SB_VEC(form *) forms;
    SB_VEC(const sb_spot_ink *) spots;
    SB_VEC(sb_pdf_picture) images;
    int overprint; /* object of G0; G1 is the next */
};

sb_pdf_resources *sb_pdf_resources_new(sb_pdf_options options, sb_arena *arena)
{
    sb_pdf_resources *resources = sb_arena_one(arena, sb_pdf_resources);
    resources->arena = arena;
    resources->options = options;
    resources->fonts = sb_pdf_fonts_new(arena);
    resources->lists = sb_pdf_keys_new(arena);
    return resources;
}

sb_pdf_fonts *sb_pdf_resources_fonts(const sb_pdf_resources *resources)
{
    return resources->fonts;
}

sb_ink sb_pdf_resources_ink(const sb_pdf_resources *resources)
{
    return resources->options.ink;
}

const sb_pdf_options *sb_pdf_resources_options(const sb_pdf_resources *resources)
{
    return &resources->options;
}

/* Numbers, each once; a handful in each stream. */
typedef SB_VEC(int) numbers;

static void add_number(sb_arena *arena, numbers *set, int number)
{
    for (size_t i = 0; i < set->n; i++)
        if (set->at[i] == number)
            return;
    sb_vec_push(arena, set, number);
}

static int by_value(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void sort(numbers *set)
{
    if (set->n)
        qsort(set->at, set->n, sizeof *set->at, by_value);
}

typedef struct collector {
    sb_device device;
    sb_pdf_resources *resources;
    numbers fonts, forms, spots, images;
    bool has_register;
} collector;

int sb_pdf_resources_spot(const sb_pdf_resources *resources, const sb_spot_ink *ink)
{
    int i = 0;
    while (i < (int)resources->spots.n && resources->spots.at[i] != ink)
        i++;
    return i;
}

int sb_pdf_resources_image(const sb_pdf_resources *resources, const sb_image *image)
{
    int i = 0;
    while (i < (int)resources->images.n && resources->images.at[i].image != image)
        i++;
    return i;
}

static void collect_image(sb_device *device, const sb_image *image, sb_rect box)
{
    (void)box;
    collector *c = (collector *)device;
    sb_pdf_resources *resources = c->resources;
    int number = sb_pdf_resources_image(resources, image);
    if (number == (int)resources->images.n)
        sb_vec_push(resources->arena, &resources->images, ((sb_pdf_picture){.image = image}));
    add_number(resources->arena, &c->images, number);
}

/* The web has no inks. */
static void collect_colour(collector *c, sb_colour colour)
{
    sb_pdf_resources *resources = c->resources;
    if (!colour.spot || resources->options.ink != SB_INK_CMYK)
        return;
    int number = sb_pdf_resources_spot(resources, colour.spot);
    if (number == (int)resources->spots.n)
        sb_vec_push(resources->arena, &resources->spots, colour.spot);
    add_number(resources->arena, &c->spots, number);
}

static void collect_fill(sb_device *device, sb_path path, bool is_even_odd, sb_colour colour)
{
    (void)path, (void)is_even_odd;
    collect_colour((collector *)device, colour);
}

static void collect_glyphs(sb_device *device, const sb_glyph_run *run, double x,
                           double baseline, sb_colour colour)
{
    (void)x, (void)baseline;
    collector *c = (collector *)device;
    collect_colour(c, colour);
    add_number(c->resources->arena, &c->fonts, sb_pdf_fonts_use(c->resources->fonts, run));
}

static void collect_stroke(sb_device *device, sb_path path, sb_pen pen, sb_colour colour)
{
    (void)path, (void)pen;
    collect_colour((collector *)device, colour);
    ((collector *)device)->has_register |= sb_colour_is_register(colour);
}

static int use_form(sb_pdf_resources *resources, const sb_display_list *list)
{
    int number = sb_pdf_keys_put(resources->lists, (uintptr_t)list, "", 0);
    if ((size_t)number == resources->forms.n) {
        form *new = sb_arena_one(resources->arena, form);
        *new = (form){.resources = resources, .list = list};
        sb_vec_push(resources->arena, &resources->forms, new);
        new->uses = sb_pdf_resources_use(resources, list, NULL);
    }
    return number;
}

static void collect_form(sb_device *device, const sb_display_list *list, sb_matrix matrix)
{
    (void)matrix;
    collector *c = (collector *)device;
    add_number(c->resources->arena, &c->forms, use_form(c->resources, list));
}

sb_pdf_uses sb_pdf_resources_use(sb_pdf_resources *resources, const sb_display_list *list,
                                 const sb_display_list *below)
{
    static const sb_device_class class = {.fill = collect_fill,
                                          .glyphs = collect_glyphs,
                                          .stroke = collect_stroke,
                                          .image = collect_image,
                                          .form = collect_form};
    collector c = {.device = {&class}, .resources = resources};
    if (below)
        collect_form(&c.device, below, SB_IDENTITY);
    sb_list_replay(list, &c.device);
    sort(&c.fonts);
    sort(&c.forms);
    sort(&c.spots);
    sort(&c.images);
    return (sb_pdf_uses){.fonts = c.fonts.at,
                         .forms = c.forms.at,
                         .spots = c.spots.at,
                         .images = c.images.at,
                         .n_fonts = (int)c.fonts.n,
                         .n_forms = (int)c.forms.n,
                         .n_spots = (int)c.spots.n,
                         .n_images = (int)c.images.n,
                         .has_register = c.has_register};
}

int sb_pdf_forms(const sb_pdf_resources *resources) { return (int)resources->forms.n; }

const sb_display_list *sb_pdf_form(const sb_pdf_resources *resources, int number)
{
    return resources->forms.at[number]->list;
}

int sb_pdf_form_at(const sb_pdf_resources *resources, const sb_display_list *list)
{
    return sb_pdf_keys_at(resources->lists, (uintptr_t)list, "", 0);
}

int sb_pdf_form_object(const sb_pdf_resources *resources, int number)
{
    return resources->forms.at[number]->object;
}

static void write_form(const void *user, int i, sb_buf *out)
{
    (void)i;
    const form *f = user;
    sb_rect box = sb_list_box(f->list);
    sb_buf_text(out, "/Type /XObject /Subtype /Form /BBox [");
    /* One point more: what is rounded must not be cut. */
    sb_pdf_numbers(
        out, (double[]){box.x - 1, box.y - 1, sb_rect_right(box) + 1, sb_rect_bottom(box) + 1},
        4);
    sb_buf_text(out, "]\n");
    sb_pdf_resources_write(f->resources, &f->uses, out);
}

/* G0 knocks out; G1 prints over what is below, and where an ink is 0 leaves it alone (OPM 1,
 * ISO 32000-1, 8.6.7). */
static void write_overprint(const void *user, int i, sb_buf *out)
{
    (void)user;
    const char *is_over = i ? "true" : "false";
    sb_buf_printf(out, "/Type /ExtGState /OP %s /op %s /OPM 1\n", is_over, is_over);
}

bool sb_pdf_resources_add(sb_pdf_resources *resources, sb_pdf_file *file, bool is_plain,
                          sb_diag *diag)
{
    if (resources->options.ink == SB_INK_CMYK)
        resources->overprint = sb_pdf_file_dicts(file, 2, write_overprint, NULL);
    for (size_t i = 0; i < resources->forms.n; i++) {
        form *f = resources->forms.at[i];
        f->object = sb_pdf_file_stream(file, write_form, f, 0);
    }
    for (size_t i = 0; i < resources->images.n; i++)
        if (!sb_pdf_picture_add(&resources->images.at[i], resources->options.ink, file,
                                is_plain, diag))
            return false;
    return sb_pdf_fonts_add(resources->fonts, file, is_plain, diag);
}

static void write_names(sb_buf *out, const char *kind, char letter, const int *at, int n,
                        int (*object)(const sb_pdf_resources *, int),
                        const sb_pdf_resources *resources)
{
    if (!n)
        return;
    sb_buf_printf(out, "/%s <<", kind);
    for (int i = 0; i < n; i++)
        sb_buf_printf(out, "/%c%d %d 0 R ", letter, at[i], object(resources, at[i]));
    sb_buf_text(out, ">>\n");
}

static int font_object(const sb_pdf_resources *resources, int number)
{
    return sb_pdf_fonts_object(resources->fonts, number);
}

static int state_object(const sb_pdf_resources *resources, int number)
{
    return resources->overprint + number;
}

/* An ink of its own, and what stands for it (ISO 32000-1, 8.6.6.4). */
static void write_separation(sb_buf *out, const char *name, const float cmyk[4])
{
    double inks[4];
    for (int i = 0; i < 4; i++)
        inks[i] = (double)cmyk[i];
    sb_buf_text(out, " [/Separation ");
    sb_pdf_name(out, name);
    sb_buf_text(out, " /DeviceCMYK <</FunctionType 2 /Domain [0 1] /C0 [0 0 0 0] /C1 [");
    sb_pdf_numbers(out, inks, 4);
    sb_buf_text(out, "] /N 1>>]");
}

static void write_spaces(const sb_pdf_resources *resources, const sb_pdf_uses *uses,
                         sb_buf *out)
{
    static const float on_all[4] = {1, 1, 1, 1};
    if (!uses->n_spots && !uses->has_register)
        return;
    sb_buf_text(out, "/ColorSpace <<");
    if (uses->has_register) {
        sb_buf_text(out, "/All");
        write_separation(out, "All", on_all);
    }
    for (int i = 0; i < uses->n_spots; i++) {
        const sb_spot_ink *ink = resources->spots.at[uses->spots[i]];
        sb_buf_printf(out, "/S%d", uses->spots[i]);
        write_separation(out, ink->name, ink->cmyk);
    }
    sb_buf_text(out, ">>\n");
}

static void write_objects(const sb_pdf_resources *resources, const sb_pdf_uses *uses,
                          sb_buf *out)
{
    if (!uses->n_forms && !uses->n_images)
        return;
    sb_buf_text(out, "/XObject <<");
    for (int i = 0; i < uses->n_forms; i++)
        sb_buf_printf(out, "/X%d %d 0 R ", uses->forms[i],
                      resources->forms.at[uses->forms[i]]->object);
    for (int i = 0; i < uses->n_images; i++)
        sb_buf_printf(out, "/I%d %d 0 R ", uses->images[i],
                      resources->images.at[uses->images[i]].object);
    sb_buf_text(out, ">>\n");
}

void sb_pdf_resources_write(const sb_pdf_resources *resources, const sb_pdf_uses *uses,
                            sb_buf *out)
{
    static const int states[] = {0, 1};
    int n_states = resources->options.ink == SB_INK_CMYK ? 2 : 0;
    sb_buf_text(out, "/Resources <<");
    write_names(out, "ExtGState", 'G', states, n_states, state_object, resources);
    write_spaces(resources, uses, out);
    write_names(out, "Font", 'F', uses->fonts, uses->n_fonts, font_object, resources);
    write_objects(resources, uses, out);
    sb_buf_text(out, ">>\n");
}
