/*
 * Files that appear whole or not at all, several of them together. All are written under temporary names
 * first, so that a full disk touches nothing; then they get their names one after another, and when one is
 * refused those before it go back. A process that is killed leaves each name with its old file or its new
 * one, and temporaries that the next run sweeps (base/temporary.h).
 */
#ifndef AJ_WRITE_H
#define AJ_WRITE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum aj_write_fault {
    AJ_WRITE_FINE,
    AJ_WRITE_REFUSED,   /* the system says no */
    AJ_WRITE_IN_USE,    /* what stands there cannot be moved: open in another program, perhaps */
    AJ_WRITE_PROTECTED, /* what stands there is write-protected */
    AJ_WRITE_OUTSIDE,   /* a link leads out of the folder that was named */
    AJ_WRITE_LOCKED,    /* another run keeps the folder to itself */
};

/* Seconds that a writer waits for another run in its folder. */
enum { AJ_WRITE_WAIT = 20 };

/* How a file is written, added up. */
enum {
    AJ_WRITE_CREATE = 1, /* a file of that name is not replaced: EEXIST */
    AJ_WRITE_SYNC = 2,   /* it is on the disk before it gets its name, and the name is when that is done */
};

struct aj_writer {
    struct aj_arena *arena;
    int folder;  /* its descriptor; -1 when it could not be opened */
    bool locked; /* no other run changes the folder */
    struct aj_written *items;
    uint32_t len, cap;
    const char **made; /* folders in it that were not there, outermost first */
    uint32_t made_len, made_cap;
    /* What went wrong first, as the functions below return false. */
    enum aj_write_fault fault;
    int error;          /* errno's value; also where the fault is not AJ_WRITE_REFUSED */
    const char *failed; /* the file, by the name it was to have; NULL: the folder */
};

/*
 * Opens the folder `below` (a path; "" for none) of the folder `root`, made where they are missing. No link
 * in `below` may lead out of root. False after a fault; aj_writer_close() is due in any case.
 */
bool aj_writer_open(struct aj_writer *writer, const char *root, const char *below);

/* Keeps other runs out of the folder until the writer is closed, and sweeps what killed ones left in it. */
bool aj_writer_lock(struct aj_writer *writer);

/*
 * Writes a file that is to be called `name`: a path in the folder, whose folders are made. What it replaces
 * passes on its permissions and, where the system allows that, its group; a file that nobody may write is
 * not replaced.
 */
bool aj_writer_add(struct aj_writer *writer, const char *name, const void *bytes, size_t length,
                   unsigned how);

/* Gives all files their names, in the order in which they were added; all or none. */
bool aj_writer_commit(struct aj_writer *writer);

/* Lets the folder go. What was not committed is taken away again. */
void aj_writer_close(struct aj_writer *writer);

#endif
