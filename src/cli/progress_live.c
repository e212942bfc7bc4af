/* The lines on a terminal that change: one a worker and a bar. They stand below all that was printed, the
 * cursor below them; only moves within the lines that were drawn, so what scrolled by stays as it was. */
#include "base/arena.h"
#include "base/text.h"
#include "cli/progress_parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { TIME_ROOM = 7, BAR_LEAST = 10, BAR_MOST = 40 };

struct shown_worker {
    const char *report; /* NULL: idle */
    int64_t since;
};

struct cli_live {
    FILE *stream;
    bool color, utf8, reflows;
    unsigned jobs;
    struct shown_worker *workers;
    size_t *drawn; /* columns of each line that stands on the terminal, top first */
    unsigned drawn_count, drawn_cap;
    struct aj_buf frame;
};

/* Whether the locale's encoding is UTF-8, told by its name: it need not be installed for a terminal to show
 * it. */
static bool wants_utf8(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]), *encoding = value ? strchr(value, '.') : NULL;
        if (value && *value)
            return encoding && (!strncasecmp(encoding, ".utf-8", 6) || !strncasecmp(encoding, ".utf8", 5));
    }
    return false;
}

/* Whether lines that no longer fit a narrower window are broken anew by the terminal, and so take more lines:
 * true of many, which say who they are. */
static bool breaks_lines_anew(void)
{
    static const char *const marks[] = {"TMUX",       "VTE_VERSION",     "KITTY_WINDOW_ID",
                                        "WT_SESSION", "KONSOLE_VERSION", "ALACRITTY_WINDOW_ID"};
    static const char *const terms[] = {"tmux", "xterm-kitty", "alacritty", "foot"};
    const char *term = getenv("TERM");
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (getenv(marks[i]))
            return true;
    for (size_t i = 0; term && i < sizeof terms / sizeof *terms; i++)
        if (strncmp(term, terms[i], strlen(terms[i])) == 0)
            return true;
    return false;
}

struct cli_live *cli_live_new(FILE *stream, bool color, unsigned jobs)
{
    const char *term = getenv("TERM");
    int fd = fileno(stream);
    if (fd < 0 || !isatty(fd) || !term || !*term || strcmp(term, "dumb") == 0)
        return NULL;
    struct cli_live *live = aj_malloc(sizeof *live);
    *live = (struct cli_live){.stream = stream,
                              .color = color,
                              .utf8 = wants_utf8(),
                              .reflows = breaks_lines_anew(),
                              .jobs = jobs,
                              .workers = aj_malloc(jobs * sizeof *live->workers),
                              .drawn_cap = jobs + 1};
    live->drawn = aj_malloc(live->drawn_cap * sizeof *live->drawn);
    memset(live->workers, 0, jobs * sizeof *live->workers);
    return live;
}

void cli_live_free(struct cli_live *live)
{
    if (!live)
        return;
    aj_buf_free(&live->frame);
    free(live->workers);
    free(live->drawn);
    free(live);
}

void cli_live_set(struct cli_live *live, unsigned worker, const char *report, int64_t now)
{
    if (worker < live->jobs)
        live->workers[worker] = (struct shown_worker){report, now};
}

/* The window's columns and lines, asked anew each time: it may have been resized. */
static void measure(const struct cli_live *live, unsigned *columns, unsigned *lines)
{
    struct winsize size;
    bool known = ioctl(fileno(live->stream), TIOCGWINSZ, &size) == 0;
    *columns = known && size.ws_col ? size.ws_col : 80;
    *lines = known && size.ws_row ? size.ws_row : 24;
}

/* In the background nothing moves: the lines there belong to another program. */
static bool in_front(const struct cli_live *live)
{
    pid_t group = tcgetpgrp(fileno(live->stream));
    return group < 0 || group == getpgrp();
}

static void put_frame(struct cli_live *live)
{
    if (!live->frame.len)
        return;
    fwrite(live->frame.data, 1, live->frame.len, live->stream);
    fflush(live->stream);
}

/* The way up to the first line that was drawn. */
static void go_up(struct cli_live *live, unsigned columns)
{
    size_t up = live->drawn_count;
    for (unsigned i = 0; live->reflows && i < live->drawn_count; i++)
        if (live->drawn[i] > columns)
            up += (live->drawn[i] - 1) / columns;
    if (up)
        aj_buf_printf(&live->frame, "\r\033[%zuA", up);
}

static void end_line(struct cli_live *live, size_t columns)
{
    aj_buf_str(&live->frame, "\033[K\n");
    live->drawn[live->drawn_count++] = columns;
}

/* "  1.2 s  input/alingsas/budget-2022" */
static void draw_worker(struct cli_live *live, const struct shown_worker *worker, size_t room, int64_t now)
{
    struct aj_buf time = AJ_BUF_INIT, name = AJ_BUF_INIT;
    if (worker->report)
        cli_add_duration(&time, now - worker->since);
    else
        aj_buf_str(&time, "-");
    size_t columns = cli_columns(time.data), pad = columns < TIME_ROOM ? TIME_ROOM - columns : 0;
    columns += pad;
    if (columns <= room) {
        aj_buf_printf(&live->frame, "%*s%s%s%s", (int)pad, "", live->color ? "\033[2m" : "", time.data,
                      live->color ? "\033[0m" : "");
        if (worker->report && room > columns + 2)
            cli_add_name(&name, worker->report, room - columns - 2, live->utf8);
        if (name.len) {
            aj_buf_printf(&live->frame, "  %s", name.data);
            columns += 2 + cli_columns(name.data);
        }
    } else {
        columns = 0;
    }
    aj_buf_free(&time);
    aj_buf_free(&name);
    end_line(live, columns);
}

