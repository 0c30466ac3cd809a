#include "tables.h"

#include "names.h"
#include "plain.h"
#include "random.h"
#include "sheet.h"

#include <stdio.h>
#include <string.h>

/* ---- facilities ---- */

/* A point inside a quarter, not at its edge. */
static void point_in(const town *t, int home, lot *l, double xy[2])
{
    const grid *g = &t->c->land;
    const quarter *q = &t->c->quarters[home];
    for (int tries = 0; tries < 4000; tries++) {
        double x = q->x + 350 * lot_normal(l), y = q->y + 350 * lot_normal(l);
        int cx = (int)((x - g->x0) / g->cell), cy = (int)((y - g->y0) / g->cell);
        bool is_inside = true;
        for (int k = 0; k < 9; k++)
            is_inside &= grid_label(g, cx + (k % 3 - 1) * 3, cy + (k / 3 - 1) * 3) == home;
        if (is_inside) {
            xy[0] = rounded(x);
            xy[1] = rounded(y);
            return;
        }
    }
    give_up("home %d has no room for a house", q->key);
}

static void write_facilities(const town *t)
{
    enum { LAST = N_YEARS - 1 };
    static const struct {
        const char *type;
        int from, below; /* ages of those it is for */
        double for_each; /* one for so many of them */
        double places;   /* for each of them; 0: none */
    } types[] = {
        {"Kindertageseinrichtung", 0, 6, 105, 0.74},  {"Grundschule", 6, 10, 310, 0.97},
        {"weiterführende Schule", 10, 18, 1200, 1.0}, {"Jugendzentrum", 10, 21, 1900, 0},
        {"Familienzentrum", 0, 12, 1500, 0},          {"Pflegeheim", 75, N_AGES, 620, 0.15},
        {"Begegnungsstätte", 65, N_AGES, 2300, 0},    {"Schuldnerberatung", 18, 65, 40000, 0},
        {"Stadtteilbüro", 0, N_AGES, 24000, 0},       {"Bibliothek", 0, N_AGES, 30000, 0}};
    static const char *const carriers[] = {"städtisch", "evangelisch", "katholisch",
                                           "AWO",       "DRK",         "Elterninitiative"};
    sheet *s = sheet_new("nr;art;name;traeger;anschrift;unterbezirk;ost;nord;plaetze");
    int number = 0;
    for (int k = 0; k < COUNT(types); k++) {
        lot l = lot_for(types[k].type, 0);
        double waiting = 0;
        for (int i = 0; i < t->c->n_quarters; i++) {
            waiting += people_count(t->p, LAST, i, -1, -1, types[k].from, types[k].below);
            if (waiting < types[k].for_each ||
                people_count(t->p, LAST, i, -1, -1, 0, N_AGES) == 0)
                continue;
            int here = (int)(waiting / types[k].for_each);
            int seats = types[k].places > 0 ? rounded(waiting * types[k].places / here) : 0;
            for (int h = 0; h < here; h++) {
                char street[64];
                double xy[2];
                const char *carrier = carriers[lot_below(&l, COUNT(carriers))];
                names_street(&l, street, sizeof street);
                point_in(t, i, &l, xy);
                sheet_text(s, "%d", ++number);
                sheet_text(s, "%s", types[k].type);
                sheet_text(s, "%s %s", types[k].type, street);
                sheet_text(s, "%s", strstr(types[k].type, "chule") ? "städtisch" : carrier);
                sheet_text(s, "%s %d", street, 1 + lot_below(&l, 140));
                sheet_text(s, "%d", t->c->quarters[i].key);
                sheet_count(s, (int)xy[0]);
                sheet_count(s, (int)xy[1]);
                if (seats)
                    sheet_count(s, rounded(seats * (0.85 + 0.3 * lot_unit(&l))));
                else
                    sheet_text(s, "%s", "");
            }
            waiting -= here * types[k].for_each;
        }
    }
    sheet_write_csv(s, "samples/musterstadt/einrichtungen.csv", (dialect){0});
    sheet_free(s);
}

/* ---- voices ---- */

