/* The course of watching: hear or look, wait until what was saved is whole, build what it concerns. */

#include "watch/watch.h"

#include "base/clock.h"
#include "base/folder.h"
#include "pool/signals.h"
#include "watch/inotify.h"
#include "watch/internal.h"
#include "watch/reports.h"
#include "watch/tree.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    LOOK_LEAST_MS = 500,    /* between looks at a share that costs little to look at */
    LOOK_PART = 15,         /* of the time goes into looking at one that costs more */
    LOOK_ANYWAY_MS = 60000, /* where changes are heard of: for those that were not */
    RETRY_MS = 1000,        /* between tries at a folder that cannot be read */
    WAITING_MOST = 2000,    /* files that are waited for one by one; beyond, all is looked at */
    FLOOD_MS = 500,         /* after so many changes, the quiet that is waited for */
    AGAIN_FIRST_MS = 2000,  /* until what could not be written is tried again; then twice as long each time */
    AGAIN_MOST_MS = 300000,
};

/* On a share a change is seen late and in steps, by looks that lie apart. */
static const struct wat_waits near_waits = {120, 250, 1000, 400, 30000};
static const struct wat_waits far_waits = {250, 700, 2000, 800, 60000};

struct wat {
    const struct wat_setup *setup;
    char *root, *output; /* real absolute paths; output NULL as long as there is none */
    char *first;         /* the folder that was named; root may be the one above it */
    struct wat_tree *tree;
    struct wat_settle *settle;
    struct wat_reports *reports;
    struct wat_inotify *inotify; /* NULL: looks only */
    bool remote;                 /* a look has met a file system that tells nothing */
    bool refused;                /* a look could not have all folders watched */
    int refusal;                 /* errno of that */
    bool missing, told_refused, ready;
    char *unread;      /* the first folder that this look could not read */
    char *told_unread; /* that of the look before, which was told of */
    bool look_now;     /* something happened that only a look can tell */
    int64_t next_look; /* when to look next */
    int64_t flood;     /* when the last of too many changes came; 0: none */
    int64_t next_beat, beat_every;
    int64_t again,
        again_ms; /* when to try again what could not be written (0: all could), and how long that was */
    struct pool_signals signals;
};

static int64_t now_ms(void)
{
    return aj_now() / 1000000;
}

/* Keeps a copy, or nothing of NULL. */
static void set_text(char **to, const char *text)
{
    char *copy = text ? aj_malloc(strlen(text) + 1) : NULL;
    if (copy)
        memcpy(copy, text, strlen(text) + 1);
    free(*to);
    *to = copy;
}

static void tell(struct wat *watch, struct wat_news news)
{
    watch->setup->tell(watch->setup->context, &news);
}

/* --- what changes --- */

/* Files that are saved together: those below one folder of the watched one, or all if they lie right there.
 */
static const char *group_of(const struct wat *watch, const char *path, char room[256])
{
    size_t n = strlen(watch->root);
    const char *first = strncmp(path, watch->root, n) == 0 && path[n] == '/' ? path + n + 1 : "";
    const char *second = strchr(first, '/');
    if (!second || !strchr(second + 1, '/'))
        return "";
    snprintf(room, 256, "%.*s", (int)(second - first), first);
    return room;
}

static void touch(struct wat *watch, const char *path, enum wat_change change)
{
    char room[256];
    int64_t now = now_ms();
    if (watch->flood || wat_settle_count(watch->settle) >= WAITING_MOST) {
        watch->flood = now;
        return;
    }
    wat_settle_touch(watch->settle, group_of(watch, path, room), path, change, now);
}

static void heard(void *context, const char *path, enum wat_change change)
{
    struct wat *watch = context;
    wat_tree_look_at(watch->tree, path, now_ms());
    touch(watch, path, change);
}

static void met_file(void *context, const char *path, enum wat_change change)
{
    touch(context, path, change);
}

