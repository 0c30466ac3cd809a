#include "colour/colour.h"

bool sb_colour_is_black(sb_colour c)
{
    return !c.spot && c.cmyk[0] == 0 && c.cmyk[1] == 0 && c.cmyk[2] == 0 && c.cmyk[3] == 1;
}

bool sb_colour_is_register(sb_colour c)
{
    return !c.spot && c.cmyk[0] == 1 && c.cmyk[1] == 1 && c.cmyk[2] == 1 && c.cmyk[3] == 1;
}

sb_colour sb_colour_tint(sb_colour c, float part)
{
    for (int i = 0; i < 4; i++)
        c.cmyk[i] *= part;
    for (int i = 0; i < 3; i++)
        c.rgb[i] = 1 - (1 - c.rgb[i]) * part;
    c.tint *= part;
    return c;
}

/* IEC 61966-2-1, 5.2. */
static double linear(double v)
{
    return v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
}

/* Y of CIE XYZ for white = 1; the "relative luminance" of WCAG 2.1. */
static double luminance(sb_colour c)
{
    return 0.2126 * linear((double)c.rgb[0]) + 0.7152 * linear((double)c.rgb[1]) +
           0.0722 * linear((double)c.rgb[2]);
}

/* CIE 15, 8.2.1. */
double sb_colour_lightness(sb_colour c)
{
    double y = luminance(c);
    return y > 216.0 / 24389 ? 116 * cbrt(y) - 16 : y * 24389 / 27;
}

/* WCAG 2.1, "contrast ratio". */
double sb_colour_contrast(sb_colour a, sb_colour b)
{
    double ya = luminance(a), yb = luminance(b);
    return (fmax(ya, yb) + 0.05) / (fmin(ya, yb) + 0.05);
}

double sb_colour_ink(sb_colour c)
{
    double ink = 0;
    if (c.spot)
        return (double)c.tint;
    for (int i = 0; i < 4; i++)
        ink += (double)c.cmyk[i];
    return ink;
}
