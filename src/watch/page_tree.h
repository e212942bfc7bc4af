/* What the files that make the page of findings share. */
#ifndef WAT_PAGE_TREE_H
#define WAT_PAGE_TREE_H

#include "watch/page.h"

#include <libxml/tree.h>

/* Sets an attribute; what is no text in the value becomes U+FFFD. */
void wat_set(xmlNodePtr node, const char *name, const char *text);
void wat_set_number(xmlNodePtr node, const char *name, long long number);

/* Adds an element with a text, or without if that is NULL. */
xmlNodePtr wat_add(xmlNodePtr parent, const char *name, const char *text, size_t length);

/* A run's findings by file, worst first: those that are accepted, or those that are not. */
void wat_add_findings(xmlNodePtr root, const struct bat_run *run, bool accepted);

#endif