/* A folder that a look meets: not the one that PDFs go to, unless it is the watched one itself. */
static bool met_folder(void *context, const char *path, const struct stat *st)
{
    struct wat *watch = context;
    (void)st;
    if (watch->output && strcmp(path, watch->output) == 0 && strcmp(path, watch->root) != 0)
        return false;
    if (watch->setup->poll || watch->remote)
        return true;
    watch->remote = wat_is_remote(path);
    if (watch->inotify && !watch->remote && !watch->refused && !wat_inotify_add(watch->inotify, path)) {
        watch->refused = errno == ENOSPC || errno == ENOMEM;
        watch->refusal = errno;
    }
    return true;
}

/* One is enough to tell that rights are wrong; it is not told of again at each look. */
static void met_unread(void *context, const char *path, int error)
{
    struct wat *watch = context;
    if (watch->unread || aj_folder_is_systems(path))
        return;
    set_text(&watch->unread, path);
    if (!watch->told_unread || strcmp(watch->told_unread, path) != 0)
        tell(watch, (struct wat_news){.event = WAT_UNREAD, .error = error, .path = path});
}

/* --- looking --- */

static void set_path(char **to, const char *path)
{
    char *real = path ? realpath(path, NULL) : NULL;
    if (!real)
        return;
    free(*to);
    *to = real;
}

/* The folder that is named, or if that is a report's the one above it, where its data lie. */
static bool find_root(struct wat *watch)
{
    set_path(&watch->output, watch->setup->output);
    if (watch->root)
        return true;
    set_path(&watch->first, watch->setup->folder);
    if (!watch->first)
        return false;
    struct aj_buf path = AJ_BUF_INIT;
    aj_buf_printf(&path, "%s/report.xml", watch->first);
    bool is_report = access(path.data, F_OK) == 0;
    aj_buf_free(&path);
    char *slash = strrchr(watch->first, '/');
    size_t n = is_report && slash > watch->first ? (size_t)(slash - watch->first) : strlen(watch->first);
    watch->root = aj_malloc(n + 1);
    memcpy(watch->root, watch->first, n);
    watch->root[n] = '\0';
    watch->reports = wat_reports_new((struct wat_places){
        .root = watch->first,
        .shown = watch->setup->folder,
        .output = watch->setup->output,
        .templates = watch->setup->templates,
        .allowed = watch->setup->allowed,
        .allowed_count = watch->setup->allowed_count,
    });
    return true;
}

static bool is_watched_report(const struct wat *watch, const char *path)
{
    size_t n = strlen(watch->first);
    bool below = strcmp(watch->first, "/") == 0 || (strncmp(path, watch->first, n) == 0 && path[n] == '/');
    return below && wat_is_report(path);
}

static void add_report(void *context, const char *path)
{
    struct wat *watch = context;
    if (is_watched_report(watch, path))
        wat_reports_add(watch->reports, path);
}

/* Changes will not be heard of from now on. */
static void use_looks(struct wat *watch)
{
    wat_inotify_free(watch->inotify);
    watch->inotify = NULL;
    wat_settle_set_waits(watch->settle, far_waits);
}

static void begin(struct wat *watch)
{
    wat_tree_each(watch->tree, add_report, watch);
    wat_reports_touch_all(watch->reports);
    watch->ready = true;
    tell(watch, (struct wat_news){.event = WAT_READY,
                                  .number = wat_reports_count(watch->reports),
                                  .polling = !watch->inotify});
    wat_notify("READY=1");
}

static void look_failed(struct wat *watch, int error, int64_t now)
{
    if (!watch->missing)
        tell(watch, (struct wat_news){.event = WAT_MISSING, .error = error});
    watch->missing = true;
    watch->look_now = false;
    watch->next_look = now + (error == EOVERFLOW ? LOOK_ANYWAY_MS : RETRY_MS);
    if (!watch->ready)
        wat_notify("READY=1"); /* the service is up, though what it watches is not */
}

static void plan_next_look(struct wat *watch, int64_t began)
{
    int64_t now = now_ms(), every = watch->setup->poll_ms;
    if (!every)
        every = (now - began) * LOOK_PART > LOOK_LEAST_MS ? (now - began) * LOOK_PART : LOOK_LEAST_MS;
    watch->next_look = now + (watch->inotify ? LOOK_ANYWAY_MS : every);
}

