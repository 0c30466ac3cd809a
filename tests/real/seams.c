/* seams: paper that shows between areas of one colour.  Reads a picture (PGM, P5) from standard
 * input and prints how many pixels of its middle are coloured, and how many are paper with the
 * same colour two pixels away on both sides, across or up and down. */
#include <stdio.h>
#include <stdlib.h>

enum { PAPER = 243, FAR = 2, ALIKE = 3 }; /* lightest class: 235 */

static int width, height;
static unsigned char *grey;

static int at(int x, int y) { return grey[(size_t)y * (size_t)width + (size_t)x]; }

static int is_between(int a, int b) { return a < PAPER && b < PAPER && abs(a - b) <= ALIKE; }

/* A number of the head, behind blanks and remarks. */
static int number(void)
{
    int c = getchar(), n = 0;
    for (; c == ' ' || c == '\n' || c == '#'; c = getchar())
        while (c == '#' && (n = getchar()) != '\n' && n != EOF)
            continue;
    n = 0;
    for (; c >= '0' && c <= '9' && n < 100000; c = getchar())
        n = 10 * n + c - '0';
    return n;
}

int main(void)
{
    if (getchar() != 'P' || getchar() != '5')
        return 2;
    width = number();
    height = number();
    if (number() != 255 || width < 10 || height < 10)
        return 2;
    size_t n = (size_t)width * (size_t)height;
    grey = malloc(n);
    if (!grey || fread(grey, 1, n, stdin) != n)
        return 2;
    long coloured = 0, seams = 0;
    for (int y = height / 10; y < height * 9 / 10; y++)
        for (int x = width / 10; x < width * 9 / 10; x++) {
            coloured += at(x, y) < PAPER;
            seams += at(x, y) >= PAPER && (is_between(at(x - FAR, y), at(x + FAR, y)) ||
                                           is_between(at(x, y - FAR), at(x, y + FAR)));
        }
    printf("%ld %ld\n", coloured, seams);
    free(grey);
    return 0;
}
