/*
 * Files on their way to their names, what a killed run leaves of them, and one run at a time in a folder. A
 * temporary file is called .arshjul-PROCESS-NUMBER.tmp and locked (flock) by its writer as long as that
 * lives; a file that had to make way for its successor is called .arshjul-kept-NAME until that stands.
 */
#ifndef AJ_TEMPORARY_H
#define AJ_TEMPORARY_H

#include <stdbool.h>

enum { AJ_TEMPORARY_NAME = 64 }; /* room for a temporary file's name */

#define AJ_KEPT ".arshjul-kept-"

/*
 * Makes a new, empty, locked file in a folder, given by its descriptor; nothing that is there already is
 * opened, no link followed. Gives a descriptor for writing, and the name; -1 with errno set.
 */
int aj_temporary_new(int folder, char name[AJ_TEMPORARY_NAME]);

/*
 * Has this process alone change a folder, given by its descriptor, until that is closed. Waits for another
 * process at most `seconds`; false when that has not been enough. True where the file system has no locks:
 * then each file is still whole, but two runs at once may mix theirs.
 */
bool aj_folder_lock(int folder, int seconds);

/*
 * Removes the temporary files of a folder, given by its descriptor and locked by aj_folder_lock, that no
 * living process writes; a kept file whose successor never came gets its name back. Where the file system has
 * no locks only what is older than a day, by its own clock, is taken to be left.
 */
void aj_folder_sweep(int folder);

/*
 * The same for a folder by its path. One that another process has locked is left to that, which has swept it;
 * one that is not there is swept.
 */
void aj_file_sweep(const char *folder);

#endif
