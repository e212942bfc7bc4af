/* Folders outside the organisation's that the operator allows (--allow), and what files in them are called.
 */
#include "base/job.h"
#include "base/path.h"

const char *aj_allowed_name(const struct aj_job *job, struct aj_arena *arena, const char *real)
{
    for (uint32_t i = 0; i < job->allowed_len; i++) {
        const char *rest = aj_path_below(job->allowed[i].folder, real);
        if (rest)
            return aj_printf(arena, "%s/%s", job->allowed[i].name, rest);
    }
    return NULL;
}

const char *aj_allowed_written(const struct aj_job *job, struct aj_arena *arena, const char *path)
{
    for (uint32_t i = 0; i < job->allowed_len; i++) {
        const char *rest = aj_path_below(job->allowed[i].given, path);
        if (rest)
            return aj_printf(arena, "%s/%s", job->allowed[i].name, rest);
    }
    return aj_allowed_name(job, arena, path);
}

const struct aj_allowed *aj_allowed_find(const struct aj_job *job, const char *name)
{
    for (uint32_t i = 0; i < job->allowed_len; i++)
        if (aj_path_below(job->allowed[i].name, name))
            return &job->allowed[i];
    return NULL;
}

const char *aj_allowed_path(const struct aj_job *job, struct aj_arena *arena, const char *name)
{
    const struct aj_allowed *found = aj_allowed_find(job, name);
    return found ? aj_printf(arena, "%s/%s", found->folder, aj_path_below(found->name, name)) : NULL;
}
