/* plates: reads pages as four inks (PAM, CMYK with 8 bits each, one after the other) and fails
 * where solid black has another ink beneath: text must stand on the black plate alone. */
#include <stdio.h>
#include <string.h>

/* The number behind `key` in a line of the header. */
static long field(const char *line, const char *key)
{
    long value = 0;
    size_t n = strlen(key);
    if (strncmp(line, key, n) == 0)
        sscanf(line + n, "%ld", &value);
    return value;
}

/* Width times height of the next page; 0 at the end. */
static long next_page(void)
{
    char line[256];
    long width = 0, height = 0;
    while (fgets(line, sizeof line, stdin)) {
        width += field(line, "WIDTH ");
        height += field(line, "HEIGHT ");
        if (strcmp(line, "ENDHDR\n") == 0)
            return width * height;
    }
    return 0;
}

int main(void)
{
    int page = 0, bad = 0;
    for (long n; (n = next_page()) > 0;) {
        long solid = 0, rich = 0;
        page++;
        for (unsigned char ink[4]; n > 0 && fread(ink, sizeof ink, 1, stdin) == 1; n--) {
            solid += ink[3] == 255;
            rich += ink[3] == 255 && (ink[0] || ink[1] || ink[2]);
        }
        if (rich)
            printf("    page %d: %ld of %ld black points have other inks\n", page, rich, solid);
        bad |= n > 0 || rich > 0;
    }
    return bad || !page;
}
