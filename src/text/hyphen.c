/* Where words may be parted: Liang's algorithm ("Word Hy-phen-a-tion by Com-put-er", Stanford
 * 1983) on the pattern files of libhyphen.  Not libhyphen itself: it takes 1.9 s to read the
 * 78,000 German patterns, this takes some milliseconds.
 *
 * A pattern is letters with digits between them: a word that holds the letters may be parted
 * where the highest digit of all its patterns is odd.  The German file has two levels: the
 * first parts compounds, the second their members. */
#include "text/hyphen.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

enum {
    LEAST_LETTERS = 6,
    LEAST_BEFORE = 3,
    LEAST_BEHIND = 3,
    LEAST_IN_MEMBER = 2, /* of a compound, at either end */
    LEVELS = 2,
    GROUPS = 1 << 14,
    LARGEST_FILE = 16 << 20
};

/* The patterns of one level, grouped by their first three letters; none has only one, of two
 * letters the third is 0. */
typedef struct patterns {
    const char **at;            /* each ends with its line */
    uint32_t group[GROUPS + 1]; /* where a group begins */
} patterns;

struct sb_hyphens {
    sb_arena *arena;
    const char *path; /* NULL: no patterns for the language */
    patterns *levels[LEVELS];
    int n_levels;
    bool is_loaded;           /* or cannot be */
    sb_index *known;          /* words parted before */
    SB_VEC(const bool *) may; /* by known: before which letters */
};

