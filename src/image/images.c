#include "image/format.h"

#include <pthread.h>
#include <string.h>

enum { FILE_MOST = 200 << 20 };

typedef struct entry {
    const char *path;      /* NULL: made of another */
    const sb_image *whole; /* what it was made of */
    int by;
    sb_image *image;  /* NULL: cannot be read */
    sb_arena *pixels; /* of a file; NULL: given back */
    bool is_placed;   /* as it is */
} entry;

struct sb_images {
    pthread_mutex_t lock; /* over all below */
    const sb_profiles *profiles;
    sb_arena *arena;
    SB_VEC(entry) entries;
};

sb_images *sb_images_new(const sb_profiles *profiles)
{
    sb_arena *arena = sb_arena_new(0);
    sb_images *images = sb_arena_one(arena, sb_images);
    pthread_mutex_init(&images->lock, NULL);
    images->profiles = profiles;
    images->arena = arena;
    return images;
}

void sb_images_free(sb_images *images)
{
    if (!images)
        return;
    pthread_mutex_destroy(&images->lock);
    for (size_t i = 0; i < images->entries.n; i++)
        sb_arena_free(images->entries.at[i].pixels);
    sb_arena_free(images->arena);
}

static size_t pixels_of(const sb_raster *r) { return (size_t)r->width * (size_t)r->height; }

/* Exif 2.3, 4.6.4: where the stored pixel (x, y) comes to lie. */
static sb_raster turned(const sb_raster *r, int turn, sb_arena *arena)
{
    bool is_upright = turn >= 5; /* rows become columns */
    sb_raster out = {is_upright ? r->height : r->width, is_upright ? r->width : r->height,
                     r->parts, NULL};
    out.at = sb_arena_alloc(arena, pixels_of(r), (size_t)r->parts);
    bool from_right = turn == 2 || turn == 3 || turn == 6 || turn == 7;
    bool from_below = turn == 3 || turn == 4 || turn == 7 || turn == 8;
    for (int y = 0; y < r->height; y++)
        for (int x = 0; x < r->width; x++) {
            int column = is_upright ? y : x, row = is_upright ? x : y;
            column = from_right ? out.width - 1 - column : column;
            row = from_below ? out.height - 1 - row : row;
            memcpy(out.at +
                       ((size_t)row * (size_t)out.width + (size_t)column) * (size_t)r->parts,
                   r->at + ((size_t)y * (size_t)r->width + (size_t)x) * (size_t)r->parts,
                   (size_t)r->parts);
        }
    return out;
}

static sb_raster like(const sb_raster *r, int parts, sb_arena *arena)
{
    return (sb_raster){r->width, r->height, parts,
                       sb_arena_alloc(arena, pixels_of(r), (size_t)parts)};
}

/* Mean colour and the most ink. */
static void measure(sb_image *image)
{
    size_t n = pixels_of(&image->screen);
    double screen[3] = {0}, press[4] = {0};
    const sb_raster *s = &image->screen, *p = &image->press;
    for (size_t i = 0; i < n; i++) {
        int ink = 0;
        for (int k = 0; k < 3; k++)
            screen[k] += s->at[i * (size_t)s->parts + (s->parts == 3 ? (size_t)k : 0)];
        for (int k = 0; k < p->parts; k++) {
            int value = p->at[i * (size_t)p->parts + (size_t)k];
            int part = p->parts == 1 ? 255 - value : value;
            press[p->parts == 1 ? 3 : k] += part;
            ink += part;
        }
        image->ink = fmax(image->ink, ink / 255.0);
    }
    for (int k = 0; k < 3; k++)
        image->mean.rgb[k] = (float)(screen[k] / 255 / (double)n);
    for (int k = 0; k < 4; k++)
        image->mean.cmyk[k] = (float)(press[k] / 255 / (double)n);
}

/* Both sides of a picture.  False if a profile is damaged. */
static bool convert(const sb_profiles *profiles, const sb_stored *stored, sb_image *image,
                    sb_arena *arena)
{
    const sb_raster *r = &stored->raster;
    size_t n = pixels_of(r);
    image->screen = image->press = *r;
    if (r->parts == 4) {
        image->screen = like(r, 3, arena);
        return sb_pixels_to_screen(profiles, r->at, image->screen.at, n);
    }
    if (r->parts == 1)
        return true;
    if (stored->icc && !sb_pixels_to_srgb(profiles, stored->icc, stored->n_icc, r->at, n))
        return false;
    image->press = like(r, 4, arena);
    return sb_pixels_to_press(profiles, r->at, image->press.at, n);
}

static void fail_image(const char *message, const char *path, const char *trouble, sb_span at,
                       sb_diag *diag)
{
    sb_fail(diag, SB_E_DATA, at, message, path, trouble);
    sb_hint(diag, _("open it in an image program and save it as JPEG or PNG"));
}

/* Read the file into `image`, its pixels into `pixels`. */
static bool load(const sb_profiles *profiles, const char *path, sb_image *image,
                 sb_arena *pixels, sb_span at, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    size_t n;
    const char *bytes = sb_file_read(path, FILE_MOST, &n, at, scratch, diag);
    if (!bytes)
        return false;
    bool is_jpeg = n > 2 && memcmp(bytes, "\xff\xd8", 2) == 0;
    if (!is_jpeg && (n < 8 || memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) != 0)) {
        fail_image(_("'%s' is neither a JPEG nor a PNG file"), path, NULL, at, diag);
        return false;
    }
    sb_stored stored = (is_jpeg ? sb_jpeg_read : sb_png_read)(bytes, n, pixels);
    if (stored.is_too_large) {
        sb_fail(diag, SB_E_LIMIT, at, _("the image '%s' has more than %d million pixels"), path,
                SB_PIXELS_MOST / 1000000);
        sb_hint(diag, _("300 pixels an inch are enough: make it smaller"));
        return false;
    }
    if (!stored.raster.at) {
        fail_image(_("the image '%s' is damaged: %s"), path, stored.trouble, at, diag);
        return false;
    }
    if (stored.turn > 1)
        stored.raster = turned(&stored.raster, stored.turn, pixels);
    image->is_photo = is_jpeg && stored.raster.parts != 4;
    if (!convert(profiles, &stored, image, pixels)) {
        fail_image(_("the colour profile in the image '%s' is damaged"), path, NULL, at, diag);
        return false;
    }
    measure(image);
    return true;
}

