#include "figure/arrow.h"

static const double HEAD = 2.4, SLANT = 0.7071; /* of a barb, pt; at 45 degrees */

sb_trend sb_trend_of(sb_value change, int digits)
{
    double printed = sb_round(change.number, digits);
    return printed < 0 ? SB_FALLEN : printed > 0 ? SB_RISEN : SB_STEADY;
}

void sb_arrow_draw(const sb_figure_env *env, sb_trend trend, sb_point at)
{
    double rise = trend == SB_STEADY ? 0 : trend == SB_RISEN ? -1 : 1; /* down the page */
    double slant = rise ? 0.75 : 1;                                    /* of the size */
    double half = SB_ARROW_SIZE * slant / 2, middle = at.x - SB_ARROW_SIZE / 2.0;
    sb_point tail = {middle - half, at.y - rise * half};
    sb_point tip = {middle + half, at.y + rise * half};
    sb_pencil pencil = sb_pencil_new(env->arena);
    sb_pencil_move(&pencil, tail.x, tail.y);
    sb_pencil_line(&pencil, tip.x, tip.y);
    if (rise) { /* one barb level, one upright */
        sb_pencil_move(&pencil, tip.x - HEAD, tip.y);
        sb_pencil_line(&pencil, tip.x, tip.y);
        sb_pencil_line(&pencil, tip.x, tip.y - rise * HEAD);
    } else {
        sb_pencil_move(&pencil, tip.x - SLANT * HEAD, tip.y - SLANT * HEAD);
        sb_pencil_line(&pencil, tip.x, tip.y);
        sb_pencil_line(&pencil, tip.x - SLANT * HEAD, tip.y + SLANT * HEAD);
    }
    sb_draw_path(env, "arrow", sb_pencil_path(&pencil));
}

const char *sb_arrow_alt(const sb_figure_env *env, sb_trend trend)
{
    static const sb_word_id words[] = {SB_W_FALLEN, SB_W_STEADY, SB_W_RISEN};
    return sb_word(env->locale, words[trend]);
}
