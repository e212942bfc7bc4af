/* Paths as text: nothing is looked up, so a link or ".." in one is not seen. */
#ifndef AJ_PATH_H
#define AJ_PATH_H

/* The last part of a path, borrowed from it; "" when it ends in a slash. */
const char *aj_path_name(const char *path);

/*
 * What follows a folder in the path of something below it, borrowed from that; NULL when it is not below. The
 * root folder is "/"; any other may end in a slash or not.
 */
const char *aj_path_below(const char *folder, const char *path);

#endif