static void write_voices(void)
{
    static const struct {
        int district;
        const char *who, *role, *words;
    } voices[] = {
        {21, "Aylin D.", "Mutter von drei Kindern",
         "Hier kennt jeder jeden. Aber eine Wohnung mit vier Zimmern, die finde ich seit zwei "
         "Jahren nicht."},
        {21, "Jürgen K.", "Leiter des Jugendzentrums",
         "Um 15 Uhr stehen vierzig Jugendliche vor der Tür. Wir haben Platz für "
         "fünfundzwanzig."},
        {24, "Herr Öztürk", "früher im Stahlwerk",
         "Als das Werk 2022 zumachte, war das wie ein Todesfall. Man grüßt sich jetzt leiser."},
        {32, "Mariam A.", "Schülerin, 17 Jahre",
         "Wenn ich »Mühlenfeld« sage, gucken die Leute. Dabei sind die Teiche der schönste Ort "
         "der Stadt."},
        {61, "Heike L.", "Hausärztin",
         "Neu-Amerika hat man schon dreimal abgeschrieben. Es arbeitet einfach weiter."},
        {23, "Jens B.", "neu zugezogen",
         "Vorne der Hafen, hinten der Spielplatz: mehr brauchen wir nicht; nur der Bus kommt "
         "zu selten."},
        {54, "Renate S.", "Nachbarschaftshilfe Am Weinberg",
         "Der Ortsteil gilt als reich. In unseren vier Blocks reicht das Geld trotzdem nur bis "
         "zum Zwanzigsten."},
        {63, "Käthe M.", "82 Jahre", "Der Laden ist zu, die Kneipe ist zu. Das Moor bleibt."}};
    static const struct {
        int district;
        const char *words;
    } texts[] = {
        {11, "Rund um den Markt liegt die älteste Siedlung der Stadt. Heute wird hier mehr "
             "gearbeitet als gewohnt."},
        {21, "Die Nordstadt ist der kinderreichste Ortsteil und seit hundert Jahren der Ort, "
             "an dem Musterstadt ankommt."},
        {22, "Im Hafen wohnt niemand. Er gehört zur Statistik, weil er zur Fläche gehört."},
        {23, "Die Kaimauer wurde ab 2014 auf alten Hafenflächen gebaut und wächst schneller "
             "als jeder andere Ortsteil."},
        {53, "Die Klosterfreiheit gehörte bis 1929 nicht zur Stadt. Sie liegt ganz von "
             "Röhrsberg umschlossen."},
        {26, "Zu Ahlsen/Röhr gehört das Röhr-Außendorf, das zwischen Eisenhütte, Mühlenfeld "
             "und Hohe Warte liegt."}};
    sheet *s = sheet_new("ortsteil;wer;rolle;zitat");
    for (int i = 0; i < COUNT(voices); i++) {
        sheet_text(s, "%d", voices[i].district);
        sheet_text(s, "%s", voices[i].who);
        sheet_text(s, "%s", voices[i].role);
        sheet_text(s, "%s", voices[i].words);
    }
    sheet_write_csv(s, "samples/musterstadt/zitate.csv", (dialect){0});
    sheet_free(s);
    s = sheet_new("ortsteil;text");
    for (int i = 0; i < COUNT(texts); i++) {
        sheet_text(s, "%d", texts[i].district);
        sheet_text(s, "%s", texts[i].words);
    }
    sheet_write_csv(s, "samples/musterstadt/texte.csv", (dialect){0});
    sheet_free(s);
}

/* ---- other divisions ---- */

static void write_set(const town *t, const char *path, bool is_40)
{
    sheet *s = sheet_new("sozialraum;name;unterbezirk");
    const quarter *q = t->c->quarters;
    for (int number = 1, found = 1; found; number++) {
        int largest = -1, most = -1;
        found = 0;
        for (int i = 0; i < t->c->n_quarters; i++)
            if ((is_40 ? q[i].set40 : q[i].set39) == number) {
                int n = people_count(t->p, N_YEARS - 1, i, -1, -1, 0, N_AGES);
                largest = n > most ? i : largest;
                most = n > most ? n : most;
                found++;
            }
        for (int i = 0; i < t->c->n_quarters; i++)
            if ((is_40 ? q[i].set40 : q[i].set39) == number) {
                sheet_text(s, "%02d", number);
                sheet_text(s, "%s/%s", t->c->districts[q[largest].district].name,
                           q[largest].name);
                sheet_text(s, "%d", q[i].key);
            }
    }
    sheet_write_csv(s, path, (dialect){0});
    sheet_free(s);
}

/* What part of each old district's people lives in which new one. */
static void write_crosswalk(const town *t)
{
    enum { YEAR = 2 }; /* 31.12.2017, the last day of the old division */
    sheet *s =
        sheet_new("ortsteil_alt;ortsteil_neu;einwohner_2017;anteil_am_alten;unterbezirke");
    for (int old = 0; old < N_DISTRICTS; old++)
        for (int new = 0; new < N_DISTRICTS; new ++) {
            int both = 0, all = 0, n = 0;
            char keys[256] = "";
            for (int i = 0; i < t->c->n_quarters; i++) {
                const quarter *q = &t->c->quarters[i];
                int here = people_count(t->p, YEAR, i, -1, -1, 0, N_AGES);
                all += q->old_district == old ? here : 0;
                if (q->old_district != old || q->district != new)
                    continue;
                both += here;
                size_t used = strlen(keys);
                snprintf(keys + used, sizeof keys - used, "%s%d", n++ ? " " : "", q->key);
            }
            if (!n)
                continue;
            sheet_text(s, "%d", t->c->districts[old].key);
            sheet_text(s, "%d", t->c->districts[new].key);
            sheet_count(s, both);
            sheet_number(s, all ? (double)both / all : 1, 4);
            sheet_text(s, "%s", keys);
        }
    sheet_write_csv(s, "shapes/umschluesselung-ortsteile-2017.csv", (dialect){0});
    sheet_free(s);
}

void write_places(const town *t)
{
    write_facilities(t);
    write_voices();
    write_set(t, "shapes/sozialraeume-39.csv", false);
    write_set(t, "shapes/sozialraeume-40.csv", true);
    write_crosswalk(t);
}
