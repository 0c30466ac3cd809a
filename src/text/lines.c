/* From clusters to lines, first fit. */
#include "text/shaper.h"

#include <string.h>

enum { HYPHENS_IN_A_ROW = 2 };

/* Widths are sums of rounded advances: a hair too wide is not too wide. */
static const double hair = 1e-3;

static double width_of(const sb_paragraph *p, int first, int end)
{
    while (end > first && p->clusters.at[end - 1].is_blank)
        end--;
    if (end == first)
        return 0;
    const sb_cluster *last = &p->clusters.at[end - 1];
    return last->x + last->width - p->clusters.at[first].x;
}

/* The hyphen of a type, as a run of one glyph that stands for a soft hyphen, so that the word
 * is whole again when the text is read out of the PDF; NULL if the font has none. */
static const sb_glyph_run *hyphen_of(sb_shaper *shaper, const sb_set_type *set)
{
    const sb_line *line = sb_shape(shaper, &set->type, "-");
    return line->n ? line->runs[0].run : NULL;
}

static double hyphen_width(sb_shaper *shaper, const sb_paragraph *p, int end)
{
    const sb_cluster *last = &p->clusters.at[end - 1];
    const sb_glyph_run *hyphen = hyphen_of(shaper, p->stretches.at[last->stretch].set);
    return hyphen ? hyphen->width : 0;
}

/* A run being put together: glyphs and the text they stand for, nothing else of it. */
typedef struct run_maker {
    sb_glyph_run *run;
    sb_glyph *glyphs;
    sb_glyph_shift *shifts; /* once a glyph is shifted */
    char *text;
    int n_glyphs; /* in the end */
    sb_arena *arena;
} run_maker;

static run_maker new_run(const sb_stretch *stretch, int n_glyphs, int n_text, sb_arena *arena)
{
    run_maker m = {.run = sb_arena_one(arena, sb_glyph_run),
                   .glyphs = sb_arena_array(arena, sb_glyph, n_glyphs),
                   .text = sb_arena_array(arena, char, n_text + 1),
                   .n_glyphs = n_glyphs,
                   .arena = arena};
    *m.run = (sb_glyph_run){.face = stretch->face,
                            .size = stretch->set->type.size,
                            .language = stretch->language,
                            .text = m.text,
                            .glyphs = m.glyphs};
    return m;
}

static void add_shift(run_maker *m, int glyph, sb_glyph_shift shift)
{
    if (shift.dx == 0 && shift.dy == 0)
        return;
    if (!m->shifts)
        m->run->shifts = m->shifts = sb_arena_array(m->arena, sb_glyph_shift, m->n_glyphs);
    m->shifts[glyph] = shift;
}

/* The first of the glyphs stands for all of the text; it counts no more bytes than these. */
static void add_glyphs(run_maker *m, const sb_glyph *glyphs, const sb_glyph_shift *shifts,
                       int n, const char *text, int n_text)
{
    n_text = n == 0 ? 0 : n_text < UINT16_MAX ? n_text : UINT16_MAX;
    for (int i = 0; i < n; i++) {
        if (shifts)
            add_shift(m, m->run->n, shifts[i]);
        sb_glyph *g = &m->glyphs[m->run->n++];
        *g = glyphs[i];
        g->n_text = (uint16_t)(i > 0 ? 0 : n_text);
        m->run->width += (double)g->advance;
    }
    memcpy(m->text + m->run->n_text, text, (size_t)n_text);
    m->run->n_text += n_text;
}

