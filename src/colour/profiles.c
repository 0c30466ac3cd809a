#include "colour/colour.h"

#include <assert.h>
#include <lcms2.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

/* lcms2 counts ink in floating point formats as 0..100. */
enum { FULL = 100 };
enum { PROFILE_MOST = 64 << 20 }; /* bytes; the largest in use have some 10 MB */

typedef struct converter {
    cmsContext context;
    cmsHPROFILE cmyk, rgb;
    pthread_mutex_t lock;          /* over what follows */
    cmsHTRANSFORM to_rgb, to_cmyk; /* NULL until a colour asks for it */
    double black_tints[FULL + 1];  /* L* of black ink alone, by percent */
    bool has_black_tints;
} converter;

struct sb_profiles {
    converter *converter;
    sb_profile press, screen;
};

static void close_profiles(void *ptr)
{
    converter *v = ptr;
    if (v->to_rgb)
        cmsDeleteTransform(v->to_rgb);
    if (v->to_cmyk)
        cmsDeleteTransform(v->to_cmyk);
    if (v->cmyk)
        cmsCloseProfile(v->cmyk);
    if (v->rgb)
        cmsCloseProfile(v->rgb);
    cmsDeleteContext(v->context);
    pthread_mutex_destroy(&v->lock);
}

/* What the profile calls itself; ASCII, as PDF and XMP carry it through any program. */
static const char *name_of(cmsHPROFILE profile, sb_arena *arena)
{
    char name[128] = "";
    cmsGetProfileInfoASCII(profile, cmsInfoDescription, "en", "US", name, sizeof name);
    return sb_arena_text(arena, name);
}

static bool is_usable(cmsHPROFILE profile, cmsColorSpaceSignature space)
{
    const cmsUInt32Number intent = INTENT_RELATIVE_COLORIMETRIC;
    return cmsGetColorSpace(profile) == space &&
           cmsIsIntentSupported(profile, intent, LCMS_USED_AS_INPUT) &&
           cmsIsIntentSupported(profile, intent, LCMS_USED_AS_OUTPUT);
}

/* One of the data folder. */
static cmsHPROFILE open_own(sb_profiles *p, const char *data_dir, const char *name,
                            cmsColorSpaceSignature space, sb_profile *out, sb_arena *arena,
                            sb_diag *diag)
{
    out->path = sb_arena_printf(arena, "%s/icc/%s", data_dir, name);
    cmsHPROFILE profile = access(out->path, R_OK) == 0
                              ? cmsOpenProfileFromFileTHR(p->converter->context, out->path, "r")
                              : NULL;
    if (profile && is_usable(profile, space)) {
        out->name = name_of(profile, arena);
        return profile;
    }
    if (profile)
        cmsCloseProfile(profile);
    sb_fail(diag, SB_E_IO, ((sb_span){.file = out->path}),
            _("cannot read the colour profile '%s'"), name);
    sb_hint(diag, _("the program's data folder is damaged: install it again"));
    return NULL;
}

static sb_profiles *new_profiles(sb_arena *arena)
{
    converter *v = sb_arena_one(arena, converter);
    pthread_mutex_init(&v->lock, NULL);
    v->context = cmsCreateContext(NULL, NULL);
    sb_arena_defer(arena, close_profiles, v);
    sb_profiles *profiles = sb_arena_one(arena, sb_profiles);
    profiles->converter = v;
    return profiles;
}

static bool open_screen(sb_profiles *p, const char *data_dir, sb_arena *arena, sb_diag *diag)
{
    p->converter->rgb =
        open_own(p, data_dir, "sRGB.icc", cmsSigRgbData, &p->screen, arena, diag);
    return p->converter->rgb;
}

/* Papers, and the conditions that the ICC's registry knows them by. */
static const struct {
    const char *name, *file, *condition;
} papers[] = {
    {"coated", "ISOcoated_v2_300_bas.icc", "FOGRA39"},
    {"uncoated", "FOGRA29_uncoated.icc", "FOGRA29"},
};

static size_t paper_at(const char *name)
{
    size_t i = 0;
    while (i < SB_COUNT(papers) && strcmp(papers[i].name, name) != 0)
        i++;
    return i;
}

bool sb_profiles_has(const char *paper) { return paper_at(paper) < SB_COUNT(papers); }

