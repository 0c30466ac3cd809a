#include "area/ogr.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>

#include <iconv.h>
#include <pthread.h>
#include <string.h>
#include <strings.h>

/* The bytes as UTF-8 of at most `room` bytes in one line, whatever they were. */
static void keep_message(char *out, size_t room, const char *message)
{
    size_t n = 0;
    while (*message && n + 5 < room) {
        char bytes[4];
        uint32_t c = sb_utf8_next(&message);
        if (c == '\n' && !*message)
            break;
        int more = sb_utf8_put(c == '\n' ? ' ' : c, bytes);
        memcpy(out + n, bytes, (size_t)more);
        n += (size_t)more;
    }
    out[n] = '\0';
}

static void CPL_STDCALL hear(CPLErr severity, CPLErrorNum number, const char *message)
{
    (void)number;
    sb_ogr_log *log = CPLGetErrorHandlerUserData();
    if (severity < CE_Failure || log->n++ > 0)
        return;
    keep_message(log->first, sizeof log->first, message);
}

static void register_drivers(void)
{
    if (GDALGetDriverCount() == 0)
        GDALAllRegister();
}

void sb_ogr_listen(sb_ogr_log *log)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    sb_ogr_clear(log);
    CPLPushErrorHandlerEx(hear, log);
    pthread_once(&once, register_drivers);
}

void sb_ogr_done(void)
{
    CPLPopErrorHandler();
    CPLErrorReset();
}

void sb_ogr_clear(sb_ogr_log *log) { *log = (sb_ogr_log){0}; }

static const char *iconv_name(const char *name)
{
    static const struct {
        const char *said, *meant;
    } names[] = {{"ansi", "CP1252"},       {"windows-1252", "CP1252"}, {"cp-1252", "CP1252"},
                 {"latin1", "ISO-8859-1"}, {"latin-1", "ISO-8859-1"},  {"utf8", "UTF-8"}};
    for (size_t i = 0; i < SB_COUNT(names); i++)
        if (strcasecmp(name, names[i].said) == 0)
            return names[i].meant;
    return name;
}

bool sb_recode_knows(const char *from)
{
    iconv_t way = iconv_open("UTF-8", iconv_name(from));
    if (way == (iconv_t)-1)
        return false;
    iconv_close(way);
    return true;
}

char *sb_recode(const char *text, const char *from, sb_arena *arena)
{
    if (!sb_recode_knows(from))
        return NULL;
    sb_ogr_log log;
    sb_ogr_listen(&log);
    char *recoded = CPLRecode(text, iconv_name(from), CPL_ENC_UTF8);
    char *copy = sb_arena_text(arena, recoded);
    CPLFree(recoded);
    sb_ogr_done();
    return copy;
}
