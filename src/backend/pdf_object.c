#include "backend/pdf_object.h"

#include "backend/pdf_pack.h"
#include "backend/pdf_syntax.h"
#include "backend/pdf_xref.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <hpdf.h>

enum { PAGES_A_NODE = 64, XREF_BLOCK = 65536, OUT_BLOCK = 1 << 16 };

/* FNV-1a with 128 bits, over words of 64 (Fowler, Noll, Vo; RFC 9923). */
typedef unsigned __int128 hash128;
#define HASH_START (((hash128)0x6c62272e07bb0142u << 64) | 0x62b821756295c58du)
#define HASH_PRIME (((hash128)0x0000000001000000u << 64) | 0x000000000000013bu)

/* Over all bytes; the last word is filled up with zeros. */
static hash128 hash_bytes(hash128 hash, const void *bytes, size_t n)
{
    for (size_t i = 0; i < n; i += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, (const char *)bytes + i, n - i < sizeof word ? n - i : sizeof word);
        hash = (hash ^ word) * HASH_PRIME;
    }
    return hash;
}

static void write_hash(hash128 hash, char out[SB_PDF_DIGEST + 1])
{
    snprintf(out, SB_PDF_DIGEST + 1, "%016llX%016llX", (unsigned long long)(hash >> 64),
             (unsigned long long)hash);
}

/* Objects in a row that one function writes. */
typedef struct row {
    int first;
    sb_pdf_body *body;
    const void *user;
    int i; /* of the first */
    bool is_deflated;
    int n;         /* objects */
    int n_written; /* while saving, which writes them in order */
} row;

struct sb_pdf_file {
    sb_arena *arena;
    HPDF_Doc doc;
    HPDF_STATUS first_error; /* of libharu */
    const char *version;
    SB_VEC(row) rows; /* rising by `first` */
    row catalog, info;
    hash128 streams; /* of all that were filled */
    sb_buf body;     /* of the object being written */
    sb_pdf_sheaf sheaf;
    /* while saving */
    int fd;
    int why; /* errno of the first write that failed */
    bool is_too_large;
    uint64_t n_bytes;
    hash128 hash;
    unsigned char *block;
    size_t n_block;
};

static void note_error(HPDF_STATUS error, HPDF_STATUS detail, void *user)
{
    (void)detail;
    sb_pdf_file *file = user;
    if (!file->first_error)
        file->first_error = error;
}

/* Most calls of libharu only set the document's error, and a later one overwrites it. */
static void keep_first_error(sb_pdf_file *file)
{
    if (!file->first_error)
        file->first_error = HPDF_Error_GetCode(&file->doc->error);
}

static bool fail_library(HPDF_STATUS error, sb_diag *diag)
{
    sb_fail(diag, SB_E_LIBRARY, SB_NOWHERE, _("libharu cannot make the PDF: error 0x%04lx"),
            (unsigned long)error);
    return false;
}

sb_pdf_file *sb_pdf_file_new(const char *version, sb_diag *diag)
{
    sb_arena *arena = sb_arena_new(0);
    sb_pdf_file *file = sb_arena_one(arena, sb_pdf_file);
    file->arena = arena;
    file->version = sb_arena_text(arena, version);
    file->streams = HASH_START;
    file->doc = HPDF_New(note_error, file);
    if (!file->doc || file->first_error) {
        fail_library(file->first_error ? file->first_error : HPDF_FAILD_TO_ALLOC_MEM, diag);
        sb_pdf_file_free(file);
        return NULL;
    }
    HPDF_SetPagesConfiguration(file->doc, PAGES_A_NODE);
    /* The list of objects grows by this many and is copied each time. */
    file->doc->xref->entries->items_per_block = XREF_BLOCK;
    return file;
}

/* Leave each object in the table once, or not at all, so that it is not freed twice. */
static void forget_copies(sb_pdf_file *file, const row *r, int first)
{
    for (int i = first; i < r->n; i++) {
        HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->doc->xref, (HPDF_UINT)(r->first + i));
        if (entry)
            entry->obj = NULL;
    }
}

