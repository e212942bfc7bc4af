/*
 * Where Swedish words may be broken. The patterns (the hyph_sv_SE dictionary) are compiled into the program
 * when it is built and give the points that libhyphen would; words that they get wrong, and the parts that
 * municipal compounds are made of, stand in templates/hyphenation/sv.txt, which says how it is written.
 */
#ifndef TY_HYPHEN_H
#define TY_HYPHEN_H

#include "base/job.h"

#include <stdbool.h>

struct ty_hyphenator;

enum ty_hyphen_quality {
    TY_HYPHEN_PLAIN, /* between syllables */
    TY_HYPHEN_SEAM   /* between the known parts of a compound: the better place */
};

struct ty_hyphen {
    uint16_t at;     /* bytes of the word before the break */
    uint8_t quality; /* enum ty_hyphen_quality */
    uint8_t unused;
};

/*
 * Reads templates/hyphenation/sv.txt (an input of the job) into a hyphenator of its own memory, which
 * outlives the job. Never NULL: without the file, after a finding, the patterns serve alone; a line that
 * cannot be read is a finding at its place.
 */
struct ty_hyphenator *ty_hyphenator_new(struct aj_job *job);
void ty_hyphenator_free(struct ty_hyphenator *hyphenator);

/* Notes sv.txt among the inputs of a further job that uses the hyphenator. */
void ty_hyphenator_note(const struct ty_hyphenator *hyphenator, struct aj_job *job);

/* Whether words of this language (BCP 47) are hyphenated: Swedish ones. NULL: no. */
bool ty_hyphenates(const char *language);

/*
 * The points where a word of `length` bytes may be broken with a hyphen, in order, at most `most`; returns
 * how many. At least before_min letters stand before each, and after_min after it (0 counts as 1).
 * Punctuation around the word is passed over, a hyphen or slash in it parts it into words of their own. Not
 * broken: words with a digit, in capitals alone, with a soft hyphen (the author's own points) or other signs
 * inside, and those of more than 200 letters.
 */
uint32_t ty_hyphenate(const struct ty_hyphenator *hyphenator, const char *word, size_t length,
                      unsigned before_min, unsigned after_min, struct ty_hyphen *points, uint32_t most);

#endif
