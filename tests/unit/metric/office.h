/* A small organisation in a temporary folder: its tables, and a report that is bound against them. */
#ifndef OFFICE_H
#define OFFICE_H

#include "metric/metric.h"
#include "source/source.h"

struct office {
    char *folder;
    struct aj_job *job;
    struct met_result *result;
};

/* Lays out the ordinary tables (resultat.csv, drift.csv, inv.csv, mal.csv, ind.csv, nyckeltal.csv). */
void office_open(struct office *office);
void office_write(const struct office *office, const char *name, const char *text);

/* Templates of the office's own, instead of the project's: templates/<name>. */
void office_write_template(const struct office *office, const char *name, const char *text);

/*
 * Binds a report: its <data> is line 2 (`data`), the body of its section line 4 (`body`). own_templates:
 * those that office_write_template wrote.
 */
void office_bind(struct office *office, const char *data, const char *body, bool own_templates);
void office_close(struct office *office);

/* As office_bind, with attributes of the report's own (strict="ja"). */
void office_bind_as(struct office *office, const char *attributes, const char *data, const char *body);

/* The bound text of the body, without the list of findings; in the job's arena. */
const char *office_text(struct office *office);

/* The same with its no-break spaces as spaces. */
const char *office_plain(struct office *office);

/* Fails the test unless there is such a finding; the first of its code is asked. `file` is the place's last
 * part. */
void office_expect(const struct office *office, enum aj_code code, const char *file, uint32_t line,
                   uint32_t column, const char *hint);

/* Sources for `data`. */
extern const char office_sources[];

#endif
