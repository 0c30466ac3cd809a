/* version: of the library, as MAJOR.MINOR.PATCH. */
#ifndef SOZIALBERICHT_VERSION_H
#define SOZIALBERICHT_VERSION_H

#define SB_VERSION "0.1.0"

#endif