/* The clusters of one stretch as a run, or NULL if none of them is drawn. */
static const sb_glyph_run *make_run(sb_shaper *shaper, const sb_paragraph *p, int first,
                                    int end, bool has_hyphen, sb_arena *arena)
{
    static const char soft_hyphen[] = "\xc2\xad";
    const sb_stretch *stretch = &p->stretches.at[p->clusters.at[first].stretch];
    const sb_glyph_run *hyphen = has_hyphen ? hyphen_of(shaper, stretch->set) : NULL;
    int n_glyphs = hyphen ? hyphen->n : 0, n_text = (int)sizeof soft_hyphen;
    for (int i = first; i < end; i++) {
        n_glyphs += p->clusters.at[i].n_glyphs;
        n_text += p->clusters.at[i].n_text;
    }
    if (!n_glyphs)
        return NULL;
    run_maker m = new_run(stretch, n_glyphs, n_text, arena);
    for (int i = first; i < end; i++) {
        const sb_cluster *c = &p->clusters.at[i];
        add_glyphs(&m, p->glyphs.at + c->glyph, p->shifts.at + c->glyph, c->n_glyphs,
                   p->text + c->start, c->n_text);
    }
    if (hyphen)
        add_glyphs(&m, hyphen->glyphs, hyphen->shifts, hyphen->n, soft_hyphen,
                   (int)strlen(soft_hyphen));
    return m.run;
}

static int end_of_stretch(const sb_paragraph *p, int first, int end)
{
    int i = first;
    while (i < end && p->clusters.at[i].stretch == p->clusters.at[first].stretch)
        i++;
    return i;
}

static void make_room(sb_line *line, const sb_face *face, double size)
{
    line->ascent = fmax(line->ascent, face->ascent * size / face->units_per_em);
    line->descent = fmax(line->descent, -face->descent * size / face->units_per_em);
}

static int count_stretches(const sb_paragraph *p, int first, int end)
{
    int n = 0;
    for (; first < end; first = end_of_stretch(p, first, end))
        n++;
    return n;
}

const sb_line *sb_line_make(sb_shaper *shaper, const sb_paragraph *p, int first, int end,
                            bool has_hyphen, sb_arena *arena)
{
    sb_line *line = sb_arena_one(arena, sb_line);
    sb_placed_run *runs = sb_arena_array(arena, sb_placed_run, count_stretches(p, first, end));
    double x = 0;
    for (int i = first, next; i < end; i = next) {
        next = end_of_stretch(p, i, end);
        const sb_stretch *stretch = &p->stretches.at[p->clusters.at[i].stretch];
        const sb_glyph_run *run =
            make_run(shaper, p, i, next, has_hyphen && next == end, arena);
        make_room(line, stretch->face, stretch->set->type.size);
        if (!run)
            continue;
        runs[line->n++] = (sb_placed_run){run, x, stretch->set->type.colour, stretch->piece};
        x += run->width;
    }
    line->runs = runs;
    line->width = width_of(p, first, end) + (has_hyphen ? hyphen_width(shaper, p, end) : 0);
    return line;
}

/* Where a line may end: before the cluster `end`. */
typedef struct stop {
    int end;
    bool has_hyphen;
} stop;

typedef struct breaker {
    sb_shaper *shaper;
    const sb_paragraph *paragraph;
    sb_break_rules rules;
    double width; /* of this line */
    int first;    /* cluster of this line */
    int hyphens;  /* lines before this one that end with one, in a row */
    double overrun;
} breaker;

static sb_break break_before(const sb_paragraph *p, int cluster)
{
    return cluster < (int)p->clusters.n ? p->breaks[p->clusters.at[cluster].start]
                                        : SB_BREAK_MUST;
}

static bool fits(const breaker *b, stop s)
{
    double width = width_of(b->paragraph, b->first, s.end);
    if (s.has_hyphen)
        width += hyphen_width(b->shaper, b->paragraph, s.end);
    return width <= b->width + hair;
}

static uint32_t character_at(const char *text, int at)
{
    const char *p = text + at;
    return sb_utf8_next(&p);
}

/* A word whose author shows with soft hyphens where it may be parted. */
static bool has_own_hyphens(const sb_paragraph *p, sb_word_range w)
{
    return (w.start >= 2 && character_at(p->text, w.start - 2) == 0xad) ||
           (w.end < p->n_text && character_at(p->text, w.end) == 0xad);
}

/* A word in another language: the patterns are not its own. */
static bool is_foreign(const breaker *b, int cluster)
{
    const sb_paragraph *p = b->paragraph;
    return strcmp(p->stretches.at[p->clusters.at[cluster].stretch].language,
                  b->shaper->language) != 0;
}

