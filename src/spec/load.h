/* load: a layout and all it includes, as one tree.
 *
 * The built-in style comes first, then what the layout's kind of print shop asks for, then what
 * a file includes, then the file.  Under `style` and
 * `format` a later file replaces what it names again; anywhere else a name given twice is an
 * error, and pages follow each other.
 */
#ifndef SB_SPEC_LOAD_H
#define SB_SPEC_LOAD_H

#include "source/source.h"
#include "spec/project.h"

/* project: what may be included; NULL: anything.
 * A map of sections in the order of keys.def, unknown ones behind.  NULL with errors if some
 * file could not be read: what it defines would be missed everywhere. */
const sb_node *sb_load(const char *path, const sb_project *project, sb_arena *arena,
                       sb_diag *diag);

/* layouts/style.yaml and layouts/shops.yaml, built in. */
extern const unsigned char sb_style_yaml[], sb_shops_yaml[];
extern const unsigned long sb_style_yaml_size, sb_shops_yaml_size;

#endif
