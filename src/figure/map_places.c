#include "figure/map_places.h"

#include "figure/draw.h"

#include <stdlib.h>
#include <string.h>

/* pt: across a symbol; its white seam; from it to its number. */
static const double across = 5.6, seam = 0.5, beside = 1.6;
/* pt, of the list: from the rule to the first baseline, from a symbol to its
 * words, from a number to its name, between columns, under the last line. */
static const double hang = 8, to_words = 4, to_name = 4, next_gap = 12, foot = 4;

static const sb_level *level_of(const sb_facts *facts, sb_map_view view)
{
    return &sb_facts_areas(facts)->levels[view.level];
}

/* ---- which ---- */

/* The area that holds a point; -1: none. */
static int area_at(const sb_edges *edges, const sb_rect *boxes, int n, sb_point p)
{
    for (int i = 0; i < n; i++)
        if (p.x >= boxes[i].x && p.x <= sb_rect_right(boxes[i]) && p.y >= boxes[i].y &&
            p.y <= sb_rect_bottom(boxes[i]) && sb_edges_hold(edges[i], p))
            return i;
    return -1;
}

static int *areas_of(const sb_facts *facts, sb_map_view view, const sb_context_layer *layer,
                     sb_arena *arena)
{
    const sb_arcs *arcs = level_of(facts, view)->arcs;
    sb_edges *edges = sb_arena_array(arena, sb_edges, arcs->n_outlines);
    sb_rect *boxes = sb_arena_array(arena, sb_rect, arcs->n_outlines);
    for (int i = 0; i < arcs->n_outlines; i++) {
        sb_path outline = sb_outline_area(arcs, i, SB_IDENTITY, arena);
        edges[i] = sb_edges_of(outline, arena);
        boxes[i] = sb_path_box(outline);
    }
    int *areas = sb_arena_array(arena, int, layer->n_places);
    for (int i = 0; i < layer->n_places; i++)
        areas[i] = area_at(edges, boxes, arcs->n_outlines, layer->places[i].at);
    return areas;
}

static int by_text(const void *a, const void *b)
{
    return sb_collate(*(const char *const *)a, *(const char *const *)b);
}

/* The kinds of a layer, each once, in the order of names.  Returns how many. */
static int kinds_of(const sb_context_layer *layer, const char **kinds, int room)
{
    int n = 0, found = 0;
    for (int i = 0; i < layer->n_places; i++) {
        bool is_new = true;
        for (int k = 0; k < n; k++)
            is_new = is_new && strcmp(kinds[k], layer->places[i].kind) != 0;
        if (is_new && n < room)
            kinds[n++] = layer->places[i].kind;
        found += is_new;
    }
    if (n)
        qsort(kinds, (size_t)n, sizeof *kinds, by_text);
    return found;
}