/* The watched folder, the templates, and what reports may read elsewhere. */
static const char **find_roots(const struct wat *watch, struct aj_arena *arena, uint32_t *count)
{
    const struct wat_setup *setup = watch->setup;
    const char **roots = AJ_NEW_N(arena, const char *, setup->allowed_count + 2);
    roots[0] = watch->root;
    roots[1] = setup->templates;
    *count = 2;
    for (uint32_t i = 0; i < setup->allowed_count; i++)
        roots[(*count)++] = setup->allowed[i].folder;
    return roots;
}

static void look(struct wat *watch)
{
    const struct wat_seen seen = {
        .context = watch, .folder = met_folder, .file = met_file, .unread = met_unread};
    int64_t began = now_ms();
    errno = 0;
    bool found = find_root(watch);
    struct aj_arena *arena = aj_arena_new();
    uint32_t root_count;
    const char **roots = find_roots(watch, arena, &root_count);
    if (watch->inotify)
        wat_inotify_begin(watch->inotify);
    watch->look_now = false;
    set_text(&watch->told_unread, watch->unread);
    set_text(&watch->unread, NULL);
    bool looked = found && wat_tree_look(watch->tree, roots, root_count, &seen, began);
    int error = errno;
    aj_arena_free(arena);
    if (!looked) {
        look_failed(watch, error, began);
        return;
    }
    if (watch->inotify)
        wat_inotify_end(watch->inotify);
    if (watch->inotify && (watch->remote || watch->refused))
        use_looks(watch);
    if (watch->refused && !watch->told_refused) {
        tell(watch, (struct wat_news){.event = WAT_NO_INOTIFY, .error = watch->refusal});
        watch->told_refused = true;
    }
    if (!watch->ready)
        begin(watch);
    else if (watch->missing)
        tell(watch, (struct wat_news){.event = WAT_BACK});
    watch->missing = false;
    plan_next_look(watch, began);
}

/* --- what was saved --- */

/* A file that is whole at its end, and has not changed again unheard. */
static bool is_whole(void *context, const char *path)
{
    struct wat *watch = context;
    if (!watch->inotify && wat_tree_look_at(watch->tree, path, now_ms()))
        return false;
    return wat_file_is_whole(path);
}

static void take_file(struct wat *watch, const char *path)
{
    if (is_watched_report(watch, path)) {
        struct aj_arena *arena = aj_arena_new();
        if (access(path, F_OK) == 0)
            wat_reports_add(watch->reports, path);
        else if (wat_reports_remove(watch->reports, path))
            watch->setup->removed(watch->setup->context, path, wat_reports_pdf(watch->reports, path, arena));
        aj_arena_free(arena);
    }
    wat_reports_touch(watch->reports, path);
}

static void take_saved(struct wat *watch)
{
    int64_t now = now_ms();
    if (watch->flood && now - watch->flood >= FLOOD_MS) {
        watch->flood = 0;
        wat_settle_clear(watch->settle);
        look(watch);
        wat_tree_each(watch->tree, add_report, watch);
        wat_reports_touch_all(watch->reports);
    }
    if (watch->flood || watch->missing)
        return;
    struct aj_arena *arena = aj_arena_new();
    uint32_t count;
    const char **paths = wat_settle_take(watch->settle, now, is_whole, watch, arena, &count);
    for (uint32_t i = 0; i < count; i++)
        take_file(watch, paths[i]);
    aj_arena_free(arena);
}

void wat_built(struct wat *watch, const char *report, enum wat_end end)
{
    wat_reports_learn(watch->reports, report, end);
    if (end != WAT_UNWRITTEN || watch->again)
        return;
    watch->again_ms = AGAIN_FIRST_MS;
    watch->again = now_ms() + watch->again_ms;
}

