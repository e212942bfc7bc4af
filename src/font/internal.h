/* What the files of the font service share: the library, its faces, its cache of shaped words. */
#ifndef FNT_INTERNAL_H
#define FNT_INTERNAL_H

#include "base/map.h"
#include "font/font.h"

#include <hb.h>

struct fnt_face {
    const char *path;
    const char *name; /* the file's base name */
    const char *postscript_name;
    const char *bytes; /* the file, mapped */
    size_t length;
    char sha256[65];
    hb_face_t *face;
    hb_font_t *font;
    hb_set_t *characters; /* all that the cmap has */
    struct fnt_metrics metrics;
};

enum { FNT_FEATURE_MOST = 24 };

/* What a word is shaped with besides its text. */
struct fnt_setup {
    const struct fnt_face *face;
    const char *features, *language; /* never NULL; "" for none */
    uint64_t seed;                   /* what hashing a word's text starts from */
    hb_language_t hb_language;
    hb_feature_t hb_features[FNT_FEATURE_MOST];
    uint32_t feature_count;
};

struct fnt_slot {
    uint64_t hash;
    const struct fnt_setup *setup; /* NULL: free */
    const struct fnt_word *word;
};

/* A table of shaped words. */
struct fnt_words {
    struct aj_arena *arena; /* of the words; NULL: there are none */
    struct fnt_slot *slots; /* slot_mask + 1 of them, at most half full; malloc'ed */
    uint32_t slot_mask, count;
};

/* A face made for a browser. */
struct fnt_web_file {
    const char *bytes;
    size_t length;
};

struct fnt_library {
    struct aj_arena *arena; /* web files */
    struct aj_arena *held;  /* faces and setups */
    struct aj_map faces;    /* by path */
    uint32_t face_count;
    hb_buffer_t *buffer;

    struct fnt_setup **setups; /* pointers: slots keep them while the array grows */
    uint32_t setup_len, setup_cap;
    const struct fnt_setup *last;

    struct aj_map web_files; /* struct fnt_web_file by what it was made of */
    size_t web_bytes;

    /* Words that were met lately, and before: what is found among the old ones moves to the young. */
    struct fnt_words young, old;
};

/* Gives all faces and setups back; no words are left that were shaped with them. */
void fnt_forget_faces(struct fnt_library *library);

void fnt_cache_open(struct fnt_library *library);
void fnt_cache_close(struct fnt_library *library);

#endif
