#include "inspect/file.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>

struct sb_pdf_in {
    qpdf_data data;
};

sb_pdf_in *sb_pdf_in_open(const char *path, sb_span at, sb_diag *diag)
{
    sb_pdf_in *file = calloc(1, sizeof *file);
    if (!file)
        abort(); /* as in arena.c */
    file->data = qpdf_init();
    qpdf_set_suppress_warnings(file->data, QPDF_TRUE);
    qpdf_silence_errors(file->data);
    if (qpdf_read(file->data, path, NULL) & QPDF_ERRORS) {
        qpdf_error error = qpdf_get_error(file->data);
        sb_fail(diag, SB_E_IO, at, _("cannot read '%s' as a PDF: %s"), path,
                error ? qpdf_get_error_message_detail(file->data, error) : "");
        sb_pdf_in_close(file);
        return NULL;
    }
    return file;
}

void sb_pdf_in_close(sb_pdf_in *file)
{
    if (!file)
        return;
    qpdf_cleanup(&file->data);
    free(file);
}

void sb_pdf_in_drop(sb_pdf_in **file) { sb_pdf_in_close(*file); }

void sb_pdf_in_forget(sb_pdf_in *file) { qpdf_oh_release_all(file->data); }

const char *sb_pdf_in_warning(sb_pdf_in *file)
{
    if (!qpdf_more_warnings(file->data))
        return NULL;
    return qpdf_get_error_message_detail(file->data, qpdf_next_warning(file->data));
}

bool sb_pdf_in_is_locked(const sb_pdf_in *file) { return qpdf_is_encrypted(file->data); }

sb_object sb_pdf_in_catalog(sb_pdf_in *file) { return qpdf_get_root(file->data); }

sb_object sb_pdf_in_trailer(sb_pdf_in *file) { return qpdf_get_trailer(file->data); }

sb_object sb_pdf_in_info(sb_pdf_in *file)
{
    return sb_pdf_in_key(file, sb_pdf_in_trailer(file), "/Info");
}

int sb_pdf_in_pages(sb_pdf_in *file)
{
    int n = qpdf_get_num_pages(file->data);
    return n > 0 ? n : 0;
}

sb_object sb_pdf_in_page(sb_pdf_in *file, int i)
{
    return qpdf_get_page_n(file->data, (size_t)i);
}

/* The dictionary of a stream, else the object itself if it is one. */
static sb_object dict_of(sb_pdf_in *file, sb_object of)
{
    if (of == SB_NO_OBJECT)
        return of;
    if (qpdf_oh_is_stream(file->data, of))
        return qpdf_oh_get_dict(file->data, of);
    return qpdf_oh_is_dictionary(file->data, of) ? of : SB_NO_OBJECT;
}

sb_object sb_pdf_in_key(sb_pdf_in *file, sb_object of, const char *key)
{
    sb_object dict = dict_of(file, of);
    if (dict == SB_NO_OBJECT || !qpdf_oh_has_key(file->data, dict, key))
        return SB_NO_OBJECT;
    sb_object value = qpdf_oh_get_key(file->data, dict, key);
    return qpdf_oh_is_null(file->data, value) ? SB_NO_OBJECT : value;
}

int sb_pdf_in_count(sb_pdf_in *file, sb_object array)
{
    return sb_pdf_in_is_array(file, array) ? qpdf_oh_get_array_n_items(file->data, array) : 0;
}

sb_object sb_pdf_in_item(sb_pdf_in *file, sb_object array, int i)
{
    return i < sb_pdf_in_count(file, array) ? qpdf_oh_get_array_item(file->data, array, i)
                                            : SB_NO_OBJECT;
}

const char *const *sb_pdf_in_keys(sb_pdf_in *file, sb_object of, int *n, sb_arena *arena)
{
    SB_VEC(const char *) keys = {0};
    sb_object dict = dict_of(file, of);
    if (dict != SB_NO_OBJECT) {
        qpdf_oh_begin_dict_key_iter(file->data, dict);
        while (qpdf_oh_dict_more_keys(file->data))
            sb_vec_push(arena, &keys, sb_arena_text(arena, qpdf_oh_dict_next_key(file->data)));
    }
    *n = (int)keys.n;
    return keys.at;
}

