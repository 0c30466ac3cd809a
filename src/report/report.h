/* report: the pipeline, stage by stage, behind the public API.
 *
 * source -> spec -> area + data -> indicator -> compose (parallel) -> doc -> backend.
 * report.c: open and close · build.c: pages and files · values.c: CSV and JSON.
 */
#ifndef SB_REPORT_REPORT_H
#define SB_REPORT_REPORT_H

#include "compose/compose.h"

#include <sozialbericht/sozialbericht.h>

#endif
