#include "image/format.h"

#include <pthread.h>
#include <string.h>

enum { FILE_MOST = 200 << 20 };

typedef struct entry {
    const char *path;      /* NULL: made of another */
    const sb_image *whole; /* what it was made of */
    int by;
    const sb_image *image; /* NULL: cannot be read */
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

static const sb_image *load(sb_images *images, const char *path, sb_span at, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    size_t n;
    const char *bytes = sb_file_read(path, FILE_MOST, &n, at, scratch, diag);
    if (!bytes)
        return NULL;
    bool is_jpeg = n > 2 && memcmp(bytes, "\xff\xd8", 2) == 0;
    if (!is_jpeg && (n < 8 || memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) != 0)) {
        fail_image(_("'%s' is neither a JPEG nor a PNG file"), path, NULL, at, diag);
        return NULL;
    }
    sb_stored stored = (is_jpeg ? sb_jpeg_read : sb_png_read)(bytes, n, images->arena);
    if (stored.is_too_large) {
        sb_fail(diag, SB_E_LIMIT, at, _("the image '%s' has more than %d million pixels"), path,
                SB_PIXELS_MOST / 1000000);
        sb_hint(diag, _("300 pixels an inch are enough: make it smaller"));
        return NULL;
    }
    if (!stored.raster.at) {
        fail_image(_("the image '%s' is damaged: %s"), path, stored.trouble, at, diag);
        return NULL;
    }
    if (stored.turn > 1)
        stored.raster = turned(&stored.raster, stored.turn, images->arena);
    sb_image *image = sb_arena_one(images->arena, sb_image);
    const char *slash = strrchr(path, '/');
    image->name = sb_arena_text(images->arena, slash ? slash + 1 : path);
    image->is_photo = is_jpeg && stored.raster.parts != 4;
    if (!convert(images->profiles, &stored, image, images->arena)) {
        fail_image(_("the colour profile in the image '%s' is damaged"), path, NULL, at, diag);
        return NULL;
    }
    measure(image);
    return image;
}

const sb_image *sb_images_at(sb_images *images, const char *path, sb_span at, sb_diag *diag)
{
    const sb_image *image = NULL;
    pthread_mutex_lock(&images->lock);
    size_t i = 0;
    while (i < images->entries.n &&
           (!images->entries.at[i].path || strcmp(images->entries.at[i].path, path) != 0))
        i++;
    if (i < images->entries.n) {
        image = images->entries.at[i].image;
    } else {
        image = load(images, path, at, diag);
        sb_vec_push(images->arena, &images->entries,
                    ((entry){.path = sb_arena_text(images->arena, path), .image = image}));
    }
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

const sb_image *sb_images_smaller(sb_images *images, const sb_image *image, int by)
{
    if (by < 2 || image->screen.width < by || image->screen.height < by)
        return image;
    const sb_image *found = NULL;
    pthread_mutex_lock(&images->lock);
    for (size_t i = 0; i < images->entries.n && !found; i++)
        if (images->entries.at[i].whole == image && images->entries.at[i].by == by)
            found = images->entries.at[i].image;
    if (!found) {
        sb_image *new = sb_arena_one(images->arena, sb_image);
        *new = *image;
        new->screen = smaller(&image->screen, by, images->arena);
        new->press = image->press.at == image->screen.at
                         ? new->screen
                         : smaller(&image->press, by, images->arena);
        found = new;
        sb_vec_push(images->arena, &images->entries,
                    ((entry){.whole = image, .by = by, .image = found}));
    }
    pthread_mutex_unlock(&images->lock);
    return found;
}