sb_profiles *sb_profiles_open(const char *data_dir, const char *paper, sb_arena *arena,
                              sb_diag *diag)
{
    size_t i = paper_at(paper);
    assert(i < SB_COUNT(papers));
    sb_profiles *p = new_profiles(arena);
    p->converter->cmyk =
        open_own(p, data_dir, papers[i].file, cmsSigCmykData, &p->press, arena, diag);
    p->press.condition = papers[i].condition;
    return p->converter->cmyk && open_screen(p, data_dir, arena, diag) ? p : NULL;
}

const sb_profile *sb_profiles_press(const sb_profiles *profiles) { return &profiles->press; }

const sb_profile *sb_profiles_screen(const sb_profiles *profiles) { return &profiles->screen; }

/* Without lcms2's own tables: building one takes longer than a few colours ever will. */
static cmsHTRANSFORM transform(const converter *v, cmsHPROFILE from,
                               cmsUInt32Number from_format, cmsHPROFILE to,
                               cmsUInt32Number to_format)
{
    return cmsCreateTransformTHR(
        v->context, from, from_format, to, to_format, INTENT_RELATIVE_COLORIMETRIC,
        cmsFLAGS_BLACKPOINTCOMPENSATION | cmsFLAGS_NOOPTIMIZE | cmsFLAGS_NOCACHE);
}

static float within(float v, float most) { return v > 0 ? (v < most ? v : most) : 0; }

static bool to_rgb(converter *v, sb_colour *c)
{
    if (!v->to_rgb)
        v->to_rgb = transform(v, v->cmyk, TYPE_CMYK_FLT, v->rgb, TYPE_RGB_FLT);
    if (!v->to_rgb)
        return false;
    float ink[4];
    for (int i = 0; i < 4; i++)
        ink[i] = within(c->cmyk[i], 1) * FULL;
    cmsDoTransform(v->to_rgb, ink, c->rgb, 1);
    for (int i = 0; i < 3; i++)
        c->rgb[i] = within(c->rgb[i], 1);
    return true;
}

static bool find_black_tints(converter *v)
{
    for (int k = 0; k <= FULL && !v->has_black_tints; k++) {
        sb_colour c = {.cmyk = {0, 0, 0, (float)k / FULL}};
        if (!to_rgb(v, &c))
            return false;
        v->black_tints[k] = sb_colour_lightness(c);
    }
    v->has_black_tints = true;
    return true;
}

static bool grey_to_black(converter *v, sb_colour *c)
{
    if (!find_black_tints(v))
        return false;
    double lightness = sb_colour_lightness(*c);
    int nearest = 0;
    for (int k = 1; k <= FULL; k++)
        if (fabs(v->black_tints[k] - lightness) < fabs(v->black_tints[nearest] - lightness))
            nearest = k;
    memset(c->cmyk, 0, sizeof c->cmyk);
    c->cmyk[3] = (float)nearest / FULL;
    return true;
}

static bool to_cmyk(converter *v, sb_colour *c)
{
    if (c->rgb[0] == c->rgb[1] && c->rgb[1] == c->rgb[2])
        return grey_to_black(v, c);
    if (!v->to_cmyk)
        v->to_cmyk = transform(v, v->rgb, TYPE_RGB_FLT, v->cmyk, TYPE_CMYK_FLT);
    if (!v->to_cmyk)
        return false;
    cmsDoTransform(v->to_cmyk, c->rgb, c->cmyk, 1);
    for (int i = 0; i < 4; i++)
        c->cmyk[i] = roundf(within(c->cmyk[i], FULL)) / FULL;
    return true;
}

bool sb_colour_complete(const sb_profiles *profiles, sb_colour *colour)
{
    bool has_ink = !isnan(colour->cmyk[0]), has_screen = !isnan(colour->rgb[0]);
    assert(has_ink || has_screen);
    if (has_ink && has_screen)
        return true;
    converter *v = profiles->converter;
    pthread_mutex_lock(&v->lock);
    bool is_done = has_ink ? to_rgb(v, colour) : to_cmyk(v, colour);
    pthread_mutex_unlock(&v->lock);
    if (!is_done)
        *colour = (sb_colour){.cmyk = {0, 0, 0, 1}};
    return is_done;
}

/* ---- pixels ---- */

