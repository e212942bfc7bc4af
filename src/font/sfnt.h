/*
 * The tables of a TrueType or OpenType file, read only as far as faces need them: that they are whole, what
 * they say about embedding, and the metrics. Source: the OpenType specification 1.9, "Organization of an
 * OpenType Font" and the chapters of the tables named.
 */
#ifndef FNT_SFNT_H
#define FNT_SFNT_H

#include "font/font.h"

enum sfnt_fault { SFNT_WHOLE, SFNT_NO_FONT, SFNT_DAMAGED };

struct sfnt {
    const uint8_t *bytes;
    size_t length;
    size_t directory; /* offset of the first table record */
    uint16_t table_count;
};

struct sfnt_table {
    const uint8_t *bytes; /* NULL: the font has no such table */
    uint32_t length;
};

/*
 * Opens a file's first font and checks that every table lies within the file and that those needed for
 * setting and embedding it are there and large enough. On SFNT_DAMAGED `tag` names the table (4 letters and a
 * NUL).
 */
enum sfnt_fault sfnt_open(struct sfnt *font, const char *bytes, size_t length, char tag[5]);

struct sfnt_table sfnt_find(const struct sfnt *font, const char *tag);

/* OS/2.fsType, 0 (installable) where the font has no OS/2 table. */
uint16_t sfnt_embedding(const struct sfnt *font);

/*
 * Everything but stem_v, and cap_height and x_height where OS/2 is too old to give them (then 0).
 */
void sfnt_metrics(const struct sfnt *font, struct fnt_metrics *metrics);

#endif
