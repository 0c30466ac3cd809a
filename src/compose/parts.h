/* parts: what the files of compose share: the page being made, its blocks and its texts. */
#ifndef SB_COMPOSE_PARTS_H
#define SB_COMPOSE_PARTS_H

#include "compose/compose.h"

/* A page being made. */
typedef struct sb_work {
    sb_figure_env env;
    const sb_composer *composer;
    const sb_planned *planned;
    int index;                /* in the plan */
    sb_rect area;             /* the text area */
    bool has_title;           /* an H1 stands on the page */
    struct sb_framed *tables; /* laid out so far: frame.c */
    sb_diag *silent;          /* takes errors in {fields}: sb_plan_new() has reported them */
} sb_work;

/* PAGE.md 1: the first baseline of a block lies 13 pt below its top edge, and with it the
 * titles of blocks side by side; larger type needs more. */
enum { SB_HANG = 13 };
double sb_hang(const sb_type *type);
/* What a block keeps free below its last baseline. */
double sb_foot(const sb_type *type);

/* ---- set.c: texts broken to a width ---- */

typedef struct sb_setting {
    const sb_type *type;
    const sb_line *const *lines;
    int n;          /* 0: no text */
    double overrun; /* pt by which the widest word is too wide; 0 */
    double indent;  /* of the first line */
} sb_setting;

/* Words are broken only where one is wider than `width`.  text may be NULL. */
sb_setting sb_set(const sb_figure_env *env, const char *type, const char *text, double width);
/* Pieces of several types; the last one's leading. */
sb_setting sb_set_pieces(const sb_figure_env *env, const sb_piece *pieces, int n, double width);
/* For titles on display: the largest size of the type in which each word fits, and as few lines
 * as can be, but of even length. */
sb_setting sb_set_display(const sb_figure_env *env, const char *type, const char *text,
                          double width);
/* From the first baseline to the last. */
double sb_setting_depth(sb_setting setting);
double sb_setting_width(sb_setting setting);
/* Ink only: the caller has begun a mark. */
void sb_setting_draw(sb_display_list *list, sb_setting setting, double x, double baseline,
                     sb_align align);
/* With an element of its own under `parent`; nothing for an empty setting. */
void sb_setting_put(const sb_figure_env *env, sb_setting setting, double x, double baseline,
                    sb_element *parent, sb_role role);
/* A line across `width`, as an artifact. */
void sb_rule_put(const sb_figure_env *env, const char *line, double x, double y, double width);

/* ---- page.c ---- */

/* Everything for a page to be drawn, or measured, on `page`; silent: see sb_work. */
sb_work sb_work_begin(const sb_composer *composer, const sb_planned *planned, int index,
                      sb_page *page, sb_shaper *shaper, sb_diag *diag, sb_diag *silent);
/* {fields} filled in for this page. */
const char *sb_work_fill(const sb_work *work, const char *text);
/* And with those of the caller, which come first. */
const char *sb_work_fill_with(const sb_work *work, const char *text, const sb_field *more,
                              int n_more);
/* Does `when:` of a block or page hold here? */
bool sb_work_wants(const sb_work *work, const char *when);
/* H1 for the first heading of a page, H2 for all others; a level deeper in a chapter. */
sb_role sb_work_heading(sb_work *work);
/* One below those. */
sb_role sb_work_subheading(const sb_work *work);
/* SB_E_LAYOUT: `what` on this page lacks so much height or width. */
typedef enum sb_lack { SB_LACKS_HEIGHT, SB_LACKS_WIDTH } sb_lack;
void sb_misfit(const sb_work *work, sb_span at, const char *what, sb_lack lack, double missing);
void sb_block_misfit(const sb_work *work, const sb_spec_block *block, sb_lack lack,
                     double missing);
/* The text area of the page with a printed number: margins swap where they are mirrored. */
sb_rect sb_text_area(const sb_spec_format *format, int number);
bool sb_is_left_page(const sb_spec_format *format, int number);
/* Rounding in sums of lengths is no misfit. */
#define SB_LENGTH_NOISE 0.01

/* ---- numbering.c ---- */

/* "Karte 3.1"; NULL: the block has no number. */
const char *sb_number_of(const sb_plan *plan, const sb_spec_block *block);
/* The page in the plan on which a figure of `figures:` stands; -1: on none that is known. */
int sb_numbered_page(const sb_plan *plan, const char *name);

