/* Folders that tests make. */
#ifndef TEST_FOLDER_H
#define TEST_FOLDER_H

/* Removes a folder with all that is in it; links are not followed. */
void remove_folder(const char *path);

#endif
