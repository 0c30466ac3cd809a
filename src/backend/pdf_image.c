#include "backend/pdf_image.h"

#include "backend/pdf_pack.h"

/* Grey alone may be DeviceGray in print too: it goes to the black plate. */
static void write_image(const void *user, int i, sb_buf *out)
{
    (void)i;
    const sb_pdf_picture *p = user;
    static const char *const spaces[] = {[1] = "Gray", [3] = "RGB", [4] = "CMYK"};
    sb_buf_printf(out, "/Type /XObject /Subtype /Image /Width %d /Height %d\n",
                  p->raster->width, p->raster->height);
    sb_buf_printf(out, "/ColorSpace /Device%s /BitsPerComponent 8\n", spaces[p->raster->parts]);
    if (p->is_jpeg)
        sb_buf_text(out, "/Filter /DCTDecode\n");
}

bool sb_pdf_picture_add(sb_pdf_picture *p, sb_ink ink, sb_pdf_file *file, bool is_plain,
                        sb_diag *diag)
{
    SB_AUTO(sb_buf_free) sb_buf bytes = {0};
    p->raster = ink == SB_INK_CMYK ? &p->image->press : &p->image->screen;
    p->is_jpeg = p->image->is_photo;
    p->object = sb_pdf_file_stream(file, write_image, p, 0);
    if (p->is_jpeg && !sb_jpeg_write(p->raster, &bytes)) {
        sb_fail(diag, SB_E_LIBRARY, SB_NOWHERE, _("the image '%s' cannot be packed"),
                p->image->name);
        return false;
    }
    if (!p->is_jpeg) {
        sb_packer *packer = sb_packer_new(is_plain);
        sb_packer_pack(packer, p->raster->at,
                       (size_t)p->raster->width * (size_t)p->raster->height *
                           (size_t)p->raster->parts,
                       &bytes);
        sb_packer_free(packer);
    }
    sb_pdf_file_fill(file, p->object, &bytes, !p->is_jpeg && !is_plain);
    return true;
}