static bool convert_pixels(const sb_profiles *profiles, cmsHPROFILE from,
                           cmsUInt32Number from_format, cmsHPROFILE to,
                           cmsUInt32Number to_format, const uint8_t *in, uint8_t *out, size_t n)
{
    enum { BLOCK = 1 << 16 }; /* pixels: lcms2 counts in 32 bits */
    converter *v = profiles->converter;
    pthread_mutex_lock(&v->lock);
    cmsHTRANSFORM t =
        cmsCreateTransformTHR(v->context, from, from_format, to, to_format,
                              INTENT_RELATIVE_COLORIMETRIC, cmsFLAGS_BLACKPOINTCOMPENSATION);
    for (size_t i = 0; t && i < n; i += BLOCK) {
        size_t part = n - i < BLOCK ? n - i : BLOCK;
        cmsDoTransform(t, in + i * T_CHANNELS(from_format), out + i * T_CHANNELS(to_format),
                       (cmsUInt32Number)part);
    }
    if (t)
        cmsDeleteTransform(t);
    pthread_mutex_unlock(&v->lock);
    return t;
}

bool sb_pixels_to_press(const sb_profiles *profiles, const uint8_t *rgb, uint8_t *cmyk,
                        size_t n)
{
    const converter *v = profiles->converter;
    return convert_pixels(profiles, v->rgb, TYPE_RGB_8, v->cmyk, TYPE_CMYK_8, rgb, cmyk, n);
}

bool sb_pixels_to_screen(const sb_profiles *profiles, const uint8_t *cmyk, uint8_t *rgb,
                         size_t n)
{
    const converter *v = profiles->converter;
    return convert_pixels(profiles, v->cmyk, TYPE_CMYK_8, v->rgb, TYPE_RGB_8, cmyk, rgb, n);
}

bool sb_pixels_to_srgb(const sb_profiles *profiles, const void *icc, size_t n_icc, uint8_t *rgb,
                       size_t n)
{
    const converter *v = profiles->converter;
    cmsHPROFILE own = cmsOpenProfileFromMemTHR(v->context, icc, (cmsUInt32Number)n_icc);
    bool is_rgb = own && cmsGetColorSpace(own) == cmsSigRgbData;
    bool is_good =
        is_rgb && convert_pixels(profiles, own, TYPE_RGB_8, v->rgb, TYPE_RGB_8, rgb, rgb, n);
    if (own)
        cmsCloseProfile(own);
    return is_good;
}

/* ---- the printer's own profile ---- */

static void fail_press(sb_diag *diag, sb_span at, const char *path, const char *message)
{
    sb_fail(diag, SB_E_DATA, at, message, path);
    sb_hint(diag, _("ask the print shop for the CMYK profile of its press and paper, or write "
                    "'coated' or 'uncoated'"));
}

/* Tables behind the header can be cut off or wrong: both directions are tried once. */
static bool has_whole_tables(converter *v)
{
    sb_colour there = {.cmyk = {0.5f, 0.4f, 0.4f, 0.1f}}, back = {.rgb = {0.5f, 0.4f, 0.3f}};
    return to_rgb(v, &there) && to_cmyk(v, &back);
}

static bool check_press(converter *v, const char *path, sb_span at, sb_diag *diag)
{
    const char *wrong = NULL;
    if (!v->cmyk)
        wrong = _("'%s' is no colour profile");
    else if (cmsGetColorSpace(v->cmyk) == cmsSigRgbData)
        wrong = _("the colour profile '%s' is for RGB, not for CMYK");
    else if (cmsGetColorSpace(v->cmyk) != cmsSigCmykData)
        wrong = _("the colour profile '%s' is not for CMYK");
    else if (cmsGetDeviceClass(v->cmyk) != cmsSigOutputClass) /* ISO 15930-7, 6.4 */
        wrong = _("the colour profile '%s' is not that of a press");
    else if (!is_usable(v->cmyk, cmsSigCmykData) || !has_whole_tables(v))
        wrong = _("the colour profile '%s' is damaged");
    if (wrong)
        fail_press(diag, at, path, wrong);
    return !wrong;
}

sb_profiles *sb_profiles_open_press(const char *data_dir, const char *press, sb_span at,
                                    sb_arena *arena, sb_diag *diag)
{
    size_t n;
    const char *bytes = sb_file_read(press, PROFILE_MOST, &n, at, arena, diag);
    if (!bytes)
        return NULL;
    sb_profiles *p = new_profiles(arena);
    converter *v = p->converter;
    v->cmyk = cmsOpenProfileFromMemTHR(v->context, bytes, (cmsUInt32Number)n);
    if (!open_screen(p, data_dir, arena, diag) || !check_press(v, press, at, diag))
        return NULL;
    p->press = (sb_profile){.path = press, .name = name_of(v->cmyk, arena)};
    return p;
}
