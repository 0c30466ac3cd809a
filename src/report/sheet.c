#include "report/sheet.h"

#include <string.h>

const char *sb_spreadsheet_filled(const sb_spreadsheet *s, const char *text)
{
    return text ? sb_figure_text(&s->env, text) : NULL;
}

const char *sb_spreadsheet_period(const sb_spreadsheet *s)
{
    const sb_spec_profile *spec = s->table.spec;
    for (int c = 0; c < spec->n_columns; c++)
        if (spec->columns[c].n_periods)
            return NULL;
    int period = sb_figure_period(&s->env, spec->period);
    return period < 0 ? NULL : sb_facts_period_label(s->env.facts, period);
}

bool sb_spreadsheet_is_written(const sb_spreadsheet *s, int column)
{
    return s->table.columns[column].spec->show != SB_SHOW_TREND;
}

const char *sb_spreadsheet_label(const sb_spreadsheet *s, const sb_table_row *row, int i)
{
    if (row->place.area < 0)
        return sb_arena_textn(s->env.arena, row->label, strlen(row->label) - strlen(row->mark));
    const sb_area *area = sb_areas_at(sb_facts_areas(s->env.facts), row->place);
    return i == 0 ? area->key : area->name;
}

const char *sb_spreadsheet_label_head(const sb_spreadsheet *s, int i)
{
    const sb_areas *areas = sb_facts_areas(s->env.facts);
    const char *each = s->table.spec->each;
    if (each && i == 0)
        return sb_word(s->env.locale, SB_W_KEY);
    if (s->table.label)
        return s->table.label;
    return each ? areas->levels[sb_areas_level(areas, each)].label
                : sb_word(s->env.locale, SB_W_INDICATOR);
}

bool sb_spreadsheet_has_number(const sb_table_cell *cell)
{
    return (cell->kind == SB_CELL_NUMBER || cell->kind == SB_CELL_ARROW) && !cell->text &&
           sb_value_is_number(cell->value);
}

double sb_spreadsheet_number(const sb_table_cell *cell)
{
    return sb_round(cell->value.number, cell->manner.digits);
}

const char *sb_spreadsheet_text(const sb_spreadsheet *s, const sb_table_cell *cell)
{
    switch (cell->kind) {
    case SB_CELL_NUMBER:
    case SB_CELL_ARROW:
        return cell->text ? cell->text : sb_sign(s->env.locale, cell->value.state);
    case SB_CELL_TEXT:
        return cell->text;
    case SB_CELL_SPARK: /* a picture: its numbers stand in columns if they are asked for */
    case SB_CELL_BLANK:
        break;
    }
    return "";
}