bool sb_pdf_in_is_name(sb_pdf_in *file, sb_object object, const char *name)
{
    return object != SB_NO_OBJECT && qpdf_oh_is_name_and_equals(file->data, object, name);
}

bool sb_pdf_in_is_array(sb_pdf_in *file, sb_object object)
{
    return object != SB_NO_OBJECT && qpdf_oh_is_array(file->data, object);
}

bool sb_pdf_in_is_dict(sb_pdf_in *file, sb_object object)
{
    return dict_of(file, object) != SB_NO_OBJECT;
}

bool sb_pdf_in_is_true(sb_pdf_in *file, sb_object object)
{
    return object != SB_NO_OBJECT && qpdf_oh_is_bool(file->data, object) &&
           qpdf_oh_get_bool_value(file->data, object);
}

const char *sb_pdf_in_name(sb_pdf_in *file, sb_object object, sb_arena *arena)
{
    if (object == SB_NO_OBJECT || !qpdf_oh_is_name(file->data, object))
        return NULL;
    return sb_arena_text(arena, qpdf_oh_get_name(file->data, object));
}

const char *sb_pdf_in_text(sb_pdf_in *file, sb_object object, sb_arena *arena)
{
    if (object == SB_NO_OBJECT || !qpdf_oh_is_string(file->data, object))
        return NULL;
    return sb_arena_text(arena, qpdf_oh_get_utf8_value(file->data, object));
}

bool sb_pdf_in_number(sb_pdf_in *file, sb_object object, double *number)
{
    return object != SB_NO_OBJECT && qpdf_oh_is_number(file->data, object) &&
           qpdf_oh_get_value_as_number(file->data, object, number);
}

bool sb_pdf_in_box(sb_pdf_in *file, sb_object object, sb_rect *box)
{
    double at[4];
    if (sb_pdf_in_count(file, object) != 4)
        return false;
    for (int i = 0; i < 4; i++)
        if (!sb_pdf_in_number(file, sb_pdf_in_item(file, object, i), &at[i]))
            return false;
    *box = (sb_rect){fmin(at[0], at[2]), fmin(at[1], at[3]), fabs(at[2] - at[0]),
                     fabs(at[3] - at[1])};
    return true;
}

int sb_pdf_in_id(sb_pdf_in *file, sb_object object)
{
    return object == SB_NO_OBJECT ? 0 : qpdf_oh_get_object_id(file->data, object);
}

/* Take over bytes that libqpdf allocated. */
static const char *keep(unsigned char *bytes, size_t n, sb_arena *arena)
{
    const char *kept = sb_arena_textn(arena, bytes ? (const char *)bytes : "", n);
    free(bytes);
    return kept;
}

const char *sb_pdf_in_content(sb_pdf_in *file, sb_object page, size_t *n, sb_arena *arena)
{
    unsigned char *bytes = NULL;
    *n = 0;
    if (qpdf_oh_get_page_content_data(file->data, page, &bytes, n) & QPDF_ERRORS) {
        free(bytes);
        return NULL;
    }
    return keep(bytes, *n, arena);
}

const char *sb_pdf_in_stream(sb_pdf_in *file, sb_object stream, size_t *n, sb_arena *arena)
{
    unsigned char *bytes = NULL;
    QPDF_BOOL is_decoded = QPDF_FALSE;
    *n = 0;
    if (stream == SB_NO_OBJECT || !qpdf_oh_is_stream(file->data, stream) ||
        qpdf_oh_get_stream_data(file->data, stream, qpdf_dl_generalized, &is_decoded, &bytes,
                                n) &
            QPDF_ERRORS ||
        !is_decoded) {
        free(bytes);
        return NULL;
    }
    return keep(bytes, *n, arena);
}
