#include "tables.h"

#include "plain.h"
#include "sheet.h"

static void school_year(sheet *s, int year)
{
    sheet_text(s, "%d/%02d", FIRST_YEAR + year, (FIRST_YEAR + year + 1) % 100);
}

/* School year, Ortsteile to city, small counts withheld; a new language test from 2020/21 on.
 */
static void write_examination(const town *t)
{
    static const fact facts[] = {OVERWEIGHT, LANGUAGE, MOTOR, U8U9};
    sheet *s =
        sheet_new("gebiet;schuljahr;sprachtest;untersucht;uebergewicht;sprachfoerderbedarf;"
                  "motorik_auffaellig;u8_u9_vollstaendig;dmft_summe;dmft_mittel");
    for (int level = DISTRICTS; level <= CITY; level++)
        for (int i = 0; i < spots(t, level); i++)
            for (int year = 0; year < N_YEARS; year++) {
                spot at = {level, i};
                int n = spot_fact(t, at, year, EXAMINED), teeth = spot_fact(t, at, year, DMFT);
                sheet_text(s, "%d", spot_key(t, at));
                school_year(s, year);
                sheet_text(s, "%s", year < 5 ? "alt" : "neu");
                sheet_guarded(s, n);
                for (int k = 0; k < COUNT(facts); k++)
                    sheet_guarded(s, spot_fact(t, at, year, facts[k]));
                sheet_guarded(s, teeth);
                if (n)
                    sheet_number(s, (double)teeth / n, 2);
                else
                    sheet_text(s, "–");
            }
    sheet_write_csv(s, "samples/musterstadt/schuleingang.csv", (dialect){0});
    sheet_free(s);
}

/* School year, Ortsteile, wide by school; pupils by where they live. */
static void write_transitions(const town *t)
{
    sheet *s =
        sheet_new("Ortsteil;Schuljahr;Übergänge;Gymnasium;Gesamtschule;Realschule;Hauptschule");
    for (int i = 0; i < N_DISTRICTS; i++)
        for (int year = 0; year < N_YEARS; year++) {
            spot at = {DISTRICTS, i};
            sheet_text(s, "%d", spot_key(t, at));
            school_year(s, year);
            for (fact f = PUPILS; f <= TO_HAUPT; f++)
                sheet_count(s, spot_fact(t, at, year, f));
        }
    sheet_write_csv(s, "samples/musterstadt/uebergaenge.csv", (dialect){.is_latin1 = true});
    sheet_free(s);
}

/* 31.12., Ortsteile. */
static void write_help(const town *t)
{
    sheet *s = sheet_new("ortsteil;jahr;ambulant;stationaer");
    for (int i = 0; i < N_DISTRICTS; i++)
        for (int year = 0; year < N_YEARS; year++) {
            spot at = {DISTRICTS, i};
            sheet_text(s, "%d", spot_key(t, at));
            sheet_text(s, "%d", FIRST_YEAR + year);
            sheet_guarded(s, spot_fact(t, at, year, HELP_AMBULANT));
            sheet_guarded(s, spot_fact(t, at, year, HELP_AWAY));
        }
    sheet_write_csv(s, "samples/musterstadt/hilfen-zur-erziehung.csv", (dialect){0});
    sheet_free(s);
}

void write_child_tables(const town *t)
{
    write_examination(t);
    write_transitions(t);
    write_help(t);
}
