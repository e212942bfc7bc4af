/*
 * Font service. Enters: font files, words. Leaves: faces, metrics, shaped words with exact advances, subsets.
 * A library owns its faces and its cache of shaped words; it is a worker's and outlives documents, so that a
 * word is shaped once per face and feature set. Nothing here depends on fonts that the machine happens to
 * have.
 */
#ifndef FNT_FONT_H
#define FNT_FONT_H

#include "arshjul.h"
#include "base/buf.h"
#include "base/job.h"

#include <stdbool.h>

struct fnt_library;
struct fnt_face;

/* All in font units, y upwards, but for the angle. */
struct fnt_metrics {
    int32_t upem, ascent, descent,
        line_gap; /* descent is negative; hhea, or OS/2 typo with USE_TYPO_METRICS */
    int32_t cap_height, x_height, stem_v;
    int32_t underline_position, underline_thickness;
    int32_t bbox[4]; /* left, bottom, right, top */
    double italic_angle;
    uint16_t weight;
    bool fixed_pitch, serif, italic, cff;
};

struct fnt_glyph {
    uint16_t gid;
    uint16_t cluster; /* byte offset of the cluster's first byte in the word */
    int32_t advance;  /* font units */
    int32_t x, y;     /* offset from the pen, font units */
};

/* A shaped word (or space, or punctuation): immutable, owned by the library's cache. */
struct fnt_word {
    const char *text; /* UTF-8 */
    uint32_t length;  /* bytes */
    uint32_t glyph_count;
    const struct fnt_glyph *glyphs; /* in reading order, left to right */
    int64_t advance;                /* sum of the advances, font units */
    bool missing;                   /* a glyph 0 is among them: the face lacks a character */
};

struct fnt_library *fnt_library_new(void);
void fnt_library_free(struct fnt_library *library);

/*
 * The face of a font file (first face; TrueType or OpenType-CFF), loaded once per library. `path` is
 * absolute. NULL after a finding at `at`: file missing, damaged, or its OS/2 fsType forbids embedding or
 * subsetting. The job's inputs note the file and its hash.
 */
const struct fnt_face *fnt_face_load(struct fnt_library *library, struct aj_job *job, const char *path,
                                     aj_at at);

const struct fnt_metrics *fnt_face_metrics(const struct fnt_face *face);
const char *fnt_face_postscript_name(const struct fnt_face *face);
const char *fnt_face_path(const struct fnt_face *face);

/* SHA-256 of its file, as 64 hex digits and a NUL. */
const char *fnt_face_sha256(const struct fnt_face *face);
bool fnt_face_has(const struct fnt_face *face, uint32_t code);

/* Whether the face substitutes glyphs for an OpenType feature (four letters: "smcp"). */
bool fnt_face_has_feature(const struct fnt_face *face, const char *tag);

/*
 * Shapes `length` bytes of one script and direction, kerned and with the standard ligatures; more than 65,535
 * bytes are shaped up to the last whole character within them, and the word's length says so. `features` is a
 * CSS-like list of OpenType settings ("tnum", "smcp", "liga=0", joined by commas) or NULL for none;
 * `language` a BCP 47 tag. Cached for the library's life.
 */
const struct fnt_word *fnt_shape(struct fnt_library *library, const struct fnt_face *face,
                                 const char *features, const char *language, const char *text, size_t length);

/*
 * Between documents, never while words or faces are in use: lets go of words so that about `most` bytes of
 * them are kept, those that the last documents had; of all words and faces when there are more than 64 faces.
 */
void fnt_library_trim(struct fnt_library *library, size_t most);

/*
 * The advance (font units) of the word's first `bytes` bytes, or -1 when that cuts a cluster: the width of a
 * fragment without shaping it again.
 */
int64_t fnt_word_prefix(const struct fnt_word *word, uint32_t bytes);

/* Font units at `size` as a length, rounded once. */
aj_len fnt_scale(const struct fnt_face *face, int64_t units, aj_len size);

/*
 * Subsets the face to `count` glyphs (glyph 0 is always kept) for embedding; map[i] receives the new id of
 * gids[i]. Appended to `out`: for a glyf face an sfnt with glyf, loca, head, hhea, hmtx, maxp (a
 * CIDFontType2's FontFile2); for a CFF face (metrics.cff) an OpenType sfnt with CFF, head, hhea, hmtx, maxp
 * (a CIDFontType0's FontFile3 of Subtype OpenType, whose CIDs are glyph ids). Without hinting, layout and
 * cmap: what a CIDFont does not use (ISO 32000-1, 9.9). The same input gives the same bytes. False when
 * HarfBuzz cannot.
 */
bool fnt_subset(const struct fnt_face *face, const uint16_t *gids, uint32_t count, uint16_t *map,
                struct aj_buf *out);

/*
 * The face for a browser: the characters `codes` (ascending, each once; those that the face lacks are passed
 * over) with its kerning, ligatures and the OpenType features named in `features` ("tnum,ss03" or NULL), as a
 * WOFF 1.0 file (W3C Recommendation of 2012) appended to `out`. Without hinting. The same input gives the
 * same bytes; the library keeps the first 8 MiB of what it made. False when HarfBuzz cannot, or nothing is
 * left of the face.
 */
bool fnt_web_font(struct fnt_library *library, const struct fnt_face *face, const uint32_t *codes,
                  uint32_t count, const char *features, struct aj_buf *out);

#endif