/* ---- block.c ---- */

/* Width of so many columns of the page grid with the gutters between them. */
double sb_grid_width(const sb_spec_format *format, int columns);
/* The blocks that stand on this page, *n of them: `when:` holds, and there is what to print. */
const sb_spec_block **sb_blocks_standing(const sb_work *work, sb_spec_block *const *blocks,
                                         int *n);
/* The width a block asks for, else `width`. */
double sb_block_width(const sb_work *work, const sb_spec_block *block, double width);
/* White between two blocks one below the other. */
double sb_block_gap(const sb_spec_block *above, const sb_spec_block *below);
/* Heights of a block whose top edge is at y. */
sb_extent sb_block_measure(const sb_work *work, const sb_spec_block *block, double width,
                           double y);
void sb_block_draw(sb_work *work, const sb_spec_block *block, sb_rect box);
/* Is `inner` the block, or does it stand in it? */
bool sb_block_holds(const sb_spec_block *block, const sb_spec_block *inner);
/* Blocks one below the other. */
void sb_stack_draw(sb_work *work, sb_spec_block *const *blocks, int n, sb_rect box);

/* ---- frame.c: any block that is no row, column or space ---- */

/* The tables of a page, each laid out once for a width. */
struct sb_framed *sb_framed_new(sb_arena *arena);

bool sb_frame_has_rule(const sb_spec_block *block);
sb_extent sb_frame_measure(const sb_work *work, const sb_spec_block *block, double width);
void sb_frame_draw(sb_work *work, const sb_spec_block *block, sb_rect box);

/* ---- bodies of blocks: what stands inside a frame ---- */

/* False where the text is repeated for each line of a set that has none here. */
bool sb_text_is_there(const sb_work *work, const sb_spec_block *block);
sb_extent sb_text_measure(const sb_work *work, const sb_spec_block *block, double width);
void sb_text_draw(sb_work *work, const sb_spec_block *block, sb_rect box);
sb_extent sb_markdown_measure(const sb_work *work, const sb_spec_block *block, double width);
void sb_markdown_draw(sb_work *work, const sb_spec_block *block, sb_rect box);
sb_extent sb_heading_measure(const sb_work *work, const sb_spec_block *block, double width);
void sb_heading_draw(sb_work *work, const sb_spec_block *block, sb_rect box);
sb_extent sb_numbers_measure(const sb_work *work, const sb_spec_block *block, double width);
void sb_numbers_draw(sb_work *work, const sb_spec_block *block, sb_rect box);
sb_extent sb_signs_measure(const sb_work *work, const sb_spec_block *block, double width);
void sb_signs_draw(sb_work *work, const sb_spec_block *block, sb_rect box);
sb_extent sb_listing_measure(const sb_work *work, const sb_spec_block *block, double width);
void sb_listing_draw(sb_work *work, const sb_spec_block *block, sb_rect box);

sb_extent sb_picture_measure(const sb_work *work, const sb_spec_block *block, double width);
void sb_picture_draw(sb_work *work, const sb_spec_block *block, sb_rect box);
/* Is it named by the page's area, by {key}? */
bool sb_picture_is_of_area(const sb_spec_block *block);
/* Tell which of the areas have no such picture, or one that may not be read. */
void sb_picture_check_areas(const sb_composer *composer, const sb_spec_block *block,
                            const sb_area *const *areas, int n, sb_arena *arena, sb_diag *diag);
/* Read the image of a block, if it is the same on all pages. */
void sb_picture_check(const sb_composer *composer, bool has_area, const sb_spec_block *block,
                      sb_diag *diag);

/* States whose sign may stand in a table, a key figure or a text; for sb_plan.signs. */
unsigned sb_signs_used(const sb_composer *composer, int period);

/* ---- furniture.c ---- */

/* Errors for maps without a title, and for locators whose borders no map gives the source of.
 */
void sb_furniture_check(const sb_composer *composer, int period, sb_diag *diag);

/* ---- whole pages ---- */

void sb_cover_draw(sb_work *work);
void sb_contents_draw(sb_work *work);
/* Pages that the contents take for the pages of `plan`: its titles alone decide. */
int sb_contents_pages(const sb_figure_env *env, const sb_spec *spec, const sb_spec_page *page,
                      const sb_plan *plan);

#endif
