/* Tables saved in the encodings of DOS and of old Macintoshes, which say nowhere what they are. Internal to
 * source. */
#ifndef SRC_CODEPAGE_H
#define SRC_CODEPAGE_H

#include <stdbool.h>
#include <stddef.h>

/* Where a text that was about to be taken for windows-1252 is not that. */
struct src_codepage {
    const char *name;     /* as Excel's list of file types calls it: "CSV (MS-DOS)", "CSV (Macintosh)" */
    size_t start, length; /* the word that tells, in bytes */
};

/*
 * Whether bytes are those of DOS (code pages 437, 850 and 865 have å, ä, ö, Å, Ä, Ö and é in the same places)
 * or Mac Roman: what windows-1252 would make of them stands where only letters do ("f”r", "p†g†r", "hŠlsa"),
 * or between digits where these have their no-break space ("1ÿ234", "1Ê234"). In a text without any å, ä or ö
 * of windows-1252 a dagger or a low quotation mark that begins a word is enough. The first such word is told.
 */
bool src_codepage_find(const char *bytes, size_t length, struct src_codepage *found);

#endif
