/* What a folder holds. */
#ifndef AJ_FOLDER_H
#define AJ_FOLDER_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stdint.h>

/* Which files are wanted, how many at most, and how many folders deep: 1 is the folder itself. */
struct aj_folder_filter {
    bool (*fits)(const char *name); /* by the file's own name; NULL: all */
    uint32_t most;
    int deepest;
    bool links;             /* a link to a file is one too */
    struct aj_diags *diags; /* where what was missed is told of; NULL: nowhere */
};

/*
 * The files below a folder, named relative to it, in the order of their names' bytes. Links to folders are
 * not followed, so that no circle is walked, and names that begin with a dot are passed over.
 *
 * A folder that cannot be read, or not to its end, is a finding (E0823), for what it holds is missed; not one
 * that went meanwhile, nor one that a file system keeps for itself at the top of a disk. More files than are
 * wanted at most are a finding too (E0824).
 */
const char **aj_folder_files(struct aj_arena *arena, const char *folder, struct aj_folder_filter filter,
                             uint32_t *count);

/* Whether a folder is one that a file system keeps for itself at the top of a disk, by its name. */
bool aj_folder_is_systems(const char *path);

#endif
