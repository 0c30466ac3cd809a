/* pdf_write: a document as PDF, in the phases of DESIGN.md, decision 8.
 *
 * First fonts, forms and codes are numbered in page order on one thread, then the streams of
 * forms and pages are made and deflated on many, a batch at a time, and handed to the file in
 * order.  So the bytes are the same whatever the number of threads.
 */
#include "backend/pdf_content.h"
#include "backend/pdf_intent.h"
#include "backend/pdf_marks.h"
#include "backend/pdf_meta.h"
#include "backend/pdf_outline.h"
#include "backend/pdf_structure.h"

enum { BATCH_PER_JOB = 16 };

/* Streams being made: all forms, then all pages. */
typedef struct press {
    const sb_pdf_book *book;
    int first;           /* stream of the batch's first place */
    sb_packer **packers; /* [worker] */
    sb_buf *plain;       /* [worker] */
    sb_buf *packed;      /* [place in the batch] */
} press;

static void make_stream(void *user, int place, int worker)
{
    press *p = user;
    const sb_pdf_book *book = p->book;
    int i = p->first + place, n_forms = sb_pdf_forms(book->resources);
    sb_buf *plain = &p->plain[worker];
    sb_buf_clear(plain);
    if (i < n_forms)
        sb_pdf_content_form(book->resources, sb_pdf_form(book->resources, i), plain);
    else
        sb_pdf_content_page(book->resources, book->pages[i - n_forms].page,
                            book->pages[i - n_forms].marks, plain);
    sb_buf_clear(&p->packed[place]);
    sb_packer_pack(p->packers[worker], plain->at, plain->n, &p->packed[place]);
}

static int stream_object(const sb_pdf_book *book, int i)
{
    int n_forms = sb_pdf_forms(book->resources);
    return i < n_forms ? sb_pdf_form_object(book->resources, i)
                       : book->pages[i - n_forms].contents;
}

static void make_streams(const sb_pdf_book *book, sb_pdf_options options)
{
    int jobs = options.jobs > 1 ? options.jobs : 1, batch = jobs * BATCH_PER_JOB;
    int n = sb_pdf_forms(book->resources) + book->n_pages;
    press p = {
        .book = book,
        .packers = sb_arena_array(book->arena, sb_packer *, jobs),
        .plain = sb_arena_array(book->arena, sb_buf, jobs),
        .packed = sb_arena_array(book->arena, sb_buf, batch),
    };
    for (int i = 0; i < jobs; i++)
        p.packers[i] = sb_packer_new(options.is_plain);
    for (; p.first < n; p.first += batch) {
        int now = n - p.first < batch ? n - p.first : batch;
        sb_parallel(now, jobs, make_stream, &p, NULL);
        for (int i = 0; i < now; i++)
            sb_pdf_file_fill(book->file, stream_object(book, p.first + i), &p.packed[i],
                             !options.is_plain);
    }
    for (int i = 0; i < jobs; i++) {
        sb_packer_free(p.packers[i]);
        sb_buf_free(&p.plain[i]);
    }
    for (int i = 0; i < batch; i++)
        sb_buf_free(&p.packed[i]);
}

/* How many are missing to the multiple that is asked for. */
static int blank_pages(const sb_pdf_book *book, int n)
{
    const sb_pdf_options *options = sb_pdf_resources_options(book->resources);
    int multiple = book->ink == SB_INK_CMYK ? options->multiple : 0;
    return multiple > 1 ? (multiple - n % multiple) % multiple : 0;
}

static const sb_page *blank_page(const sb_pdf_book *book, int number)
{
    sb_page *page = sb_page_new(book->arena, book->pages[number - 1].page->sheet);
    page->number = number;
    return page;
}

/* Drawn once for pages of one size. */
static const sb_display_list *marks_of(const sb_pdf_book *book, int number, sb_sheet sheet)
{
    const sb_pdf_options *options = sb_pdf_resources_options(book->resources);
    if (book->ink != SB_INK_CMYK || !options->marks)
        return NULL;
    for (int i = number - 1; i >= 0; i--) {
        sb_sheet other = book->pages[i].page->sheet;
        if (other.width == sheet.width && other.height == sheet.height &&
            other.bleed == sheet.bleed)
            return book->pages[i].marks;
    }
    return sb_pdf_marks(sheet, options->marks, book->arena);
}

/* Phase (b).  False with an error if a list is broken, which is a bug of who drew it. */
static bool number_resources(sb_pdf_book *book, sb_diag *diag)
{
    int n = sb_doc_pages(book->doc);
    book->n_pages = n + blank_pages(book, n);
    book->pages = sb_arena_array(book->arena, sb_pdf_page, book->n_pages);
    for (int i = 0; i < book->n_pages; i++) {
        const sb_page *page = i < n ? sb_doc_page(book->doc, i) : blank_page(book, i);
        const sb_display_list *marks = marks_of(book, i, page->sheet);
        if (!sb_list_is_good(page->list)) {
            sb_fail(diag, SB_E_LIBRARY, SB_NOWHERE, _("the drawing of page %d is broken"),
                    i + 1);
            return false;
        }
        book->pages[i] = (sb_pdf_page){.book = book, .page = page, .marks = marks};
        book->pages[i].uses = sb_pdf_resources_use(book->resources, page->list, marks);
    }
    return true;
}

static bool write_book(sb_pdf_book *book, sb_pdf_options options, const char *path,
                       sb_diag *diag)
{
    if (!number_resources(book, diag) ||
        !sb_pdf_resources_add(book->resources, book->file, options.is_plain, diag))
        return false;
    sb_pdf_pages_add(book);
    make_streams(book, options);
    int intent = sb_pdf_intent_add(book, options.is_plain, diag);
    if (intent < 0)
        return false;
    /* Nobody listens to a printing plate: the print edition carries no tags. */
    int structure = book->ink == SB_INK_RGB ? sb_pdf_structure_add(book) : 0;
    int outline = sb_pdf_outline_add(book);
    sb_pdf_meta_add(book, structure, outline, intent);
    return sb_pdf_file_save(book->file, path, options.is_plain, diag);
}

bool sb_pdf_write(const sb_doc *doc, sb_pdf_options options, const char *path, sb_diag *diag)
{
    SB_AUTO(sb_arena_drop) sb_arena *arena = sb_arena_new(0);
    /* PDF/X-4 is based on 1.6, PDF/A-2 and PDF/UA-1 on 1.7. */
    SB_AUTO(sb_pdf_file_drop)
    sb_pdf_file *file = sb_pdf_file_new(options.ink == SB_INK_CMYK ? "1.6" : "1.7", diag);
    if (!file)
        return false;
    sb_pdf_book book = {
        .doc = doc,
        .ink = options.ink,
        .arena = arena,
        .file = file,
        .resources = sb_pdf_resources_new(options, arena),
    };
    return write_book(&book, options, path, diag);
}
