/* Folders that tests make. */
#ifndef TEST_FOLDER_H
#define TEST_FOLDER_H

/* Removes a folder with all that is in it; links are not followed. */
void remove_folder(const char *path);

/*
 * A suite that writes files: each test begins in an empty folder of its own, which is the working folder, and
 * goes with it; then nothing may have leaked.
 */
void enter_folder(void);
void leave_folder(void);

/* The absolute path of that folder. */
const char *own_folder(void);

#endif