void sb_pdf_file_free(sb_pdf_file *file)
{
    if (!file)
        return;
    if (file->doc) {
        for (size_t i = 0; i < file->rows.n; i++)
            forget_copies(file, &file->rows.at[i], 1);
        HPDF_Free(file->doc);
    }
    sb_buf_free(&file->body);
    sb_arena_free(file->arena);
}

void sb_pdf_file_drop(sb_pdf_file **file) { sb_pdf_file_free(*file); }

static int number_of(HPDF_Dict dict) { return (int)(dict->header.obj_id & 0x00FFFFFF); }

/* After an error of libharu objects are missing; their number is 0 and nothing is saved. */
static HPDF_Dict dict_at(const sb_pdf_file *file, int object)
{
    HPDF_XrefEntry entry = HPDF_Xref_GetEntry(file->doc->xref, (HPDF_UINT)object);
    return entry ? entry->obj : NULL;
}

static row *row_of(const sb_pdf_file *file, int object)
{
    size_t low = 0, high = file->rows.n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (file->rows.at[middle].first <= object)
            low = middle;
        else
            high = middle;
    }
    return &file->rows.at[low];
}

static HPDF_STATUS write_row(sb_pdf_file *file, const row *r, int i, HPDF_Stream stream)
{
    sb_buf_clear(&file->body);
    if (r->is_deflated)
        sb_buf_text(&file->body, "/Filter /FlateDecode\n");
    if (r->body)
        r->body(r->user, i, &file->body);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)file->body.at, (HPDF_UINT)file->body.n);
}

static HPDF_STATUS write_numbered(HPDF_Dict dict, HPDF_Stream stream)
{
    sb_pdf_file *file = dict->error->user_data;
    row *r = row_of(file, number_of(dict));
    return write_row(file, r, r->i + r->n_written++, stream);
}

static HPDF_STATUS write_catalog(HPDF_Dict dict, HPDF_Stream stream)
{
    sb_pdf_file *file = dict->error->user_data;
    return write_row(file, &file->catalog, 0, stream);
}

static HPDF_STATUS write_info(HPDF_Dict dict, HPDF_Stream stream)
{
    sb_pdf_file *file = dict->error->user_data;
    return write_row(file, &file->info, 0, stream);
}

/* Its body will be written by `body`; the number. */
static int own(sb_pdf_file *file, HPDF_Dict dict, sb_pdf_body *body, const void *user, int i)
{
    keep_first_error(file);
    if (!dict)
        return 0;
    dict->write_fn = write_numbered;
    int number = number_of(dict);
    sb_vec_push(file->arena, &file->rows, ((row){number, body, user, i, false, 1, 0}));
    return number;
}

/* A row is one object of libharu under many numbers: an object each would take 200 bytes, and
 * there are hundreds of thousands of structure elements. */
static bool add_again(sb_pdf_file *file, HPDF_Dict dict)
{
    row *r = &file->rows.at[file->rows.n - 1];
    dict->header.obj_id = 0; /* as one that has no number yet */
    if (HPDF_Xref_Add(file->doc->xref, dict) != HPDF_OK)
        return false; /* and libharu has freed it */
    r->n++;
    return true;
}

int sb_pdf_file_dicts(sb_pdf_file *file, int n, sb_pdf_body *body, const void *user)
{
    if (n < 1)
        return 0;
    HPDF_Dict dict = HPDF_Dict_New(file->doc->mmgr);
    if (!dict || HPDF_Xref_Add(file->doc->xref, dict) != HPDF_OK) {
        keep_first_error(file);
        return 0;
    }
    int first = own(file, dict, body, user, 0);
    for (int i = 1; i < n; i++)
        if (!add_again(file, dict)) {
            keep_first_error(file);
            forget_copies(file, &file->rows.at[file->rows.n - 1], 0);
            return 0;
        }
    return first;
}