sb_hyphens *sb_hyphens_new(const char *data_dir, const char *language, sb_arena *arena,
                           sb_diag *diag)
{
    static const char *const files[][2] = {{"de", "hyph_de_DE.dic"}, {"en", "hyph_en_US.dic"}};
    sb_hyphens *hyphens = sb_arena_one(arena, sb_hyphens);
    hyphens->arena = arena;
    hyphens->known = sb_index_new(arena);
    for (size_t i = 0; i < SB_COUNT(files); i++)
        if (strncmp(language, files[i][0], 2) == 0)
            hyphens->path = sb_arena_printf(arena, "%s/hyphen/%s", data_dir, files[i][1]);
    if (!hyphens->path || access(hyphens->path, R_OK) == 0)
        return hyphens;
    sb_fail(diag, SB_E_IO, ((sb_span){.file = hyphens->path}),
            _("cannot read the hyphenation patterns"));
    sb_hint(diag, _("the program's data folder is damaged: install it again"));
    return NULL;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_end(char c) { return c == '\n' || c == '\r' || c == '\0'; }

static uint32_t group_of(char first, char second, char third)
{
    return ((uint32_t)(uint8_t)first << 10 ^ (uint32_t)(uint8_t)second << 5 ^ (uint8_t)third) %
           GROUPS;
}

static uint32_t group_of_pattern(const char *pattern)
{
    char letters[3] = {0};
    for (int n = 0; n < 3 && !is_end(*pattern); pattern++)
        if (!is_digit(*pattern))
            letters[n++] = *pattern;
    return group_of(letters[0], letters[1], letters[2]);
}

static const char *next_line(const char *line)
{
    line += strcspn(line, "\n");
    return *line ? line + 1 : line;
}

/* Comments and settings (in capitals) are no patterns, nor are those that change letters. */
static bool is_pattern(const char *line)
{
    size_t n = strcspn(line, "\r\n");
    return n > 0 && !strchr("#%", line[0]) && !(line[0] >= 'A' && line[0] <= 'Z') &&
           !memchr(line, '/', n);
}

/* Read up to the next level, which is returned. */
static const char *read_level(patterns *level, const char *text, sb_arena *arena)
{
    static const char next_level[] = "NEXTLEVEL";
    const char *end = text;
    for (; *end && strncmp(end, next_level, strlen(next_level)) != 0; end = next_line(end))
        if (is_pattern(end))
            level->group[group_of_pattern(end)]++;
    for (int i = 1; i <= GROUPS; i++)
        level->group[i] += level->group[i - 1];
    level->at = sb_arena_array(arena, const char *, level->group[GROUPS]);
    /* each group's end moves down to its beginning */
    for (const char *line = text; line < end; line = next_line(line))
        if (is_pattern(line))
            level->at[--level->group[group_of_pattern(line)]] = line;
    return next_line(end);
}

/* The file's first line names its characters: ISO 8859-1, or UTF-8 where all that is
 * not ASCII are ligatures, which no word has here. */
static void load(sb_hyphens *hyphens)
{
    hyphens->is_loaded = true;
    if (!hyphens->path)
        return;
    SB_AUTO(sb_diag_drop) sb_diag *unheard = sb_diag_new();
    size_t n;
    const char *text =
        sb_file_read(hyphens->path, LARGEST_FILE, &n, SB_NOWHERE, hyphens->arena, unheard);
    if (!text)
        return;
    for (text = next_line(text); *text && hyphens->n_levels < LEVELS;) {
        patterns *level = sb_arena_one(hyphens->arena, patterns);
        text = read_level(level, text, hyphens->arena);
        hyphens->levels[hyphens->n_levels++] = level;
    }
}

/* Letters that the pattern has in common with the text from the beginning on. */
static int common(const char *pattern, const char *text, bool *is_whole)
{
    int n = 0;
    for (; !is_end(*pattern); pattern++)
        if (!is_digit(*pattern)) {
            if (*pattern != text[n])
                break;
            n++;
        }
    *is_whole = is_end(*pattern);
    return n;
}

static void raise_to(char *values, const char *pattern)
{
    for (; !is_end(*pattern); pattern++) {
        if (!is_digit(*pattern))
            values++;
        else if (*pattern > *values)
            *values = *pattern;
    }
}

/* Apply a group's patterns to the text from `start` on; returns to where the longest reaches,
 * whole or not.  One that ends before `reach` does not count. */
static int apply_group(const patterns *level, uint32_t group, const char *text, int start,
                       int reach, char *values)
{
    int farthest = start;
    for (uint32_t i = level->group[group]; i < level->group[group + 1]; i++) {
        bool is_whole;
        int end = start + common(level->at[i], text + start, &is_whole);
        if (is_whole && end > reach)
            raise_to(values + start, level->at[i]);
        if (end > farthest)
            farthest = end;
    }
    return farthest;
}

/* values[i]: highest digit before letter i.  `word`: n letters, ISO 8859-1, lower case.  As in
 * libhyphen, for which the files are made, of all patterns that hold a letter the one that
 * begins first counts, even if its own end does not match. */
static void apply(const patterns *level, const char *word, int n, char *values)
{
    char text[SB_WORD_MAX + 4] = {0}, found[SB_WORD_MAX + 4] = {0};
    text[0] = text[n + 1] = '.';
    memcpy(text + 1, word, (size_t)n);
    for (int start = 0, reach = 0; start < n + 2; start++) {
        uint32_t two = group_of(text[start], text[start + 1], 0);
        uint32_t three = group_of(text[start], text[start + 1], text[start + 2]);
        int end = apply_group(level, three, text, start, reach, found);
        int end_of_two = two == three ? 0 : apply_group(level, two, text, start, reach, found);
        if (end_of_two > end)
            end = end_of_two;
        if (end > reach)
            reach = end;
    }
    memcpy(values, found + 1, (size_t)n);
}

static bool is_odd(char digit) { return digit & 1; }

/* may[i]: the word may be parted before letter i.  A compound is parted into members, each of
 * which may be a compound, and what is none by the last level. */
static void part(const sb_hyphens *hyphens, const char *word, int n, bool *may)
{
    char values[SB_WORD_MAX];
    int members = 1;
    apply(hyphens->levels[0], word, n, values);
    for (int i = 1; i < n; i++)
        members += may[i] = is_odd(values[i]);
    if (hyphens->n_levels == 1)
        return;
    for (int start = 0, end = 1; members > 1 && start < n; start = end++) {
        while (end < n && !is_odd(values[end]))
            end++;
        part(hyphens, word + start, end - start, may + start);
    }
    if (members > 1)
        return;
    apply(hyphens->levels[1], word, n, values);
    for (int i = LEAST_IN_MEMBER; i <= n - LEAST_IN_MEMBER; i++)
        may[i] = is_odd(values[i]);
}

/* The same, found once for each word. */
static const bool *part_once(sb_hyphens *hyphens, const char *word, int n)
{
    long known = sb_index_at(hyphens->known, word);
    if (known >= 0)
        return hyphens->may.at[known];
    bool *may = sb_arena_array(hyphens->arena, bool, n);
    part(hyphens, word, n, may);
    sb_index_put(hyphens->known, sb_arena_text(hyphens->arena, word), (long)hyphens->may.n);
    sb_vec_push(hyphens->arena, &hyphens->may, may);
    return may;
}

bool sb_hyphens_find(sb_hyphens *hyphens, const char *word, int n, bool *before)
{
    char letters[SB_WORD_MAX + 1];
    int at[SB_WORD_MAX], count = 0;
    memset(before, 0, (size_t)n * sizeof *before);
    for (const char *p = word; p < word + n; count++) {
        if (count == SB_WORD_MAX)
            return false;
        at[count] = (int)(p - word);
        gunichar c = g_unichar_tolower(sb_utf8_next(&p));
        if (c > 0xff)
            return false;
        letters[count] = (char)c;
    }
    if (count < LEAST_LETTERS)
        return false;
    if (!hyphens->is_loaded)
        load(hyphens);
    if (!hyphens->n_levels)
        return false;
    letters[count] = '\0';
    const bool *may = part_once(hyphens, letters, count);
    bool any = false;
    for (int i = LEAST_BEFORE; i <= count - LEAST_BEHIND; i++)
        any |= before[at[i]] = may[i];
    return any;
}
