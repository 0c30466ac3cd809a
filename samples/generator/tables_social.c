#include "tables.h"

#include "plain.h"
#include "sheet.h"

#include <stdio.h>

/* One line of counts: key, year and facts as they are. */
static void line(sheet *s, const town *t, spot at, int year, const fact *facts, int n)
{
    sheet_text(s, "%d", spot_key(t, at));
    sheet_text(s, "%d", FIRST_YEAR + year);
    for (int k = 0; k < n; k++)
        sheet_count(s, spot_fact(t, at, year, facts[k]));
}

/* 30.6., Ortsteile, OpenDocument. */
static void write_employed(const town *t)
{
    static const fact facts[] = {EMPLOYED, EMPLOYED_W, EMPLOYED_F};
    sheet *s = sheet_new("Ortsteil;Jahr;SvB am Wohnort;darunter Frauen;darunter Ausländer");
    for (int i = 0; i < N_DISTRICTS; i++)
        for (int year = 0; year < N_YEARS; year++)
            line(s, t, (spot){DISTRICTS, i}, year, facts, COUNT(facts));
    sheet_write_ogr(s, "samples/musterstadt/beschaeftigte.ods", "ODS", "30.06.");
    sheet_free(s);
}

/* Mean of four quarters, Ortsteile to city, Latin-1, 1.234. */
static void write_unemployed(const town *t)
{
    static const fact facts[] = {UNEMPLOYED,    UNEMPLOYED_M,  UNEMPLOYED_W,    UNEMPLOYED_25,
                                 UNEMPLOYED_54, UNEMPLOYED_55, UNEMPLOYED_LONG, UNEMPLOYED_F};
    sheet *s = sheet_new("Gebiet;Jahr;Arbeitslose;Männer;Frauen;unter 25 Jahre;25 bis 54 Jahre;"
                         "55 Jahre und älter;Langzeitarbeitslose;Ausländer");
    for (int level = DISTRICTS; level <= CITY; level++)
        for (int i = 0; i < spots(t, level); i++)
            for (int year = 0; year < N_YEARS; year++)
                line(s, t, (spot){level, i}, year, facts, COUNT(facts));
    sheet_write_csv(s, "samples/musterstadt/arbeitslose.csv",
                    (dialect){.is_latin1 = true, .is_grouped = true});
    sheet_free(s);
}

/* 31.12., Unterbezirke, dBASE. */
static void write_sgb2(const town *t)
{
    static const fact facts[] = {SGB2_U3, SGB2_3,      SGB2_6,  SGB2_15, SGB2_18,
                                 BG,      BG_CHILDREN, BG_NONE, BG_ALONE};
    sheet *s = sheet_new("UB_NR;JAHR;LB_SGBII;KIND_U15;KIND_U3;KIND_3_5;KIND_6_14;KIND_15_17;"
                         "PERS_AB_18;BG_INSG;BG_M_KIND;BG_O_KIND;BG_ALLEIN");
    for (int year = 0; year < N_YEARS; year++)
        for (int i = 0; i < t->c->n_quarters; i++) {
            const int *found = t->s->at[year][i];
            sheet_text(s, "%d", t->c->quarters[i].key);
            sheet_text(s, "%d", FIRST_YEAR + year);
            sheet_count(s, found[SGB2]);
            sheet_count(s, found[SGB2_U3] + found[SGB2_3] + found[SGB2_6]);
            for (int k = 0; k < COUNT(facts); k++)
                sheet_count(s, found[facts[k]]);
        }
    sheet_write_ogr(s, "samples/musterstadt/sgb2.dbf", "ESRI Shapefile", "sgb2");
    sheet_free(s);
}