int sb_pdf_file_stream(sb_pdf_file *file, sb_pdf_body *body, const void *user, int i)
{
    HPDF_Dict dict = HPDF_DictStream_New(file->doc->mmgr, file->doc->xref);
    return own(file, dict, body, user, i);
}

int sb_pdf_file_page(sb_pdf_file *file, sb_pdf_body *body, const void *user, int i,
                     int *contents)
{
    HPDF_Dict page = (HPDF_Dict)HPDF_AddPage(file->doc);
    if (!page)
        return *contents = 0;
    /* libharu's own are an A4 cut to whole points and an outdated ProcSet. */
    HPDF_Dict_RemoveElement(page, "MediaBox");
    HPDF_Dict_RemoveElement(page, "Resources");
    int number = own(file, page, body, user, i);
    *contents = own(file, ((HPDF_PageAttr)page->attr)->contents, NULL, NULL, 0);
    return number;
}

void sb_pdf_file_fill(sb_pdf_file *file, int stream, const sb_buf *bytes, bool is_deflated)
{
    HPDF_Dict dict = dict_at(file, stream);
    if (!dict || !dict->stream)
        return;
    row_of(file, stream)->is_deflated = is_deflated;
    file->streams = hash_bytes(file->streams, bytes->at, bytes->n);
    HPDF_Stream_Write(dict->stream, (const HPDF_BYTE *)bytes->at, (HPDF_UINT)bytes->n);
    keep_first_error(file);
}

void sb_pdf_file_digest(const sb_pdf_file *file, char id[SB_PDF_DIGEST + 1])
{
    write_hash(file->streams, id);
}

void sb_pdf_file_catalog(sb_pdf_file *file, sb_pdf_body *body, const void *user)
{
    file->catalog = (row){.body = body, .user = user};
    file->doc->catalog->write_fn = write_catalog;
}

void sb_pdf_file_info(sb_pdf_file *file, sb_pdf_body *body, const void *user)
{
    file->info = (row){.body = body, .user = user};
    file->doc->info->write_fn = write_info;
    HPDF_Dict_RemoveElement(file->doc->info, "Producer");
}

static void flush(sb_pdf_file *file)
{
    file->hash = hash_bytes(file->hash, file->block, file->n_block);
    const unsigned char *at = file->block;
    while (file->n_block > 0 && !file->why) {
        ssize_t n = write(file->fd, at, file->n_block);
        if (n < 0 && errno != EINTR)
            file->why = errno;
        if (n > 0) {
            at += n;
            file->n_block -= (size_t)n;
        }
    }
    file->n_block = 0;
}

static void emit(sb_pdf_file *file, const void *bytes, size_t n)
{
    const char *at = bytes;
    file->n_bytes += n;
    file->is_too_large |= file->n_bytes > INT32_MAX;
    while (n > 0 && !file->why && !file->is_too_large) {
        size_t part = OUT_BLOCK - file->n_block;
        if (part > n)
            part = n;
        memcpy(file->block + file->n_block, at, part);
        file->n_block += part;
        at += part;
        n -= part;
        if (file->n_block == OUT_BLOCK)
            flush(file);
    }
}

static void emit_body(sb_pdf_file *file)
{
    emit(file, file->body.at, file->body.n);
    sb_buf_clear(&file->body);
}

/* libharu's streams: into the file, into the sheaf. */
static HPDF_STATUS sink(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    sb_pdf_file *file = stream->attr;
    emit(file, bytes, n);
    return file->why || file->is_too_large ? HPDF_SetError(stream->error, HPDF_FILE_IO_ERROR, 0)
                                           : HPDF_OK;
}

static HPDF_STATUS gather(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT n)
{
    sb_pdf_file *file = stream->attr;
    sb_buf_add(&file->sheaf.bodies, bytes, n);
    return HPDF_OK;
}

