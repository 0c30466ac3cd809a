/* write: the files, each the same bytes whenever the generator runs. */
#ifndef MUSTERSTADT_WRITE_H
#define MUSTERSTADT_WRITE_H

#include "geography.h"

/* path of a file below the folder that main() was given; makes its folder. */
const char *path_of(const char *format, ...) __attribute__((format(printf, 1, 2)));
void path_begin(const char *root);

void write_shapes(const city *c);

#endif