/* 31.12., Ortsteile to city, long, small counts withheld. */
static void write_minimum(const town *t)
{
    static const struct {
        fact f;
        const char *name;
    } kinds[] = {{OLD_AGE, "Grundsicherung im Alter"},
                 {SGB12, "übrige Hilfen nach SGB XII"},
                 {ASYLUM, "AsylbLG"}};
    sheet *s = sheet_new("gebiet;jahr;leistung;personen");
    for (int level = DISTRICTS; level <= CITY; level++)
        for (int i = 0; i < spots(t, level); i++)
            for (int year = 0; year < N_YEARS; year++)
                for (int k = 0; k < COUNT(kinds); k++) {
                    spot at = {level, i};
                    sheet_text(s, "%02d", spot_key(t, at));
                    sheet_text(s, "%d", FIRST_YEAR + year);
                    sheet_text(s, "%s", kinds[k].name);
                    sheet_guarded(s, spot_fact(t, at, year, kinds[k].f));
                }
    sheet_write_csv(s, "samples/musterstadt/mindestsicherung.csv", (dialect){.has_bom = true});
    sheet_free(s);
}

/* Tax statistics come three years late: title, merged head, … */
static void write_income(const town *t)
{
    enum { KNOWN = 7, SHOWN = 4 };
    char heads[1024];
    int n = snprintf(heads, sizeof heads, "Ortsteil|;Name|");
    for (int year = SHOWN; year < N_YEARS; year++)
        n += snprintf(heads + n, sizeof heads - (size_t)n,
                      ";%d|Steuerpflichtige;%d|Gesamtbetrag der Einkünfte (1000 EUR);%d|je "
                      "Steuerpflichtigen (EUR)",
                      FIRST_YEAR + year, FIRST_YEAR + year, FIRST_YEAR + year);
    sheet *s = sheet_new(heads);
    for (int level = DISTRICTS; level <= CITY; level++)
        for (int i = 0; i < spots(t, level); i++) {
            spot at = {level, i};
            sheet_text(s, "%d", spot_key(t, at));
            sheet_text(s, "%s", spot_name(t, at));
            for (int year = SHOWN; year < N_YEARS; year++) {
                int payers = spot_fact(t, at, year, TAXPAYERS);
                int income = spot_fact(t, at, year, INCOME);
                if (year >= KNOWN) {
                    for (int k = 0; k < 3; k++)
                        sheet_text(s, "…");
                    continue;
                }
                sheet_count(s, payers);
                sheet_count(s, income);
                if (payers)
                    sheet_count(s, rounded(1000.0 * income / payers));
                else
                    sheet_text(s, "–");
            }
        }
    sheet_write_office(
        s, "samples/musterstadt/einkommen.xlsx", "Tab. 4.2",
        "Tabelle 4.2: Lohn- und Einkommensteuerpflichtige und ihre Einkünfte in den "
        "Ortsteilen von Musterstadt (erfundene Stadt)",
        "– nichts vorhanden; … Angabe fällt später an. Quelle: erfunden");
    sheet_free(s);
}

/* The same tables as the statistics office publishes it: three years of work side by side. */
static void write_work_report(const town *t)
{
    sheet *s =
        sheet_new("Nr.|;Ortsteil|;Beschäftigte am 30.06.|2022;Beschäftigte am 30.06.|2023;"
                  "Beschäftigte am 30.06.|2024;Arbeitslose (Mittel)|2022;"
                  "Arbeitslose (Mittel)|2023;Arbeitslose (Mittel)|2024");
    for (int level = DISTRICTS; level <= CITY; level++)
        for (int i = 0; i < spots(t, level); i++) {
            spot at = {level, i};
            sheet_text(s, "%d", spot_key(t, at));
            sheet_text(s, "%s", spot_name(t, at));
            for (int year = N_YEARS - 3; year < N_YEARS; year++)
                sheet_count(s, spot_fact(t, at, year, EMPLOYED));
            for (int year = N_YEARS - 3; year < N_YEARS; year++)
                sheet_count(s, spot_fact(t, at, year, UNEMPLOYED));
        }
    sheet_write_office(s, "samples/musterstadt/arbeitsmarkt.xlsx", "Arbeitsmarkt",
                       "Beschäftigung und Arbeitslosigkeit in Musterstadt (erfundene Stadt)",
                       "Quelle: erfunden");
    sheet_free(s);
}

