#include "backend/pdf_intent.h"

#include "backend/pdf_pack.h"
#include "backend/pdf_syntax.h"

enum { PROFILE_MOST = 64 << 20 };

typedef struct intent {
    const sb_profile *profile;
    bool is_press;
    int stream;
} intent;

static void write_intent(const void *user, int i, sb_buf *out)
{
    (void)i;
    const intent *in = user;
    const sb_profile *p = in->profile;
    /* ISO 15930-7, 6.4; ISO 19005-2, 6.2.3.  Info says what no registry knows. */
    sb_buf_printf(out, "/Type /OutputIntent /S /%s\n/OutputConditionIdentifier ",
                  in->is_press ? "GTS_PDFX" : "GTS_PDFA1");
    sb_pdf_string(out, p->condition ? p->condition : p->name[0] ? p->name : "Custom");
    if (p->condition)
        sb_buf_text(out, "\n/RegistryName (http://www.color.org)");
    sb_buf_text(out, "\n/Info ");
    sb_pdf_string(out, p->name[0] ? p->name : "Custom");
    sb_buf_char(out, '\n');
    sb_pdf_entry(out, "DestOutputProfile", in->stream);
}

static void write_profile(const void *user, int i, sb_buf *out)
{
    (void)i;
    sb_buf_text(out, ((const intent *)user)->is_press ? "/N 4\n" : "/N 3\n");
}

int sb_pdf_intent_add(const sb_pdf_book *book, bool is_plain, sb_diag *diag)
{
    const sb_profile *profile = sb_pdf_resources_options(book->resources)->profile;
    if (!profile)
        return 0;
    size_t n;
    const char *bytes = sb_file_read(profile->path, PROFILE_MOST, &n,
                                     (sb_span){.file = profile->path}, book->arena, diag);
    if (!bytes)
        return -1;
    intent *in = sb_arena_one(book->arena, intent);
    *in = (intent){.profile = profile, .is_press = book->ink == SB_INK_CMYK};
    sb_packer *packer = sb_packer_new(is_plain);
    sb_buf packed = {0};
    sb_packer_pack(packer, bytes, n, &packed);
    in->stream = sb_pdf_file_stream(book->file, write_profile, in, 0);
    sb_pdf_file_fill(book->file, in->stream, &packed, !is_plain);
    sb_buf_free(&packed);
    sb_packer_free(packer);
    return sb_pdf_file_dicts(book->file, 1, write_intent, in);
}
