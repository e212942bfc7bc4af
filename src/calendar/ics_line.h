/* Content lines of iCalendar (RFC 5545, 3.1). */
#ifndef CAL_ICS_LINE_H
#define CAL_ICS_LINE_H

#include "base/buf.h"

/*
 * Appends "NAME:value" as it is, folded into lines of at most 75 octets without their ends, none of which
 * splits a character, each ended by CR LF.
 */
void cal_ics_line(struct aj_buf *out, const char *name, const char *value);

/*
 * The same for a value of type TEXT (3.3.11): backslash, comma and semicolon are escaped, a line end is \n,
 * and control characters are left out.
 */
void cal_ics_text(struct aj_buf *out, const char *name, const char *value);

/* Appends a parameter's value in quotes (3.2); what cannot stand in quotes is a blank. */
void cal_ics_quoted(struct aj_buf *out, const char *value);

#endif
