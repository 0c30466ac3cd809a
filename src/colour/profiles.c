#include "colour/colour.h"

#include <assert.h>
#include <lcms2.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

/* lcms2 counts ink in floating point formats as 0..100. */
enum { FULL = 100 };

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

static cmsHPROFILE open_profile(cmsContext context, const char *data_dir, const char *name,
                                cmsColorSpaceSignature space, sb_arena *arena, sb_diag *diag)
{
    const char *path = sb_arena_printf(arena, "%s/icc/%s", data_dir, name);
    cmsHPROFILE profile =
        access(path, R_OK) == 0 ? cmsOpenProfileFromFileTHR(context, path, "r") : NULL;
    const cmsUInt32Number intent = INTENT_RELATIVE_COLORIMETRIC;
    if (profile && cmsGetColorSpace(profile) == space &&
        cmsIsIntentSupported(profile, intent, LCMS_USED_AS_INPUT) &&
        cmsIsIntentSupported(profile, intent, LCMS_USED_AS_OUTPUT))
        return profile;
    if (profile)
        cmsCloseProfile(profile);
    sb_fail(diag, SB_E_IO, ((sb_span){.file = path}), _("cannot read the colour profile '%s'"),
            name);
    sb_hint(diag, _("the program's data folder is damaged: install it again"));
    return NULL;
}

sb_profiles *sb_profiles_open(const char *data_dir, sb_arena *arena, sb_diag *diag)
{
    converter *v = sb_arena_one(arena, converter);
    pthread_mutex_init(&v->lock, NULL);
    v->context = cmsCreateContext(NULL, NULL);
    sb_arena_defer(arena, close_profiles, v);
    v->cmyk = open_profile(v->context, data_dir, "ISOcoated_v2_300_bas.icc", cmsSigCmykData,
                           arena, diag);
    if (!v->cmyk)
        return NULL;
    v->rgb = open_profile(v->context, data_dir, "sRGB.icc", cmsSigRgbData, arena, diag);
    if (!v->rgb)
        return NULL;
    sb_profiles *profiles = sb_arena_one(arena, sb_profiles);
    profiles->converter = v;
    return profiles;
}

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