static int by_kind_and_name(const void *a, const void *b)
{
    const sb_shown_place *x = a, *y = b;
    if (x->kind != y->kind)
        return x->kind - y->kind;
    int order = sb_collate(x->place->name, y->place->name);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

sb_shown_places sb_places_of(const sb_facts *facts, sb_map_view view, sb_arena *arena)
{
    sb_shown_places shown = {0};
    const sb_context_layer *layer =
        view.map->places ? sb_areas_context(sb_facts_areas(facts), view.map->places) : NULL;
    if (!layer || layer->n_places == 0)
        return shown;
    const char *in_file[SB_PLACE_KINDS] = {0};
    if (view.map->n_kinds) {
        for (int i = 0; i < view.map->n_kinds && i < SB_PLACE_KINDS; i++) {
            const sb_spec_pair *kind = &view.map->kinds[i];
            in_file[i] = kind->key;
            shown.kinds[shown.n_kinds++] = kind->value ? kind->value : kind->key;
        }
    } else {
        int found = kinds_of(layer, in_file, SB_PLACE_KINDS);
        shown.n_kinds = found < SB_PLACE_KINDS ? found : SB_PLACE_KINDS;
        memcpy(shown.kinds, in_file, sizeof in_file);
    }
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    const int *areas = areas_of(facts, view, layer, scratch);
    sb_shown_place *places = sb_arena_array(arena, sb_shown_place, layer->n_places);
    for (int i = 0; i < layer->n_places; i++) {
        shown.n_outside += areas[i] < 0;
        if (areas[i] < 0 ||
            !sb_map_is_of_place(sb_facts_areas(facts), view.place, view.level, areas[i]))
            continue;
        for (int k = 0; k < shown.n_kinds; k++)
            if (strcmp(in_file[k], layer->places[i].kind) == 0) {
                places[shown.n++] = (sb_shown_place){&layer->places[i], k, 0, areas[i]};
                shown.count[k]++;
            }
    }
    if (shown.n)
        qsort(places, (size_t)shown.n, sizeof *places, by_kind_and_name);
    for (int i = 0; i < shown.n; i++)
        places[i].number = i + 1;
    shown.places = places;
    return shown;
}

/* ---- check ---- */

static void check_kinds(const sb_spec_map *map, const sb_context_layer *layer, sb_diag *diag)
{
    enum { ROOM = 40 };
    const char *kinds[ROOM];
    int found = kinds_of(layer, kinds, ROOM), known = found < ROOM ? found : ROOM;
    for (int i = 0; i < map->n_kinds; i++) {
        bool is_known = false;
        for (int k = 0; k < known; k++)
            is_known |= strcmp(kinds[k], map->kinds[i].key) == 0;
        if (is_known)
            continue;
        sb_fail(diag, SB_E_DATA, map->kinds[i].node->at, _("no place is a '%s'"),
                map->kinds[i].key);
        sb_hint_near(diag, map->kinds[i].key, kinds, (size_t)known);
    }
    int shown = map->n_kinds ? map->n_kinds : found;
    if (shown <= SB_PLACE_KINDS)
        return;
    sb_fail(diag, SB_E_LIMIT, sb_node_span(map->node, map->n_kinds ? "kinds" : "places"),
            _("%d kinds are more than the %d that can be told apart"), shown, SB_PLACE_KINDS);
    sb_hint(diag, _("choose with 'kinds:' which of them the map shows"));
}

void sb_places_check(const sb_facts *facts, sb_map_view view, sb_diag *diag)
{
    const sb_spec_map *map = view.map;
    if (!map->places)
        return;
    const sb_context_layer *layer = sb_areas_context(sb_facts_areas(facts), map->places);
    sb_span at = sb_node_span(map->node, "places");
    if (!layer || !layer->spec->name) {
        sb_fail(diag, SB_E_SCHEMA, at, _("layer '%s' has no places"), map->places);
        sb_hint(diag, _("say with 'name:' of the layer which column has their names"));
        return;
    }
    if (layer->n_places == 0) {
        sb_warn(diag, SB_E_DATA, at, _("layer '%s' has no places"), map->places);
        return;
    }
    check_kinds(map, layer, diag);
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    int outside = sb_places_of(facts, view, scratch).n_outside;
    if (outside > 0) {
        sb_warn(diag, SB_E_DATA, at,
                sb_ngettext("%d place of layer '%s' lies outside of all areas and is left out",
                            "%d places of layer '%s' lie outside of all areas and are left out",
                            outside),
                outside, map->places);
        sb_hint(diag, _("is the layer's 'crs:' right, and are x and y not swapped?"));
    }
}

/* ---- symbols ---- */

/* Corners of a shape on a circle of radius 1; none: a circle. */
typedef struct shape {
    sb_point corners[8];
    int n;
    double radius; /* so that all look equally large */
} shape;

static const shape shapes[SB_PLACE_KINDS] = {
    {.n = 0, .radius = 1},
    {{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}, 4, 0.88},
    {{{0, -1.15}, {1.1, 0.8}, {-1.1, 0.8}}, 3, 1.05},
    {{{0, -1}, {1, 0}, {0, 1}, {-1, 0}}, 4, 1.25},
    {{{0, 1.15}, {-1.1, -0.8}, {1.1, -0.8}}, 3, 1.05},
    {{{-0.5, -1}, {0.5, -1}, {1, 0}, {0.5, 1}, {-0.5, 1}, {-1, 0}}, 6, 1.05},
    {{{-1.3, -0.45}, {1.3, -0.45}, {1.3, 0.45}, {-1.3, 0.45}}, 4, 1},
};

static sb_path symbol_at(sb_point at, int kind, sb_arena *arena)
{
    const shape *s = &shapes[kind];
    double radius = across / 2 * s->radius;
    if (s->n == 0)
        return sb_path_circle(arena, at, 2 * radius);
    sb_pencil pencil = sb_pencil_new(arena);
    for (int i = 0; i < s->n; i++) {
        sb_point p = {at.x + s->corners[i].x * radius, at.y + s->corners[i].y * radius};
        if (i == 0)
            sb_pencil_move(&pencil, p.x, p.y);
        else
            sb_pencil_line(&pencil, p.x, p.y);
    }
    sb_pencil_close(&pencil);
    return sb_pencil_path(&pencil);
}

static void draw_symbol(const sb_figure_env *env, sb_display_list *list, sb_point at, int kind)
{
    sb_path path = symbol_at(at, kind, env->arena);
    sb_list_stroke(list, path, (sb_pen){.width = 2 * seam},
                   sb_style_colour(env->style, "paper"));
    sb_list_fill(list, path, false,
                 sb_style_palette(env->style, "types", SB_PLACE_KINDS)[kind]);
}

/* ---- numbers ---- */

typedef SB_VEC(sb_rect) box_list;

static bool is_point_in(sb_rect frame, sb_point p)
{
    return sb_rect_holds(frame, (sb_rect){p.x, p.y, 0, 0});
}

static bool is_free(const box_list *taken, sb_rect box, sb_rect frame)
{
    if (!sb_rect_holds(frame, box))
        return false;
    for (size_t i = 0; i < taken->n; i++)
        if (sb_rect_overlaps(box, taken->at[i]))
            return false;
    return true;
}

/* Eight places round a symbol, right first; false if none is free. */
static bool place_number(sb_point at, sb_size size, const box_list *taken, sb_rect frame,
                         sb_rect *out)
{
    static const double side[8][2] = {{1, 0},  {-1, 0}, {0, -1},  {0, 1},
                                      {1, -1}, {1, 1},  {-1, -1}, {-1, 1}};
    double reach = across / 2 + beside;
    for (int i = 0; i < 8; i++) {
        double x = at.x + side[i][0] * (reach + size.width / 2) *
                              (side[i][0] != 0 && side[i][1] != 0 ? 0.8 : 1),
               y = at.y + side[i][1] * (reach + size.height / 2) *
                              (side[i][0] != 0 && side[i][1] != 0 ? 0.8 : 1);
        *out = (sb_rect){x - size.width / 2, y - size.height / 2, size.width, size.height};
        if (is_free(taken, *out, frame))
            return true;
    }
    return false;
}

static void draw_number(const sb_figure_env *env, sb_colour ground, const char *text,
                        sb_rect box, sb_display_list *list)
{
    sb_type *type =
        sb_arena_copy(env->arena, sb_style_type(env->style, "map number"), 1, sizeof *type);
    type->colour = sb_style_text_on(env->style, ground);
    sb_line_draw(list, sb_shape(env->shaper, type, text), box.x + box.width / 2,
                 sb_rect_bottom(box), SB_CENTRE);
}

void sb_places_draw(const sb_figure_env *env, sb_map_view view, const sb_shown_places *shown,
                    sb_matrix matrix, sb_rect frame, const sb_colour *grounds,
                    sb_display_list *list, sb_buf *unnumbered)
{
    box_list taken = {0};
    for (int i = 0; i < shown->n; i++) {
        sb_point at = sb_matrix_apply(matrix, shown->places[i].place->at);
        if (!is_point_in(frame, at))
            continue;
        sb_vec_push(env->arena, &taken,
                    ((sb_rect){at.x - across / 2, at.y - across / 2, across, across}));
        draw_symbol(env, list, at, shown->places[i].kind);
    }
    const double height = 0.72 * sb_style_type(env->style, "map number")->size;
    for (int i = 0; i < shown->n && view.map->has_numbers; i++) {
        const sb_shown_place *p = &shown->places[i];
        if (!is_point_in(frame, sb_matrix_apply(matrix, p->place->at)))
            continue;
        const char *text = sb_arena_printf(env->arena, "%d", p->number);
        sb_size size = {sb_draw_width(env, "map number", text), height};
        sb_rect box;
        if (!place_number(sb_matrix_apply(matrix, p->place->at), size, &taken, frame, &box)) {
            sb_buf_printf(unnumbered, "%s%s", unnumbered->n ? ", " : "", p->place->name);
            continue;
        }
        draw_number(env, grounds[p->area], text, box, list);
        sb_vec_push(env->arena, &taken, box);
    }
}

/* ---- the list ---- */

/* A line of the list: a kind (place NULL), or a place. */
typedef struct entry {
    const sb_shown_place *place;
    int kind;
    const char *text;
    double width;
} entry;

typedef struct place_list {
    entry *entries;
    int n, columns, rows;
    double widest, number, pitch, leading;
} place_list;

static const char *words_of(const sb_place_point *place, sb_arena *arena)
{
    return *place->address ? sb_arena_printf(arena, "%s, %s", place->name, place->address)
                           : place->name;
}

static void add_entry(const sb_figure_env *env, place_list *l, const sb_shown_place *place,
                      int kind, const char *text)
{
    double before = place ? l->number : across + to_words;
    double width = before + sb_draw_width(env, place ? "label" : "label strong", text);
    l->entries[l->n++] = (entry){place, kind, text, width};
    l->widest = fmax(l->widest, width);
}

static place_list list_of(const sb_figure_env *env, sb_map_view view,
                          const sb_shown_places *shown, double width, sb_arena *arena)
{
    place_list l = {.leading = sb_style_type(env->style, "label")->leading + 0.6};
    l.entries = sb_arena_array(arena, entry, shown->n + shown->n_kinds);
    const char *last = sb_arena_printf(arena, "%d", shown->n);
    l.number = sb_draw_width(env, "label strong", last) + to_name;
    for (int k = 0, i = 0; k < shown->n_kinds; k++) {
        if (shown->count[k] == 0)
            continue;
        add_entry(env, &l, NULL, k,
                  sb_arena_printf(arena, "%s (%d)", shown->kinds[k], shown->count[k]));
        for (; i < shown->n && shown->places[i].kind == k; i++)
            if (view.map->has_numbers)
                add_entry(env, &l, &shown->places[i], k,
                          words_of(shown->places[i].place, arena));
    }
    if (l.n == 0)
        return l;
    l.columns = (int)fmax(1, floor((width + next_gap) / (l.widest + next_gap)));
    l.columns = l.columns < l.n ? l.columns : l.n;
    l.rows = (l.n + l.columns - 1) / l.columns;
    l.pitch = (width + next_gap) / l.columns;
    return l;
}

static double height_of(const place_list *l)
{
    return l->n ? hang + (l->rows - 1) * l->leading + foot : 0;
}

double sb_places_list_height(const sb_figure_env *env, sb_map_view view,
                             const sb_shown_places *shown, double width)
{
    SB_AUTO(sb_arena_drop) sb_arena *scratch = sb_arena_new(0);
    place_list l = list_of(env, view, shown, width, scratch);
    return height_of(&l);
}

double sb_places_list_draw(const sb_figure_env *env, sb_map_view view,
                           const sb_shown_places *shown, sb_display_list *list, sb_rect box)
{
    place_list l = list_of(env, view, shown, box.width, env->arena);
    for (int i = 0; i < l.n; i++) {
        const entry *e = &l.entries[i];
        double x = box.x + i / l.rows * l.pitch,
               baseline = box.y + hang + i % l.rows * l.leading;
        if (!e->place) {
            draw_symbol(env, list,
                        (sb_point){x + across / 2, baseline - sb_draw_drop(env, "label")},
                        e->kind);
            sb_draw_text_on(env, list, "label strong", e->text, x + across + to_words, baseline,
                            SB_LEFT);
            continue;
        }
        sb_draw_text_on(env, list, "label strong",
                        sb_arena_printf(env->arena, "%d", e->place->number),
                        x + l.number - to_name, baseline, SB_RIGHT);
        sb_draw_text_on(env, list, "label", e->text, x + l.number, baseline, SB_LEFT);
    }
    return fmax(0, l.widest - box.width);
}

void sb_places_words(const sb_figure_env *env, const sb_shown_places *shown, sb_buf *out)
{
    for (int k = 0, i = 0; k < shown->n_kinds; k++) {
        if (shown->count[k] == 0)
            continue;
        sb_buf_printf(out, " %s (%d)", shown->kinds[k], shown->count[k]);
        const char *before = ": ";
        for (; i < shown->n && shown->places[i].kind == k; i++, before = "; ")
            sb_buf_printf(out, "%s%s", before, words_of(shown->places[i].place, env->arena));
        sb_buf_char(out, '.');
    }
}
