/*
 * Batch. Enters: report files and options. Leaves: PDFs and build records, written whole or not at all. A
 * worker holds what outlives a report: faces, words, compiled templates, patterns.
 */
#ifndef BAT_BATCH_H
#define BAT_BATCH_H

#include "base/job.h"

struct bat_worker;

struct bat_worker *bat_worker_new(const char *templates);
void bat_worker_free(struct bat_worker *worker);

#endif