/* What the trailer says of the whole; all bytes before it are out. */
static void add_trailer(sb_pdf_file *file, sb_buf *out)
{
    char id[SB_PDF_DIGEST + 1];
    flush(file);
    write_hash(file->hash, id);
    sb_pdf_entry(out, "Root", number_of(file->doc->catalog));
    sb_pdf_entry(out, "Info", number_of(file->doc->info));
    sb_buf_printf(out, "/ID [<%s><%s>]\n", id, id);
}

static HPDF_STATUS write_trailer(HPDF_Dict trailer, HPDF_Stream stream)
{
    sb_pdf_file *file = trailer->error->user_data;
    sb_buf_clear(&file->body);
    add_trailer(file, &file->body);
    return HPDF_Stream_Write(stream, (const HPDF_BYTE *)file->body.at, (HPDF_UINT)file->body.n);
}

/* ---- packed ---- */

typedef struct packed {
    sb_pdf_file *file;
    sb_packer *packer;
    sb_pdf_place *places; /* [object] */
    int n;                /* objects so far */
    sb_buf bytes, deflated;
} packed;

/* A stream of our own, its entries in file->body and its bytes in p->bytes. */
static void emit_stream(packed *p, int object)
{
    sb_pdf_file *file = p->file;
    SB_AUTO(sb_buf_free) sb_buf head = {0};
    sb_buf_clear(&p->deflated);
    sb_packer_pack(p->packer, p->bytes.at, p->bytes.n, &p->deflated);
    sb_buf_printf(&head, "%d 0 obj\n<<", object);
    emit(file, head.at, head.n);
    sb_buf_printf(&file->body, "/Filter /FlateDecode /Length %zu>>\nstream\r\n", p->deflated.n);
    emit_body(file);
    sb_buf_text(&p->deflated, "\nendstream\nendobj\n");
    emit(file, p->deflated.at, p->deflated.n);
}

static void emit_sheaf(packed *p)
{
    sb_pdf_file *file = p->file;
    if (!file->sheaf.n)
        return;
    int object = p->n++;
    p->places[object] = (sb_pdf_place){SB_PDF_AT, (uint32_t)file->n_bytes, 0};
    sb_buf_clear(&file->body);
    sb_buf_clear(&p->bytes);
    sb_pdf_sheaf_end(&file->sheaf, &file->body, &p->bytes);
    emit_stream(p, object);
}

/* Of an object that is gathered the stream's number is known when the sheaf is full. */
static void gather_object(packed *p, void *object, int number, HPDF_Stream into)
{
    sb_pdf_sheaf *sheaf = &p->file->sheaf;
    p->places[number] = (sb_pdf_place){SB_PDF_GATHERED, (uint32_t)p->n, (uint16_t)sheaf->n};
    sb_pdf_sheaf_begin(sheaf, number);
    HPDF_Obj_WriteValue(object, into, NULL);
    sb_buf_char(&sheaf->bodies, '\n');
    if (sheaf->n == SB_PDF_SHEAF_FULL)
        emit_sheaf(p);
}

static void emit_object(packed *p, void *object, int number, HPDF_Stream into)
{
    sb_pdf_file *file = p->file;
    p->places[number] = (sb_pdf_place){SB_PDF_AT, (uint32_t)file->n_bytes, 0};
    sb_buf_clear(&file->body);
    sb_buf_printf(&file->body, "%d 0 obj\n", number);
    emit_body(file);
    HPDF_Obj_WriteValue(object, into, NULL);
    emit(file, "\nendobj\n", strlen("\nendobj\n"));
}

static bool is_stream(const void *object)
{
    const HPDF_Obj_Header *header = object;
    return (header->obj_class & HPDF_OCLASS_ANY) == HPDF_OCLASS_DICT &&
           ((const HPDF_Dict_Rec *)object)->stream;
}