/* The texts beside the bar, in their order; those that find no room are left out, the later kinds first. */
static void bar_texts(const struct cli_view *view, struct aj_buf texts[4])
{
    aj_buf_printf(&texts[0], "%u/%u", view->done, view->count);
    if (view->speed > 0)
        cli_add_rate(&texts[1], view->speed);
    if (view->left >= 0) {
        struct aj_buf left = AJ_BUF_INIT;
        if (view->left < 10 * CLI_SECOND) /* no tenths: it is an estimate */
            aj_buf_printf(&left, "%lld s", (long long)(view->left / CLI_SECOND));
        else
            cli_add_duration(&left, view->left);
        aj_buf_printf(&texts[2], aj_text("%s left"), left.data);
        aj_buf_free(&left);
    }
    if (view->failed)
        aj_buf_printf(&texts[3], aj_text_n("%u failed", "%u failed", view->failed), view->failed);
}

static void draw_bar(struct cli_live *live, const struct cli_view *view, size_t room)
{
    static const int by_weight[] = {0, 2, 3, 1};
    struct aj_buf texts[4] = {AJ_BUF_INIT, AJ_BUF_INIT, AJ_BUF_INIT, AJ_BUF_INIT};
    bool fits[4] = {false};
    bar_texts(view, texts);
    size_t used = 0;
    for (size_t i = 0; i < 4; i++) {
        const struct aj_buf *text = &texts[by_weight[i]];
        size_t columns = text->len ? cli_columns(text->data) + 2 : 0;
        fits[by_weight[i]] = columns && used + columns + (i ? BAR_LEAST : 0) <= room + 2;
        used += fits[by_weight[i]] ? columns : 0;
    }
    size_t bar = room > used ? room - used : 0;
    bar = bar < BAR_LEAST ? 0 : bar > BAR_MOST ? BAR_MOST : bar;
    cli_add_bar(&live->frame, bar, view->part, live->utf8, live->color);
    size_t columns = bar;
    for (size_t i = 0; i < 4; i++) {
        if (fits[i]) {
            const char *gap = columns ? "  " : "";
            bool red = live->color && i == 3;
            aj_buf_printf(&live->frame, "%s%s%s%s", gap, red ? "\033[31m" : "", texts[i].data,
                          red ? "\033[0m" : "");
            columns += strlen(gap) + cli_columns(texts[i].data);
        }
        aj_buf_free(&texts[i]);
    }
    end_line(live, columns);
}

/* How many workers began before this one, or stand before it if they began at once. */
static unsigned older(const struct cli_live *live, unsigned worker)
{
    unsigned count = 0;
    int64_t since = live->workers[worker].since;
    for (unsigned i = 0; i < live->jobs; i++)
        if (live->workers[i].report)
            count += live->workers[i].since < since || (live->workers[i].since == since && i < worker);
    return count;
}

/* Where there is no room for all workers, those that have been at work for longest are shown. */
static bool is_shown(const struct cli_live *live, unsigned worker, unsigned room, bool emptying)
{
    bool busy = live->workers[worker].report != NULL;
    if (room >= live->jobs)
        return busy || !emptying;
    return busy && older(live, worker) < room;
}

/* Begins a frame with what is printed above the lines that change. */
static void begin_frame(struct cli_live *live, unsigned columns, const char *text, size_t length)
{
    aj_buf_clear(&live->frame);
    if (in_front(live))
        go_up(live, columns);
    live->drawn_count = 0;
    if (length) {
        aj_buf_str(&live->frame, live->frame.len ? "\033[J" : "");
        aj_buf_add(&live->frame, text, length);
    }
}

void cli_live_draw(struct cli_live *live, const struct cli_view *view, const char *text, size_t length)
{
    unsigned columns, lines;
    measure(live, &columns, &lines);
    begin_frame(live, columns, text, length);
    bool front = in_front(live);
    /* the cursor has a line of its own below them, and no line is full, so that none ever wraps */
    for (unsigned i = 0; front && lines > 2 && i < live->jobs; i++)
        if (is_shown(live, i, lines - 2, view->emptying))
            draw_worker(live, &live->workers[i], columns - 1, view->now);
    if (front && lines > 1)
        draw_bar(live, view, columns - 1);
    if (front)
        aj_buf_str(&live->frame, "\033[J");
    put_frame(live);
}

void cli_live_end(struct cli_live *live, const char *text, size_t length)
{
    unsigned columns, lines;
    measure(live, &columns, &lines);
    bool drawn = live->drawn_count && in_front(live);
    begin_frame(live, columns, text, length);
    if (drawn && !length)
        aj_buf_str(&live->frame, "\033[J");
    put_frame(live);
}
