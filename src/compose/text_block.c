#include "compose/parts.h"

#include "area/texts.h"

#include <string.h>

static const double paragraph_indent = 11; /* PAGE.md 2 */

/* Between records that need several lines, in lines. */
static const double record_gap = 0.4;

/* A running text: paragraphs parted by empty lines. */
typedef struct running {
    const sb_type *type;
    SB_VEC(sb_setting) paragraphs;
    SB_VEC(int) records; /* paragraphs with which the second and further records begin */
    int lines;
    double gap; /* above each of those, pt */
    double overrun;
} running;

/* Cut the next paragraph off *text, its lines joined by blanks; NULL at the end. */
static char *next_paragraph(char **text)
{
    char *from = *text + strspn(*text, " \n"), *out = from;
    if (!*from)
        return NULL;
    char *p = from;
    while (*p) {
        if (*p != '\n') {
            *out++ = *p++;
            continue;
        }
        size_t blank = strspn(p, " \n");
        bool is_end = !p[blank] || memchr(p + 1, '\n', blank - 1);
        p += blank;
        if (is_end)
            break;
        *out++ = ' ';
    }
    *text = p;
    *out = '\0';
    return from;
}

/* The paragraphs of a text, *text taken apart on the way. */
static void add_paragraphs(const sb_work *work, running *r, char *text, double width)
{
    const sb_figure_env *env = &work->env;
    sb_break_rules rules = {.has_hyphens = true};
    for (char *paragraph; (paragraph = next_paragraph(&text)) != NULL;) {
        sb_piece piece = {.type = r->type, .text = paragraph};
        sb_lines lines = sb_paragraph_break(
            env->shaper, sb_paragraph_new(env->shaper, &piece, 1, env->arena), width, rules,
            env->arena);
        sb_vec_push(env->arena, &r->paragraphs,
                    ((sb_setting){r->type, lines.lines, lines.n, lines.overrun, rules.indent}));
        r->lines += lines.n;
        r->overrun = fmax(r->overrun, lines.overrun);
        rules.indent = paragraph_indent;
    }
}

static const sb_texts *texts_of(const sb_work *work, const sb_spec_block *block, int *n,
                                const int **lines)
{
    const sb_areas *areas = sb_facts_areas(work->env.facts);
    const sb_texts *texts = sb_texts_called(areas, work->composer->spec, block->each);
    *n = 0;
    *lines =
        texts ? sb_texts_of(texts, areas, work->env.scope.place, n, work->env.arena) : NULL;
    return texts;
}

bool sb_text_is_there(const sb_work *work, const sb_spec_block *block)
{
    int n = 1;
    const int *lines;
    if (block->each)
        texts_of(work, block, &n, &lines);
    return n > 0;
}

/* A text for each line of the set that belongs to the page's area. */
static void add_each(const sb_work *work, const sb_spec_block *block, running *r, double width)
{
    int n;
    const int *lines;
    const sb_texts *texts = texts_of(work, block, &n, &lines);
    for (int i = 0; i < n; i++) {
        if (i)
            sb_vec_push(work->env.arena, &r->records, (int)r->paragraphs.n);
        sb_field *cells = sb_arena_array(work->env.arena, sb_field, texts->n_columns);
        for (int c = 0; c < texts->n_columns; c++)
            cells[c] = (sb_field){
                texts->columns[c],
                texts->cells[(size_t)lines[i] * (size_t)texts->n_columns + (size_t)c]};
        const char *text = sb_work_fill_with(work, block->text, cells, texts->n_columns);
        add_paragraphs(work, r, sb_arena_text(work->env.arena, text), width);
    }
    if (r->lines > n)
        r->gap = record_gap * r->type->leading;
}

static running running_of(const sb_work *work, const sb_spec_block *block, double width)
{
    running r = {.type = sb_style_type(work->env.style, block->role ? block->role : "body")};
    if (block->each)
        add_each(work, block, &r, width);
    else if (block->text)
        add_paragraphs(work, &r,
                       sb_arena_text(work->env.arena, sb_work_fill(work, block->text)), width);
    return r;
}

sb_extent sb_text_measure(const sb_work *work, const sb_spec_block *block, double width)
{
    running r = running_of(work, block, width);
    if (!r.lines)
        return (sb_extent){0};
    double height = sb_hang(r.type) + (r.lines - 1) * r.type->leading +
                    (double)r.records.n * r.gap + sb_foot(r.type);
    return (sb_extent){height, height, false};
}

void sb_text_draw(sb_work *work, const sb_spec_block *block, sb_rect box)
{
    running r = running_of(work, block, box.width);
    if (r.overrun > SB_LENGTH_NOISE) {
        sb_block_misfit(work, block, SB_LACKS_WIDTH, r.overrun);
        return;
    }
    double baseline = box.y + sb_hang(r.type);
    for (size_t i = 0, record = 0; i < r.paragraphs.n; i++) {
        sb_setting paragraph = r.paragraphs.at[i];
        if (record < r.records.n && r.records.at[record] == (int)i) {
            baseline += r.gap;
            record++;
        }
        sb_setting_put(&work->env, paragraph, box.x, baseline, work->env.page->root, SB_ROLE_P);
        baseline += paragraph.n * r.type->leading;
    }
}
