/* Where words may be parted: Liang's algorithm ("Word Hy-phen-a-tion by Com-put-er", Stanford
 * 1983) on the pattern files of libhyphen.  Not libhyphen itself: it takes 1.9 s to read the
 * 78,000 German patterns, this takes some milliseconds.
 *
 * A pattern is letters with digits between them: a word that holds the letters may be parted
 * where the highest digit of all its patterns is odd.  The German file has two levels: the
 * first parts compounds, the second their members. */
#include "text/shaper.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

enum {
    LEAST_LETTERS = 6,
    LEAST_BEFORE = 3,
    LEAST_BEHIND = 3,
    LEAST_IN_MEMBER = 2, /* of a compound, at either end */
    LEVELS = 2,
    LARGEST_FILE = 16 << 20
};

/* The patterns of one level, hashed by their letters. */
typedef struct patterns {
    const char **slots; /* open addressing, each a pattern that ends with its line */
    size_t n, room;     /* room: a power of two */
    int longest;        /* letters */
} patterns;

struct sb_hyphens {
    sb_arena *arena;
    const char *path; /* NULL: no patterns for the language */
    patterns levels[LEVELS];
    int n_levels;
    bool is_loaded; /* or cannot be */
};

sb_hyphens *sb_hyphens_new(const char *data_dir, const char *language, sb_arena *arena,
                           sb_diag *diag)
{
    static const char *const files[][2] = {{"de", "hyph_de_DE.dic"}, {"en", "hyph_en_US.dic"}};
    sb_hyphens *hyphens = sb_arena_one(arena, sb_hyphens);
    hyphens->arena = arena;
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

static const uint32_t hash_seed = 0x811c9dc5u; /* FNV-1a, 32 bit */

static uint32_t hash_on(uint32_t hash, char letter)
{
    return (hash ^ (uint8_t)letter) * 0x01000193u;
}

static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static bool is_end(char c) { return c == '\n' || c == '\r' || c == '\0'; }

/* Whether the pattern's letters are these. */
static bool has_letters(const char *pattern, const char *letters, int n)
{
    int i = 0;
    for (; !is_end(*pattern); pattern++)
        if (!is_digit(*pattern) && (i == n || letters[i++] != *pattern))
            return false;
    return i == n;
}

static void put(patterns *level, uint32_t hash, const char *pattern)
{
    size_t i = hash;
    while (level->slots[i & (level->room - 1)])
        i++;
    level->slots[i & (level->room - 1)] = pattern;
    level->n++;
}

static const char *look_up(const patterns *level, uint32_t hash, const char *letters, int n)
{
    for (size_t i = hash;; i++) {
        const char *pattern = level->slots[i & (level->room - 1)];
        if (!pattern || has_letters(pattern, letters, n))
            return pattern;
    }
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

static const char *read_level(patterns *level, const char *text, sb_arena *arena)
{
    static const char next_level[] = "NEXTLEVEL";
    size_t n = 0;
    const char *end = text;
    for (; *end && strncmp(end, next_level, strlen(next_level)) != 0; end = next_line(end))
        n += is_pattern(end);
    for (level->room = 64; level->room < 2 * n; level->room *= 2)
        ;
    level->slots = sb_arena_array(arena, const char *, level->room);
    for (const char *line = text; line < end; line = next_line(line)) {
        if (!is_pattern(line))
            continue;
        uint32_t hash = hash_seed;
        int letters = 0;
        for (const char *p = line; !is_end(*p); p++) {
            if (is_digit(*p))
                continue;
            hash = hash_on(hash, *p);
            letters++;
        }
        put(level, hash, line);
        if (letters > level->longest)
            level->longest = letters;
    }
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
    for (text = next_line(text); *text && hyphens->n_levels < LEVELS; hyphens->n_levels++)
        text = read_level(&hyphens->levels[hyphens->n_levels], text, hyphens->arena);
}

/* values[i]: highest digit before letter i.  `word`: n letters, ISO 8859-1, lower case. */
static void apply(const patterns *level, const char *word, int n, char *values)
{
    char dotted[SB_WORD_MAX + 2], found[SB_WORD_MAX + 3] = {0};
    dotted[0] = dotted[n + 1] = '.';
    memcpy(dotted + 1, word, (size_t)n);
    for (int start = 0; start < n + 2; start++) {
        uint32_t hash = hash_seed;
        for (int end = start; end < n + 2 && end - start < level->longest; end++) {
            hash = hash_on(hash, dotted[end]);
            const char *p = look_up(level, hash, dotted + start, end - start + 1);
            if (!p)
                continue;
            for (int at = start; !is_end(*p); p++) {
                if (!is_digit(*p))
                    at++;
                else if (*p > found[at])
                    found[at] = *p;
            }
        }
    }
    memcpy(values, found + 1, (size_t)n);
}

static bool is_odd(char digit) { return digit & 1; }

/* may[i]: the word may be parted before letter i. */
static void part(const sb_hyphens *hyphens, const char *word, int n, bool *may)
{
    char values[SB_WORD_MAX], inner[SB_WORD_MAX];
    apply(&hyphens->levels[0], word, n, values);
    for (int i = 0; i < n; i++)
        may[i] = i > 0 && is_odd(values[i]);
    if (hyphens->n_levels < 2)
        return;
    for (int start = 0, end = 1; start < n; start = end++) {
        while (end < n && !is_odd(values[end]))
            end++;
        apply(&hyphens->levels[1], word + start, end - start, inner);
        for (int i = start + LEAST_IN_MEMBER; i <= end - LEAST_IN_MEMBER; i++)
            may[i] = is_odd(inner[i - start]) || may[i];
    }
}

bool sb_hyphens_find(sb_hyphens *hyphens, const char *word, int n, bool *before)
{
    char letters[SB_WORD_MAX];
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
    bool may[SB_WORD_MAX], any = false;
    part(hyphens, letters, count, may);
    for (int i = LEAST_BEFORE; i <= count - LEAST_BEHIND; i++)
        any |= before[at[i]] = may[i];
    return any;
}
