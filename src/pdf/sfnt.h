/* What the pdf stage reads of an embedded font program: its tables, widths, and a CFF font's CIDs. */
#ifndef PDF_SFNT_H
#define PDF_SFNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pdf_sfnt {
    const uint8_t *bytes;
    size_t length;
    const uint8_t *hmtx, *cff; /* cff: NULL for TrueType outlines */
    size_t hmtx_length, cff_length;
    uint32_t metric_count; /* hhea's numberOfHMetrics */
    uint32_t upem;
};

/* False when a table that is needed is missing or cut. The bytes are borrowed. */
bool pdf_sfnt_open(struct pdf_sfnt *font, const void *bytes, size_t length);

/* A glyph's advance width in font units. */
uint32_t pdf_sfnt_advance(const struct pdf_sfnt *font, uint16_t gid);

/*
 * Fills cids (count of them) with the CID of each glyph of a CFF font: its charset's for a CID-keyed one,
 * else the glyph's own number (ISO 32000-1 9.7.4.2). False when the font is damaged.
 */
bool pdf_cff_cids(const struct pdf_sfnt *font, uint16_t *cids, uint32_t count);

#endif