/* The pixels of the file, which were given back, again: in the same place, of the same size. */
static bool fetch_again(const sb_images *images, entry *e, sb_span at, sb_diag *diag)
{
    sb_image again = *e->image;
    sb_arena *pixels = sb_arena_new(0);
    bool is_good = load(images->profiles, e->path, &again, pixels, at, diag);
    if (is_good && (again.screen.width != e->image->screen.width ||
                    again.screen.height != e->image->screen.height ||
                    again.screen.parts != e->image->screen.parts)) {
        fail_image(_("the image '%s' was changed while it was read"), e->path, NULL, at, diag);
        is_good = false;
    }
    if (!is_good) {
        sb_arena_free(pixels);
        return false;
    }
    e->pixels = pixels;
    e->image->screen.at = again.screen.at;
    e->image->press.at = again.press.at;
    return true;
}

/* The pixels of a file for the first time. */
static void fetch(const sb_images *images, entry *e, sb_span at, sb_diag *diag)
{
    e->pixels = sb_arena_new(0);
    if (load(images->profiles, e->path, e->image, e->pixels, at, diag))
        return;
    sb_arena_free(e->pixels);
    e->pixels = NULL;
    e->image = NULL;
}

static void give_back(entry *e)
{
    sb_arena_free(e->pixels);
    e->pixels = NULL;
    e->image->screen.at = e->image->press.at = NULL;
}

static entry *new_entry(sb_images *images, const char *path)
{
    const char *slash = strrchr(path, '/');
    entry *e = sb_vec_add(images->arena, &images->entries);
    *e = (entry){.path = sb_arena_text(images->arena, path),
                 .image = sb_arena_one(images->arena, sb_image)};
    e->image->name = sb_arena_text(images->arena, slash ? slash + 1 : path);
    return e;
}

const sb_image *sb_images_at(sb_images *images, const char *path, sb_span at, sb_diag *diag)
{
    pthread_mutex_lock(&images->lock);
    size_t i = 0;
    while (i < images->entries.n &&
           (!images->entries.at[i].path || strcmp(images->entries.at[i].path, path) != 0))
        i++;
    if (i == images->entries.n)
        fetch(images, new_entry(images, path), at, diag);
    const sb_image *image = images->entries.at[i].image;
    pthread_mutex_unlock(&images->lock);
    return image;
}

/* ---- fewer pixels ---- */

static sb_raster smaller(const sb_raster *r, int by, sb_arena *arena)
{
    sb_raster out = {r->width / by, r->height / by, r->parts, NULL};
    out.at = sb_arena_alloc(arena, pixels_of(&out), (size_t)r->parts);
    for (int y = 0; y < out.height; y++)
        for (int x = 0; x < out.width; x++)
            for (int k = 0; k < r->parts; k++) {
                int sum = by * by / 2; /* so that the quotient is rounded */
                for (int v = y * by; v < (y + 1) * by; v++)
                    for (int u = x * by; u < (x + 1) * by; u++)
                        sum += r->at[((size_t)v * (size_t)r->width + (size_t)u) *
                                         (size_t)r->parts +
                                     (size_t)k];
                out.at[((size_t)y * (size_t)out.width + (size_t)x) * (size_t)r->parts +
                       (size_t)k] = (uint8_t)(sum / (by * by));
            }
    return out;
}

static const sb_image *make_smaller(sb_images *images, const sb_image *image, int by)
{
    sb_image *new = sb_arena_one(images->arena, sb_image);
    *new = *image;
    new->screen = smaller(&image->screen, by, images->arena);
    new->press = image->press.at == image->screen.at
                     ? new->screen
                     : smaller(&image->press, by, images->arena);
    sb_vec_push(images->arena, &images->entries,
                ((entry){.whole = image, .by = by, .image = new}));
    return new;
}

/* Under the lock. */
static const sb_image *place(sb_images *images, const sb_image *image, int by, sb_span at,
                             sb_diag *diag)
{
    size_t of = 0;
    for (size_t i = 0; i < images->entries.n; i++) {
        const entry *e = &images->entries.at[i];
        if (e->whole == image && e->by == by)
            return e->image;
        if (e->image == image)
            of = i;
    }
    if (!images->entries.at[of].pixels &&
        !fetch_again(images, &images->entries.at[of], at, diag))
        return NULL;
    if (by < 2) {
        images->entries.at[of].is_placed = true;
        return image;
    }
    const sb_image *new = make_smaller(images, image, by);
    if (!images->entries.at[of].is_placed)
        give_back(&images->entries.at[of]);
    return new;
}

const sb_image *sb_images_smaller(sb_images *images, const sb_image *image, int by, sb_span at,
                                  sb_diag *diag)
{
    if (by > image->screen.width || by > image->screen.height)
        by = 1;
    pthread_mutex_lock(&images->lock);
    const sb_image *placed = place(images, image, by < 2 ? 1 : by, at, diag);
    pthread_mutex_unlock(&images->lock);
    return placed;
}