/* Has what could not be written tried again, when it is time. */
static void try_again(struct wat *watch)
{
    int64_t now = now_ms();
    if (!watch->again || now < watch->again || watch->missing)
        return;
    watch->again_ms = 2 * watch->again_ms < AGAIN_MOST_MS ? 2 * watch->again_ms : AGAIN_MOST_MS;
    watch->again = wat_reports_touch_unwritten(watch->reports) ? now + watch->again_ms : 0;
}

const char *wat_taken_by(const struct wat *watch, const char *report, struct aj_arena *arena)
{
    return wat_reports_taken_by(watch->reports, report, arena);
}

/* Builds the most urgent of what is due. Whether there was any; *stopped as setup->build gives. */
static bool build_due(struct wat *watch, int *stopped)
{
    struct aj_arena *arena = aj_arena_new();
    uint32_t count = 0;
    const char **reports = watch->ready && !watch->missing
                               ? wat_reports_next(watch->reports, watch->setup->most, arena, &count)
                               : NULL;
    if (count)
        *stopped = watch->setup->build(watch->setup->context, watch, reports, count);
    aj_arena_free(arena);
    return count > 0;
}

/* --- waiting --- */

void wat_beat(struct wat *watch)
{
    int64_t now = now_ms();
    if (watch->inotify && wat_inotify_hear(watch->inotify, heard, watch))
        watch->look_now = true;
    if (watch->beat_every && now >= watch->next_beat) {
        wat_notify("WATCHDOG=1");
        watch->next_beat = now + watch->beat_every;
    }
}

/* Waits until there is something to do; the signal that came, 0 for none. */
static int wait_for_news(struct wat *watch, bool busy)
{
    int64_t now = now_ms(), wait = watch->next_look - now;
    int64_t settled = watch->missing ? -1 : wat_settle_next(watch->settle, now);
    if (settled >= 0 && settled < wait)
        wait = settled;
    if (watch->flood && FLOOD_MS < wait)
        wait = FLOOD_MS;
    if (watch->beat_every && watch->next_beat - now < wait)
        wait = watch->next_beat - now;
    if (watch->again && !watch->missing && watch->again - now < wait)
        wait = watch->again - now;
    if (busy || wait < 0)
        wait = 0;
    struct pollfd polled[] = {
        {.fd = watch->signals.fd, .events = POLLIN},
        {.fd = watch->inotify ? wat_inotify_fd(watch->inotify) : -1, .events = POLLIN},
    };
    if (poll(polled, 2, (int)wait) < 0 && errno != EINTR)
        return -1;
    return polled[0].revents ? pool_signals_take(&watch->signals) : 0;
}

static int watch_until_stopped(struct wat *watch)
{
    int stopped = 0;
    bool built = false;
    look(watch);
    for (bool busy = true; !stopped; busy = build_due(watch, &stopped)) {
        if (built && !busy && (stopped = watch->setup->rested(watch->setup->context, watch)))
            break;
        built = busy;
        if ((stopped = wait_for_news(watch, busy)))
            break;
        wat_beat(watch);
        if (watch->look_now || now_ms() >= watch->next_look)
            look(watch);
        take_saved(watch);
        try_again(watch);
    }
    return stopped;
}

int wat_run(const struct wat_setup *setup)
{
    struct wat watch = {.setup = setup, .tree = wat_tree_new()};
    pool_signals_open(&watch.signals);
    watch.inotify = setup->poll ? NULL : wat_inotify_new();
    watch.settle = wat_settle_new(watch.inotify ? near_waits : far_waits);
    watch.beat_every = wat_notify_interval();
    int stopped = watch.signals.fd < 0 ? -1 : watch_until_stopped(&watch);
    wat_notify("STOPPING=1");
    pool_signals_close(&watch.signals);
    wat_inotify_free(watch.inotify);
    wat_settle_free(watch.settle);
    wat_reports_free(watch.reports);
    wat_tree_free(watch.tree);
    free(watch.root);
    free(watch.first);
    free(watch.output);
    free(watch.unread);
    free(watch.told_unread);
    return stopped;
}