/* The cross-reference stream, which is the trailer too. */
static void emit_xref(packed *p)
{
    sb_pdf_file *file = p->file;
    int object = p->n++;
    unsigned long at = (unsigned long)file->n_bytes;
    p->places[object] = (sb_pdf_place){SB_PDF_AT, (uint32_t)at, 0};
    sb_buf_clear(&p->bytes);
    sb_pdf_xref_rows(p->places, p->n, &p->bytes);
    sb_buf_clear(&file->body);
    sb_pdf_xref_entries(p->n, &file->body);
    add_trailer(file, &file->body);
    emit_stream(p, object);
    sb_buf_printf(&file->body, "startxref\n%lu\n%%%%EOF\n", at);
    emit_body(file);
}

/* As HPDF_Xref_WriteToStream(), but what is no stream is gathered into some. */
static void write_packed(sb_pdf_file *file, HPDF_Stream out)
{
    HPDF_Stream into = HPDF_CallbackWriter_New(file->doc->mmgr, gather, file);
    int n = (int)file->doc->xref->entries->count;
    packed p = {.file = file, .packer = sb_packer_new(false), .n = n};
    p.places = sb_arena_array(file->arena, sb_pdf_place, n + n / SB_PDF_SHEAF_FULL + 2);
    for (int i = 1; into && i < n && !file->doc->error.error_no; i++) {
        void *object = HPDF_Xref_GetEntry(file->doc->xref, (HPDF_UINT)i)->obj;
        if (object)
            (is_stream(object) ? emit_object : gather_object)(&p, object, i,
                                                              is_stream(object) ? out : into);
    }
    emit_sheaf(&p);
    emit_xref(&p);
    HPDF_Stream_Free(into);
    sb_packer_free(p.packer);
    sb_buf_free(&p.bytes);
    sb_buf_free(&p.deflated);
    sb_pdf_sheaf_free(&file->sheaf);
}

static void write_objects(sb_pdf_file *file, bool is_plain)
{
    HPDF_Stream stream = HPDF_CallbackWriter_New(file->doc->mmgr, sink, file);
    if (!stream) {
        keep_first_error(file);
        return;
    }
    /* Four bytes beyond ASCII tell file transfers that this is binary (7.5.2). */
    sb_buf_clear(&file->body);
    sb_buf_printf(&file->body, "%%PDF-%s\n%%\xE2\xE3\xCF\xD3\n", file->version);
    HPDF_Stream_Write(stream, (const HPDF_BYTE *)file->body.at, (HPDF_UINT)file->body.n);
    if (is_plain) {
        file->doc->trailer->write_fn = write_trailer;
        HPDF_Xref_WriteToStream(file->doc->xref, stream, NULL);
    } else {
        write_packed(file, stream);
    }
    flush(file);
    keep_first_error(file);
    HPDF_Stream_Free(stream);
}

/* To the disk, so that a full one shows now; what is no file cannot be synced. */
static void finish(sb_pdf_file *file)
{
    if (!file->why && fsync(file->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
        file->why = errno;
    if (close(file->fd) != 0 && !file->why)
        file->why = errno;
}

bool sb_pdf_file_save(sb_pdf_file *file, const char *path, bool is_plain, sb_diag *diag)
{
    if (file->first_error)
        return fail_library(file->first_error, diag);
    file->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file->fd < 0) {
        file->why = errno;
    } else {
        file->hash = HASH_START;
        file->block = sb_arena_array(file->arena, unsigned char, OUT_BLOCK);
        write_objects(file, is_plain);
        finish(file);
    }
    if (file->why)
        sb_fail(diag, SB_E_IO, SB_NOWHERE, _("cannot write '%s': %s"), path,
                strerror(file->why));
    else if (file->is_too_large)
        sb_fail(diag, SB_E_LIMIT, SB_NOWHERE, _("'%s' would be larger than 2 GB"), path);
    else if (file->first_error)
        fail_library(file->first_error, diag);
    return !file->why && !file->is_too_large && !file->first_error;
}