/* 31.12., Ortsteile, a plain XLSX; rent as a mean of what was asked for. */
static void write_homes(const town *t)
{
    sheet *s = sheet_new("Ortsteil;Jahr;Wohnungen;Sozialwohnungen;Räume;Wohnungen mal Miete");
    for (int i = 0; i < N_DISTRICTS; i++)
        for (int year = 0; year < N_YEARS; year++) {
            spot at = {DISTRICTS, i};
            static const fact facts[] = {DWELLINGS, SOCIAL_HOUSING, ROOMS};
            line(s, t, at, year, facts, COUNT(facts));
            sheet_count(s, rounded(spot_fact(t, at, year, RENT) / 100.0));
        }
    sheet_write_ogr(s, "samples/musterstadt/wohnen.xlsx", "XLSX", "Wohnungsbestand");
    sheet_free(s);
}

/* Rent per m² with a decimal comma, Ortsteile; - where nobody lives. */
static void write_rent(const town *t)
{
    sheet *s = sheet_new("Ortsteil;Name;Jahr;Angebotsmiete in EUR/m²");
    for (int i = 0; i < N_DISTRICTS; i++)
        for (int year = 0; year < N_YEARS; year++) {
            spot at = {DISTRICTS, i};
            int n = spot_fact(t, at, year, DWELLINGS);
            sheet_text(s, "%d", spot_key(t, at));
            sheet_text(s, "%s", spot_name(t, at));
            sheet_text(s, "%d", FIRST_YEAR + year);
            if (n)
                sheet_number(s, spot_fact(t, at, year, RENT) / 100.0 / n, 2);
            else
                sheet_text(s, "-");
        }
    sheet_write_csv(s, "samples/musterstadt/mieten.csv", (dialect){.is_latin1 = true});
    sheet_free(s);
}

/* On the day, Ortsteile. */
static void write_elections(const town *t)
{
    static const struct {
        int year;
        const char *name, *day;
    } elections[] = {{2, "Bundestagswahl", "24.09.2017"},
                     {4, "Europawahl", "26.05.2019"},
                     {5, "Kommunalwahl", "13.09.2020"},
                     {6, "Bundestagswahl", "26.09.2021"},
                     {9, "Europawahl", "09.06.2024"}};
    sheet *s = sheet_new("wahl;wahltag;ortsteil;wahlberechtigte;waehlende");
    for (int e = 0; e < COUNT(elections); e++)
        for (int i = 0; i < N_DISTRICTS; i++) {
            spot at = {DISTRICTS, i};
            sheet_text(s, "%s", elections[e].name);
            sheet_text(s, "%s", elections[e].day);
            sheet_text(s, "%d", spot_key(t, at));
            sheet_count(s, spot_fact(t, at, elections[e].year, ENTITLED));
            sheet_count(s, spot_fact(t, at, elections[e].year, VOTERS));
        }
    sheet_write_csv(s, "samples/musterstadt/wahlen.csv", (dialect){0});
    sheet_free(s);
}

/* 2022, Unterbezirke: noise and green space, areas in ha with a decimal comma. */
static void write_surroundings(const town *t)
{
    enum { YEAR = 7 };
    sheet *s = sheet_new("UB;Einwohner;über 55 dB(A) Lden;Kinder unter 18;Grünfläche in ha;"
                         "Spielfläche in m²");
    for (int i = 0; i < t->c->n_quarters; i++) {
        spot at = {QUARTERS, i};
        sheet_text(s, "%d", spot_key(t, at));
        sheet_count(s, spot_count(t, at, YEAR, -1, -1, 0, N_AGES));
        sheet_count(s, spot_fact(t, at, YEAR, NOISE));
        sheet_count(s, spot_count(t, at, YEAR, -1, -1, 0, 18));
        sheet_number(s, spot_fact(t, at, YEAR, GREEN) / 10000.0, 2);
        sheet_count(s, spot_fact(t, at, YEAR, PLAYGROUND));
    }
    sheet_write_csv(s, "samples/musterstadt/umwelt.csv",
                    (dialect){.is_latin1 = true, .is_grouped = true, .is_crlf = true});
    sheet_free(s);
}

void write_social_tables(const town *t)
{
    write_employed(t);
    write_unemployed(t);
    write_sgb2(t);
    write_minimum(t);
    write_income(t);
    write_work_report(t);
    write_homes(t);
    write_rent(t);
    write_elections(t);
    write_surroundings(t);
}
