/* What the steps on a document's way to being adopted are called. */
#ifndef MDL_DECISION_H
#define MDL_DECISION_H

#include <stdbool.h>

/* Whether a decision's verb ("antar", "tillstyrker") makes the document hold. */
bool mdl_decision_adopts(const char *status);

/* Whether what is decided so begins to be in force: a report of what has been, which is approved
 * ("godkänner"), tells of a time that is past. */
bool mdl_decision_enacts(const char *status);

#endif
