/* Which program this is, as far as what it prints may depend on it. */
#ifndef BAT_PROGRAM_H
#define BAT_PROGRAM_H

#include <jansson.h>

/* SHA-256 of the sources of all stages that shape a report, made when they are compiled
 * (cmake/sources.cmake). */
extern const char bat_sources[];

/*
 * {"name", "version", "sources", "libraries": {name: version}}: the same wherever the same sources run with
 * the same libraries. The caller owns the reference.
 */
json_t *bat_program_json(void);

#endif
