/* How many processors there are to use. */
#define _GNU_SOURCE /* sched_getaffinity() */

#include "base/file.h"
#include "pool/internal.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

unsigned pool_processors_of_quota(const char *text)
{
    char *end;
    unsigned long long quota = strtoull(text, &end, 10);
    if (end == text || *end != ' ')
        return 0; /* "max": there is no quota */
    unsigned long long period = strtoull(end, NULL, 10);
    if (!quota || !period || quota / period >= POOL_MOST_PROCESSORS)
        return 0;
    return (unsigned)((quota + period - 1) / period);
}

/* What a container's processor time is bounded to (control groups, version 2); 0: it is not. */
static unsigned of_container(void)
{
    size_t length;
    char *text = aj_file_read("/sys/fs/cgroup/cpu.max", &length);
    unsigned count = text ? pool_processors_of_quota(text) : 0;
    free(text);
    return count;
}

unsigned pool_processors(void)
{
    cpu_set_t set;
    int count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    unsigned allowed = count > 0 ? (unsigned)count : 1, bounded = of_container();
    return bounded && bounded < allowed ? bounded : allowed;
}
