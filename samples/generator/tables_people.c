#include "tables.h"

#include "plain.h"
#include "sheet.h"

#include <stdio.h>
#include <string.h>

static const int limits[] = {0, 3, 6, 10, 15, 18, 25, 35, 45, 55, 65, 75, 85, N_AGES};
static const char nations[] = "da", sexes[] = "mw"; /* deutsch, ausländisch */

/* 31.12., Unterbezirke, wide by age: the register's own export. */
static void write_population(const town *t)
{
    sheet *s =
        sheet_new("unterbezirk;jahr;nationalitaet;geschlecht;0-2;3-5;6-9;10-14;15-17;18-24;"
                  "25-34;35-44;45-54;55-64;65-74;75-84;85+");
    for (int year = 0; year < N_YEARS; year++)
        for (int i = 0; i < t->c->n_quarters; i++)
            for (int n = 0; n < N_NATIONS; n++)
                for (int x = 0; x < N_SEXES; x++) {
                    sheet_text(s, "%d", t->c->quarters[i].key);
                    sheet_text(s, "%d", FIRST_YEAR + year);
                    sheet_text(s, "%c", nations[n]);
                    sheet_text(s, "%c", sexes[x]);
                    for (int g = 0; g + 1 < COUNT(limits); g++)
                        sheet_count(
                            s, people_count(t->p, year, i, n, x, limits[g], limits[g + 1]));
                }
    sheet_write_csv(s, "samples/musterstadt/bevoelkerung.csv", (dialect){0});
    sheet_free(s);
}

static sheet *single_years(const town *t, const char *key, int level, int first, int last)
{
    char heads[2048];
    int n = snprintf(heads, sizeof heads, "%s;jahr;nationalitaet;geschlecht", key);
    for (int age = 0; age < N_AGES; age++)
        n += snprintf(heads + n, sizeof heads - (size_t)n, ";a%d", age);
    sheet *s = sheet_new(heads);
    for (int year = first; year <= last; year++)
        for (int i = 0; i < spots(t, level); i++)
            for (int k = 0; k < N_NATIONS * N_SEXES; k++) {
                spot at = {level, i};
                sheet_text(s, "%d", spot_key(t, at));
                sheet_text(s, "%d", FIRST_YEAR + year);
                sheet_text(s, "%c", nations[k / 2]);
                sheet_text(s, "%c", sexes[k % 2]);
                for (int age = 0; age < N_AGES; age++)
                    sheet_count(s, spot_count(t, at, year, k / 2, k % 2, age, age + 1));
            }
    return s;
}

static void write_single_years(const town *t)
{
    sheet *s = single_years(t, "ortsteil", DISTRICTS, 0, N_YEARS - 1);
    sheet_write_csv(s, "samples/musterstadt/einzelalter.csv", (dialect){0});
    sheet_free(s);
    s = single_years(t, "unterbezirk", QUARTERS, N_YEARS - 1, N_YEARS - 1);
    sheet_write_csv(s, "samples/musterstadt/einzelalter-unterbezirke-2024.csv", (dialect){0});
    sheet_free(s);
}

/* During the year, Unterbezirke; a BOM and CR LF, as Excel writes them. */
static void write_moves(const town *t)
{
    sheet *s = sheet_new(
        "Unterbezirk;Jahr;Geburten deutsch;Geburten ausländisch;Sterbefälle deutsch;"
        "Sterbefälle ausländisch;Zuzüge deutsch;Zuzüge ausländisch;Fortzüge deutsch;"
        "Fortzüge ausländisch;Zuzüge innerstädtisch deutsch;Zuzüge innerstädtisch ausländisch;"
        "Fortzüge innerstädtisch deutsch;Fortzüge innerstädtisch ausländisch;Einbürgerungen");
    for (int year = 0; year < N_YEARS; year++)
        for (int i = 0; i < t->c->n_quarters; i++) {
            const events *e = &t->p->during[year][i];
            const int *all[] = {e->births, e->deaths, e->in, e->out, e->inner_in, e->inner_out};
            sheet_text(s, "%d", t->c->quarters[i].key);
            sheet_text(s, "%d", FIRST_YEAR + year);
            for (int k = 0; k < COUNT(all); k++)
                for (int n = 0; n < N_NATIONS; n++)
                    sheet_count(s, all[k][n]);
            sheet_count(s, e->naturalised);
        }
    sheet_write_csv(s, "samples/musterstadt/bewegungen.csv",
                    (dialect){.has_bom = true, .is_crlf = true});
    sheet_free(s);
}

/* 31.12., Ortsteile with Stadtbezirke and city between them, Latin-1, 1.234. */
static void write_migration(const town *t)
{
    sheet *s = sheet_new(
        "Gebiet;Name;Stichtag;Definition;Bevölkerung;mit Migrationshintergrund;Türkei;"
        "Polen;ehem. Sowjetunion;Syrien;Südeuropa (EU);übrige");
    for (int year = 0; year < N_YEARS; year++)
        for (int level = DISTRICTS; level <= CITY; level++)
            for (int i = 0; i < spots(t, level); i++) {
                spot at = {level, i};
                sheet_text(s, "%d", spot_key(t, at));
                sheet_text(s, "%s", spot_name(t, at));
                sheet_text(s, "31.12.%d", FIRST_YEAR + year);
                sheet_text(s, "%s", year < 5 ? "alt" : "neu");
                sheet_count(s, spot_count(t, at, year, -1, -1, 0, N_AGES));
                for (fact f = MIGRATION; f <= MIG_OTHER; f++)
                    sheet_count(s, spot_fact(t, at, year, f));
            }
    sheet_write_csv(s, "samples/musterstadt/migrationshintergrund.csv",
                    (dialect){.is_latin1 = true, .is_grouped = true, .is_crlf = true});
    sheet_free(s);
}

/* 31.12., Ortsteile, long. */
static void write_households(const town *t)
{
    static const char *const types[] = {"Einpersonenhaushalt", "Paar ohne Kind",
                                        "Paar mit Kind", "Alleinerziehend",
                                        "sonstiger Mehrpersonenhaushalt"};
    sheet *s = sheet_new("ortsteil;jahr;haushaltstyp;anzahl");
    for (int i = 0; i < N_DISTRICTS; i++)
        for (int year = 0; year < N_YEARS; year++)
            for (int k = 0; k < COUNT(types); k++) {
                spot at = {DISTRICTS, i};
                sheet_text(s, "%d", spot_key(t, at));
                sheet_text(s, "%d", FIRST_YEAR + year);
                sheet_text(s, "%s", types[k]);
                sheet_count(s, spot_fact(t, at, year, HH_ONE + (fact)k));
            }
    sheet_write_csv(s, "samples/musterstadt/haushalte.csv", (dialect){0});
    sheet_free(s);
}

void write_people_tables(const town *t)
{
    write_population(t);
    write_single_years(t);
    write_moves(t);
    write_migration(t);
    write_households(t);
}
