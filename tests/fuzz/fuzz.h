/* fuzz: what the fuzz targets share.
 *
 * Each target is one file with one LLVMFuzzerTestOneInput().  Clang links it with libFuzzer
 * (`./dev fuzz SECONDS`); otherwise replay.c has a main() that plays the corpus, for ctest.
 */
#ifndef SB_TEST_FUZZ_H
#define SB_TEST_FUZZ_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static char fuzz_folder_path[64];

static inline void fuzz_remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", fuzz_folder_path);
    if (system(command) != 0)
        fprintf(stderr, "%s is left\n", fuzz_folder_path);
}

/* A folder of this process's own, removed at its end. */
static inline const char *fuzz_folder(void)
{
    if (*fuzz_folder_path)
        return fuzz_folder_path;
    strcpy(fuzz_folder_path, "/tmp/sozialbericht-fuzz-XXXXXX");
    if (!mkdtemp(fuzz_folder_path))
        abort();
    atexit(fuzz_remove_folder);
    return fuzz_folder_path;
}

/* Where a file of that folder is. */
static inline const char *fuzz_path(const char *name)
{
    static char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", fuzz_folder(), name);
    return path;
}

static inline const char *fuzz_write(const char *name, const void *data, size_t n)
{
    const char *path = fuzz_path(name);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(data, 1, n, file) != n || fclose(file) != 0)
        abort();
    return path;
}

#endif
