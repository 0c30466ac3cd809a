#include "names.h"

#include "plain.h"

#include <stdio.h>
#include <string.h>

static const char *const fronts[] = {
    "Mühlen",  "Linden",  "Kirch",   "Eichen",    "Birken",   "Schloss", "Ziegel",  "Kreuz",
    "Krähen",  "Rüster",  "Bären",   "Fuchs",     "Rosen",    "Wiesen",  "Brunnen", "Gärtner",
    "Schäfer", "Töpfer",  "Fürsten", "Kaiser",    "Martins",  "Ulmen",   "Hütten",  "Buchen",
    "Hühner",  "Stein",   "Sand",    "Weiden",    "Schmiede", "Zeisig",  "Lerchen", "Hasel",
    "Kloster", "Spital",  "Weber",   "Färber",    "Holunder", "Erlen",   "Hirsch",  "König",
    "Möwen",   "Flieder", "Ginster", "Kastanien", "Bleich",   "Garten",  "Müller",  "Röhren"};
static const char *const backs[] = {"feld", "kamp",  "berg",     "grund", "winkel", "bruch",
                                    "hof",  "bach",  "horst",    "busch", "tal",    "höhe",
                                    "rain", "brink", "siedlung", "anger"};
static const char *const city_backs[] = {"straße", "platz", "tor",     "markt", "gasse",
                                         "ring",   "wall",  "viertel", "ufer",  "höfe"};
static const char *const street_backs[] = {"straße", "weg", "allee", "gasse", "ring", "platz"};

static void compose(lot *l, bool is_central, char *name, size_t size)
{
    const char *front = fronts[lot_below(l, COUNT(fronts))];
    const char *back = is_central ? city_backs[lot_below(l, COUNT(city_backs))]
                                  : backs[lot_below(l, COUNT(backs))];
    snprintf(name, size, "%s%s%s", front, strcmp(front, "König") == 0 ? "s" : "", back);
}

static bool is_taken(const city *c, const char *name)
{
    for (int i = 0; i < c->n_quarters; i++)
        if (strcmp(c->quarters[i].name, name) == 0)
            return true;
    return false;
}

void names_take(char *name, size_t size, const char *given)
{
    snprintf(name, size, "%s", given);
}

/* Where a quarter lies in its district, as people say it. */
static const char *side_of(const city *c, const quarter *q)
{
    double x = 0, y = 0;
    int n = 0;
    for (int i = 0; i < c->n_quarters; i++)
        if (c->quarters[i].district == q->district) {
            x += c->quarters[i].x;
            y += c->quarters[i].y;
            n++;
        }
    double dx = q->x - x / n, dy = q->y - y / n, far = 350;
    if (dx * dx + dy * dy < far * far)
        return "Mitte";
    return dx * dx > dy * dy ? dx > 0 ? "Ost" : "West" : dy > 0 ? "Nord" : "Süd";
}

static void propose(const city *c, const quarter *q, int number, lot *l, char *name,
                    size_t size)
{
    const district *d = &c->districts[q->district];
    bool is_central = d->borough == 0 || d->key == 21 || d->key == 31 || d->key == 51;
    char one[28], two[28];
    compose(l, is_central, one, sizeof one);
    if (number < 4 && !strchr(d->name, '/') && lot_chance(l, 0.35))
        snprintf(name, size, "%s-%s", d->name, side_of(c, q));
    else if (lot_chance(l, 0.14)) {
        compose(l, is_central, two, sizeof two);
        snprintf(name, size, "%s/%s", one, two);
    } else if (!is_central && lot_chance(l, 0.12))
        snprintf(name, size, "%s %s", lot_chance(l, 0.5) ? "Am" : "Im", one);
    else
        snprintf(name, size, "%s", one);
}

static const struct {
    int key;
    const char *name;
} given[] = {{111, "Marktplatz/Dom"},        {221, "Freihafen"},
             {222, "Containerkai/Werft"},    {266, "Röhr-Außendorf"},
             {531, "Klosterfreiheit-Stift"}, {532, "Äbtissinnenhof"}};

void names_give(city *c)
{
    for (int i = 0; i < c->n_quarters; i++)
        for (int k = 0; k < COUNT(given); k++)
            if (given[k].key == c->quarters[i].key)
                names_take(c->quarters[i].name, sizeof c->quarters[i].name, given[k].name);
    for (int i = 0; i < c->n_quarters; i++) {
        quarter *q = &c->quarters[i];
        lot l = lot_for("name", q->key);
        for (int number = 0; !*q->name; number++) {
            char name[64];
            propose(c, q, number, &l, name, sizeof name);
            if (!is_taken(c, name))
                names_take(q->name, sizeof q->name, name);
        }
    }
}

void names_street(lot *l, char *name, size_t size)
{
    snprintf(name, size, "%s%s", fronts[lot_below(l, COUNT(fronts) - 9)],
             street_backs[lot_below(l, COUNT(street_backs))]);
}
