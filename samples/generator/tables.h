/* tables: what each office of Musterstadt hands over, in its own shape. */
#ifndef MUSTERSTADT_TABLES_H
#define MUSTERSTADT_TABLES_H

#include "society.h"

typedef struct town { /* all there is */
    const city *c;
    const people *p;
    const society *s;
} town;

enum { QUARTERS, DISTRICTS, BOROUGHS, CITY };

typedef struct spot { /* one area of one level */
    int level, index;
} spot;

int spots(const town *t, int level); /* how many there are */
int spot_key(const town *t, spot at);
const char *spot_name(const town *t, spot at);
bool spot_holds(const town *t, spot at, int home);
int spot_fact(const town *t, spot at, int year, fact f);
int spot_count(const town *t, spot at, int year, int nation, int sex, int from, int below);

void write_people_tables(const town *t);
void write_social_tables(const town *t);
void write_child_tables(const town *t);
void write_places(const town *t); /* facilities, quotes, texts, other divisions */

#endif
