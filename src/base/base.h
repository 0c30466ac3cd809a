/* base: what every module stands on, made of libc alone.
 *
 * arena.h    memory by lifetime       vec.h      growing lists and an index by name
 * buf.h      growing bytes            utf8.h     characters in UTF-8
 * diag.h     collected errors         value.h    a number with its state
 * geom.h     points, boxes, matrices  parallel.h the one thread loop
 * near.h     "did you mean"           file.h     whole files, temporary names
 * message.h  gettext
 *
 * Start with arena.h and diag.h; the rest is what its name says.
 */
#ifndef SB_BASE_BASE_H
#define SB_BASE_BASE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"
#include "base/file.h"
#include "base/geom.h"
#include "base/message.h"
#include "base/near.h"
#include "base/parallel.h"
#include "base/utf8.h"
#include "base/value.h"
#include "base/vec.h"

/* Run `fn(&variable)` when the variable goes out of scope. */
#define SB_AUTO(fn) __attribute__((cleanup(fn)))
#define SB_COUNT(array) (sizeof(array) / sizeof *(array))

#endif
