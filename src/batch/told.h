/*
 * What a failed attempt found, kept in its record so that it can be told again word for word without being
 * found again: as long as nothing that the report was made of has changed, another build would fail the same.
 */
#ifndef BAT_TOLD_H
#define BAT_TOLD_H

#include "batch/batch.h"

#include <jansson.h>

struct bat_item;

/*
 * The findings of a run that was not printed: code, arguments, places with the part of the line that is
 * shown. NULL when they cannot be told again: another build might find something else (what it found is about
 * the output, the machine or the program), or a place is not to be named without a path of this machine. The
 * caller owns the reference.
 */
json_t *bat_told_json(const struct bat_run *run);

/* A mark of how the report was named, on which the words of findings may depend: 64 digits and a NUL. */
void bat_told_mark(const char *report, char hex[65]);

/*
 * A run of a report whose failed record is fresh (bat_freshness.failed): its findings are those of the
 * attempt, its outcome is BAT_NOT_PRINTED, and there is nothing more to take or to print. NULL when the
 * record has become another meanwhile.
 */
struct bat_run *bat_open_told(struct bat_worker *worker, const struct bat_item *item, bool html);

#endif