/* The last place in the word at which it may be parted and the line still fits. */
static void part_word(const breaker *b, sb_word_range w, int cluster, stop *best)
{
    const sb_paragraph *p = b->paragraph;
    sb_arena_mark before = sb_arena_here(b->shaper->scratch);
    bool *may = sb_arena_array(b->shaper->scratch, bool, w.end - w.start + 1);
    if (!has_own_hyphens(p, w) && !is_foreign(b, cluster) &&
        sb_hyphens_find(b->shaper->hyphens, p->text + w.start, w.end - w.start, may))
        for (int i = cluster; i < (int)p->clusters.n && p->clusters.at[i].start < w.end; i++) {
            stop s = {i, true};
            if (may[p->clusters.at[i].start - w.start] && fits(b, s))
                *best = s;
        }
    sb_arena_rewind(b->shaper->scratch, before);
}

/* Part one of the words from the cluster `from` on to where the line is full. */
static void part_words(const breaker *b, int from, int full, stop *best)
{
    const sb_paragraph *p = b->paragraph;
    for (int i = from; i <= full;) {
        sb_word_range w = sb_paragraph_word(p, p->clusters.at[i].start);
        if (w.end > w.start)
            part_word(b, w, i, best);
        do
            i++;
        while (i <= full && p->clusters.at[i].start < w.end);
    }
}

/* Nothing fits: up to the first place at which the line may end. */
static stop run_over(breaker *b)
{
    int i = b->first + 1;
    while (break_before(b->paragraph, i) == SB_BREAK_NEVER)
        i++;
    stop s = {i, break_before(b->paragraph, i) == SB_BREAK_HYPHEN};
    b->overrun = fmax(b->overrun, width_of(b->paragraph, b->first, i) - b->width);
    return s;
}

/* The end of the line that begins at b->first. */
static stop next_stop(breaker *b)
{
    const sb_paragraph *p = b->paragraph;
    stop plain = {b->first, false}, hyphenated = {b->first, true};
    int i = b->first;
    for (; width_of(p, b->first, i + 1) <= b->width + hair; i++) {
        sb_break kind = break_before(p, i + 1);
        stop s = {i + 1, kind == SB_BREAK_HYPHEN};
        if (kind == SB_BREAK_MUST)
            return s;
        if (kind == SB_BREAK_MAY)
            plain = s;
        else if (kind == SB_BREAK_HYPHEN && fits(b, s))
            hyphenated = s;
    }
    if (b->rules.has_hyphens)
        part_words(b, plain.end > hyphenated.end ? plain.end : hyphenated.end, i, &hyphenated);
    if (hyphenated.end > plain.end && (b->hyphens < HYPHENS_IN_A_ROW || plain.end == b->first))
        return hyphenated;
    return plain.end > b->first ? plain : run_over(b);
}

sb_lines sb_paragraph_break(sb_shaper *shaper, const sb_paragraph *paragraph, double width,
                            sb_break_rules rules, sb_arena *arena)
{
    breaker b = {.shaper = shaper, .paragraph = paragraph, .rules = rules};
    SB_VEC(const sb_line *) lines = {0};
    int n = (int)paragraph->clusters.n;
    while (b.first < n && (!rules.max_lines || (int)lines.n < rules.max_lines)) {
        b.width = width - (lines.n ? 0 : rules.indent);
        stop s = next_stop(&b);
        sb_vec_push(arena, &lines,
                    sb_line_make(shaper, paragraph, b.first, s.end, s.has_hyphen, arena));
        b.hyphens = s.has_hyphen ? b.hyphens + 1 : 0;
        b.first = s.end;
    }
    return (sb_lines){lines.at, (int)lines.n, b.first == n, b.overrun};
}

void sb_line_draw(sb_display_list *list, const sb_line *line, double x, double baseline,
                  sb_align align)
{
    x -= align == SB_RIGHT ? line->width : align == SB_CENTRE ? line->width / 2 : 0;
    for (int i = 0; i < line->n; i++)
        sb_list_glyphs(list, line->runs[i].run, x + line->runs[i].x, baseline,
                       line->runs[i].colour);
}
