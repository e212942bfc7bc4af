#include "base/path.h"

#include <stddef.h>
#include <string.h>

const char *aj_path_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

const char *aj_path_below(const char *folder, const char *path)
{
    size_t n = strlen(folder);
    if (n && folder[n - 1] == '/')
        n--;
    return strncmp(folder, path, n) == 0 && path[n] == '/' ? path + n + 1 : NULL;
}
