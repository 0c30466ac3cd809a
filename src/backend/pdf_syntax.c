#include "backend/pdf_syntax.h"

#include <string.h>

enum { NAME_MOST = 127 };

void sb_pdf_hex(sb_buf *out, uint32_t unit)
{
    static const char hex[] = "0123456789ABCDEF";
    char digits[4] = {hex[unit >> 12 & 15], hex[unit >> 8 & 15], hex[unit >> 4 & 15],
                      hex[unit & 15]};
    sb_buf_add(out, digits, sizeof digits);
}

void sb_pdf_utf16(sb_buf *out, const char *text, size_t n)
{
    for (const char *p = text; p < text + n;) {
        uint32_t c = sb_utf8_next(&p);
        if (!c)
            break;
        if (c >= 0x10000) {
            sb_pdf_hex(out, 0xd800 + ((c - 0x10000) >> 10));
            c = 0xdc00 + ((c - 0x10000) & 0x3ff);
        }
        sb_pdf_hex(out, c);
    }
}

static bool is_printable(const char *text)
{
    for (; *text; text++)
        if (*text < ' ' || *text > '~')
            return false;
    return true;
}

void sb_pdf_string(sb_buf *out, const char *text)
{
    if (!is_printable(text)) {
        sb_buf_text(out, "<FEFF");
        sb_pdf_utf16(out, text, strlen(text));
        sb_buf_char(out, '>');
        return;
    }
    sb_buf_char(out, '(');
    for (; *text; text++) {
        if (strchr("()\\", *text))
            sb_buf_char(out, '\\');
        sb_buf_char(out, *text);
    }
    sb_buf_char(out, ')');
}

void sb_pdf_name(sb_buf *out, const char *text)
{
    sb_buf_char(out, '/');
    for (int n = 0; *text && n < NAME_MOST; text++, n++) {
        unsigned char c = (unsigned char)*text;
        if (c > ' ' && c <= '~' && !strchr("#()<>[]{}/%", c))
            sb_buf_char(out, (char)c);
        else
            sb_buf_printf(out, "#%02X", c);
    }
}

void sb_pdf_numbers(sb_buf *out, const double *numbers, int n)
{
    for (int i = 0; i < n; i++) {
        sb_buf_number(out, numbers[i], 3);
        sb_buf_char(out, ' ');
    }
}

void sb_pdf_ref(sb_buf *out, int object)
{
    sb_buf_number(out, object, 0);
    sb_buf_add(out, " 0 R ", 5);
}

void sb_pdf_entry(sb_buf *out, const char *key, int object)
{
    sb_buf_char(out, '/');
    sb_buf_text(out, key);
    sb_buf_char(out, ' ');
    sb_pdf_ref(out, object);
    out->at[out->n - 1] = '\n';
}

void sb_pdf_xml(sb_buf *out, const char *text)
{
    for (uint32_t c; (c = sb_utf8_next(&text));) {
        char bytes[4];
        if (c == '&')
            sb_buf_text(out, "&amp;");
        else if (c == '<')
            sb_buf_text(out, "&lt;");
        else if (c == '>')
            sb_buf_text(out, "&gt;");
        else if ((c >= ' ' || c == '\t' || c == '\n') && (c & 0xfffe) != 0xfffe)
            sb_buf_add(out, bytes, (size_t)sb_utf8_put(c, bytes));
    }
}
