/* Folders that the operator lets reports read, besides their organisation's. */
#include "base/path.h"
#include "batch/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The path from the root on, as it is written but for "." and doubled slashes; NULL with errno set. */
static const char *absolute(struct aj_arena *arena, const char *path)
{
    char *here = *path == '/' ? NULL : getcwd(NULL, 0);
    if (*path != '/' && !here)
        return NULL;
    const char *whole = aj_printf(arena, "%s/%s", here ? here : "", path);
    free(here);
    char *out = aj_alloc(arena, strlen(whole) + 1), *end = out;
    for (const char *p = whole; *p;) {
        size_t n = strcspn(p, "/");
        if (n && !(n == 1 && *p == '.')) {
            *end++ = '/';
            memcpy(end, p, n);
            end += n;
        }
        p += n + (p[n] == '/');
    }
    *end = '\0';
    return out;
}

bool bat_worker_allow(struct bat_worker *worker, const char *path)
{
    struct stat st;
    char *real = realpath(path, NULL);
    if (!real || stat(real, &st) != 0 || !S_ISDIR(st.st_mode)) {
        errno = real ? ENOTDIR : errno;
        free(real);
        return false;
    }
    struct aj_allowed one = {.folder = aj_strdup(worker->arena, real),
                             .given = absolute(worker->arena, path)};
    free(real);
    if (!one.given)
        return false;
    one.name = aj_path_name(one.given);
    if (strcmp(one.name, "..") == 0)
        one.name = aj_path_name(one.folder);
    if (!*one.name || !one.folder[1]) {
        errno = EINVAL;
        return false;
    }
    for (uint32_t i = 0; i < worker->allowed_len; i++) {
        if (strcmp(worker->allowed[i].name, one.name) != 0)
            continue;
        errno = EEXIST;
        return strcmp(worker->allowed[i].folder, one.folder) == 0;
    }
    AJ_PUSH(worker->arena, worker->allowed, worker->allowed_len, worker->allowed_cap, one);
    return true;
}

const struct aj_allowed *bat_worker_allowed(const struct bat_worker *worker, uint32_t *count)
{
    *count = worker->allowed_len;
    return worker->allowed;
}
