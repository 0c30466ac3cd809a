/* list: a display list, recorded once and replayed into devices. */
#ifndef SB_CANVAS_LIST_H
#define SB_CANVAS_LIST_H

#include "canvas/device.h"

typedef struct sb_display_list sb_display_list;

/* Lives in `arena`; what is appended is copied there, but for runs, images and forms, which are
 * borrowed (images too) and must live as long.  A path that is not sane, a colour that is not
 * complete, a pop too many or a mark inside a mark are our own bugs: asserted, and in a release
 * build the sticky error below.  A path without points is no ink and is left out. */
sb_display_list *sb_list_new(sb_arena *arena);

/* Until the pop: coordinates by `matrix`, ink only inside `clip` (NULL: everywhere), which is
 * in the new coordinates. */
void sb_list_push(sb_display_list *list, sb_matrix matrix, const sb_path *clip);
void sb_list_pop(sb_display_list *list);
void sb_list_fill(sb_display_list *list, sb_path path, bool is_even_odd, sb_colour colour);
void sb_list_stroke(sb_display_list *list, sb_path path, sb_pen pen, sb_colour colour);
void sb_list_glyphs(sb_display_list *list, const sb_glyph_run *run, double x, double baseline,
                    sb_colour colour);
/* All of the image, as large as the box. */
void sb_list_image(sb_display_list *list, const sb_image *image, sb_rect box);
/* Everything in here belongs to the structure element that doc knows by (page, mark). */
void sb_list_mark(sb_display_list *list, int mark);
void sb_list_artifact(sb_display_list *list, sb_artifact kind);
void sb_list_unmark(sb_display_list *list);
/* A list recorded once and placed many times.  It holds no marks and stands inside one. */
void sb_list_form(sb_display_list *list, const sb_display_list *form, sb_matrix matrix);

/* False after a bug in a call above, or when a push has no pop, a mark no end. */
bool sb_list_is_good(const sb_display_list *list);
int sb_list_count(const sb_display_list *list);

/* Play the list into the device, in order. */
void sb_list_replay(const sb_display_list *list, sb_device *device);

/* A box that holds all ink: line widths count, clips do not, of glyphs the face's box. */
sb_rect sb_list_box(const sb_display_list *list);
/* As text, one call per line, 3 decimals (tests/golden has examples).  Forms are
 * numbered as they come and follow the list, each once. */
void sb_list_trace(const sb_display_list *list, sb_buf *out);

#endif
