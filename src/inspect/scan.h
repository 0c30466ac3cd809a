/* scan: the tokens of a content stream (ISO 32000-1, 7.8.2): operators with their operands. */
#ifndef SB_INSPECT_SCAN_H
#define SB_INSPECT_SCAN_H

#include "base/base.h"

enum { SB_OPERANDS = 33, SB_NAME_ROOM = 128 };

/* An operator as it was read. */
typedef struct sb_operation {
    char operator[4];            /* longer ones are cut: none of PDF's is */
    double numbers[SB_OPERANDS]; /* the last of them */
    int n;
    char first[SB_NAME_ROOM], last[SB_NAME_ROOM]; /* names, without '/' */
    int n_names;
    bool has_dict, has_mcid; /* an inline dictionary, one with /MCID */
} sb_operation;

typedef struct sb_scan {
    const char *at, *end;
} sb_scan;

/* The next operator; false at the end.  An inline image comes as one operation, "EI". */
bool sb_scan_next(sb_scan *scan, sb_operation *operation);

#endif
