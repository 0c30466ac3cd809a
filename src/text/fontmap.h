/* fontmap: the one place that sets up Fontconfig and Pango.
 *
 * In: the fontconfig file of the data folder.  Out: a font map of its faces and of no others,
 * for one thread.
 */
#ifndef SB_TEXT_FONTMAP_H
#define SB_TEXT_FONTMAP_H

#include "base/base.h"

#include <fontconfig/fontconfig.h>
#include <pango/pango.h>

/* NULL if the file cannot be read; else caller owns: FcConfigDestroy(). */
FcConfig *sb_fontmap_config(const char *file);
/* Caller owns: g_object_unref(). */
PangoFontMap *sb_fontmap_new(FcConfig *config);
/* Without hinting and rounding: advances are what the face has. */
PangoContext *sb_fontmap_context(PangoFontMap *map);

#endif
