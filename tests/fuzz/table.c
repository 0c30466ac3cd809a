/* A table as any bytes, JSON where they begin as a list does: encoding, records, joined to two
 * levels, and the cube made of it. */
#include "fuzz.h"

#include "data/data.h"

static const char layout[] =
    "report: {title: T, language: de, period: '2024'}\n"
    "levels:\n"
    "  teil: {areas: {'11': Alt, '12': Neu, '21': Hafen}, within: {level: stadt}}\n"
    "  stadt: {name: Stadt, key: '0'}\n"
    "groups: {sex: [m, w]}\n"
    "tables:\n"
    "  lang: {file: t.csv, key: nr, period: jahr, value: zahl, where: {tab: [a, b]}}\n"
    "  breit: {file: t.csv, key: nr, columns: {x: {variable: x, period: 2020}, y: y}}\n"
    "  sexe: {file: t.csv, key: nr, value: zahl, dimensions: {sex: {column: tab}}}\n"
    "  json: {file: t.json, key: nr, period: jahr, value: zahl}\n"
    "pages: [{page: {blocks: [{text: x}]}}]\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static sb_arena *fixed;
    static sb_spec *spec;
    static sb_spec_table *tables; /* the last is the one in JSON */
    static int n_tables;
    static const sb_areas *areas;
    sb_diag *diag = sb_diag_new();
    if (!fixed) {
        fixed = sb_arena_new(0);
        spec = sb_spec_load(fuzz_write("layout.yaml", layout, sizeof layout - 1), fixed, diag);
        areas = spec ? sb_areas_load(spec, fixed, diag) : NULL;
        if (!areas)
            abort();
        tables = spec->tables;
        n_tables = spec->n_tables;
    }
    bool is_json = n && data[0] == '[';
    fuzz_write(is_json ? "t.json" : "t.csv", data, n);
    spec->tables = is_json ? tables + n_tables - 1 : tables;
    spec->n_tables = is_json ? 1 : n_tables - 1;
    sb_arena *arena = sb_arena_new((size_t)256 << 20);
    sb_cube_load(spec, areas, arena, diag);
    sb_buf text = {0};
    for (size_t i = 0; i < sb_diag_count(diag); i++)
        sb_error_format(sb_diag_at(diag, i), SB_TEXT, &text);
    if (text.n && !sb_utf8_is_valid(text.at, text.n))
        abort();
    sb_buf_free(&text);
    sb_arena_free(arena);
    sb_diag_free(diag);
    return 0;
}
