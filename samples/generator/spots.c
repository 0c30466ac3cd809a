#include "tables.h"

int spots(const town *t, int level)
{
    const int n[] = {t->c->n_quarters, N_DISTRICTS, N_BOROUGHS, 1};
    return n[level];
}

int spot_key(const town *t, spot at)
{
    return at.level == QUARTERS    ? t->c->quarters[at.index].key
           : at.level == DISTRICTS ? t->c->districts[at.index].key
           : at.level == BOROUGHS  ? t->c->boroughs[at.index].key
                                   : 0;
}

const char *spot_name(const town *t, spot at)
{
    return at.level == QUARTERS    ? t->c->quarters[at.index].name
           : at.level == DISTRICTS ? t->c->districts[at.index].name
           : at.level == BOROUGHS  ? t->c->boroughs[at.index].name
                                   : "Musterstadt";
}

bool spot_holds(const town *t, spot at, int home)
{
    int mine = t->c->quarters[home].district;
    return at.level == QUARTERS    ? home == at.index
           : at.level == DISTRICTS ? mine == at.index
           : at.level == BOROUGHS  ? t->c->districts[mine].borough == at.index
                                   : true;
}

int spot_fact(const town *t, spot at, int year, fact f)
{
    int sum = 0;
    for (int i = 0; i < t->c->n_quarters; i++)
        if (spot_holds(t, at, i))
            sum += t->s->at[year][i][f];
    return sum;
}

int spot_count(const town *t, spot at, int year, int nation, int sex, int from, int below)
{
    int sum = 0;
    for (int i = 0; i < t->c->n_quarters; i++)
        if (spot_holds(t, at, i))
            sum += people_count(t->p, year, i, nation, sex, from, below);
    return sum;
}
