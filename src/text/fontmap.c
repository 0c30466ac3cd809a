#include "text/fontmap.h"

#include <dirent.h>
#include <pango/pangofc-fontmap.h>
#include <pango/pangoft2.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

/* Pango reads the machine's whole font set-up (some 10 ms, and complaints on stderr where there
 * is none) when the process makes its first font map, unless there is a current one.  Ours name
 * their own, so the current one can be empty. */
static void leave_out_the_machines_fonts(void)
{
    FcConfig *empty = FcConfigCreate();
    if (FcConfigBuildFonts(empty))
        FcConfigSetCurrent(empty);
    FcConfigDestroy(empty);
}

static int is_font(const struct dirent *entry)
{
    const char *dot = strrchr(entry->d_name, '.');
    return dot && (strcmp(dot, ".ttf") == 0 || strcmp(dot, ".otf") == 0);
}

/* File by file and not as a folder: for folders Fontconfig wants a cache to write to.  In the
 * order of names, so that a choice between equals is the same everywhere. */
static void add_folder(FcConfig *config, const char *folder)
{
    struct dirent **entries;
    int n = scandir(folder, &entries, is_font, alphasort);
    for (int i = 0; i < n; i++) {
        FcChar8 *path = FcStrBuildFilename((const FcChar8 *)folder,
                                           (const FcChar8 *)entries[i]->d_name, NULL);
        FcConfigAppFontAddFile(config, path);
        FcStrFree(path);
        free(entries[i]);
    }
    if (n >= 0)
        free(entries);
}

FcConfig *sb_fontmap_config(const char *file)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, leave_out_the_machines_fonts);
    FcConfig *config = FcConfigCreate();
    if (!FcConfigParseAndLoad(config, (const FcChar8 *)file, FcTrue)) {
        FcConfigDestroy(config);
        return NULL;
    }
    FcStrList *folders = FcConfigGetFontDirs(config);
    for (const FcChar8 *folder; (folder = FcStrListNext(folders));)
        add_folder(config, (const char *)folder);
    FcStrListDone(folders);
    return config;
}

static void without_hinting(FcPattern *pattern, gpointer user)
{
    (void)user;
    FcPatternDel(pattern, FC_HINTING);
    FcPatternAddBool(pattern, FC_HINTING, FcFalse);
    FcPatternDel(pattern, FC_HINT_STYLE);
    FcPatternAddInteger(pattern, FC_HINT_STYLE, FC_HINT_NONE);
}

PangoFontMap *sb_fontmap_new(FcConfig *config)
{
    PangoFontMap *map = pango_ft2_font_map_new();
    pango_ft2_font_map_set_resolution(PANGO_FT2_FONT_MAP(map), 72, 72);
    pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map), config);
    pango_fc_font_map_set_default_substitute(PANGO_FC_FONT_MAP(map), without_hinting, NULL,
                                             NULL);
    return map;
}

PangoContext *sb_fontmap_context(PangoFontMap *map)
{
    PangoContext *context = pango_font_map_create_context(map);
    pango_context_set_round_glyph_positions(context, FALSE);
    pango_context_set_base_dir(context, PANGO_DIRECTION_LTR);
    return context;
}
