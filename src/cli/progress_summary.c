/* What a batch came to, for a person: what failed and why, then the counts. */
#include "base/arena.h"
#include "base/text.h"
#include "base/utf8.h"
#include "cli/progress_parts.h"

#include <stdlib.h>
#include <string.h>

/* On one line, whatever it holds. */
static char *copy(const char *text)
{
    struct aj_buf line = AJ_BUF_INIT;
    aj_buf_str(&line, "");
    aj_utf8_add_line(&line, text);
    return line.data;
}

void cli_tally_fail(struct cli_tally *tally, const char *report, const char *reason)
{
    if (tally->failed < CLI_NAMED) {
        tally->names[tally->failed] = copy(report);
        tally->reasons[tally->failed] = copy(reason);
    }
    tally->failed++;
}

void cli_tally_free(struct cli_tally *tally)
{
    for (uint32_t i = 0; i < tally->failed && i < CLI_NAMED; i++) {
        free(tally->names[i]);
        free(tally->reasons[i]);
    }
}

uint32_t cli_tally_done(const struct cli_tally *tally)
{
    return tally->printed + tally->unchanged + tally->fresh + tally->waiting + tally->failed;
}

static void add_failed(struct aj_buf *out, const struct cli_tally *tally)
{
    uint32_t named = tally->failed < CLI_NAMED ? tally->failed : CLI_NAMED;
    if (named)
        aj_buf_printf(out, "%s:\n", aj_text("not printed"));
    for (uint32_t i = 0; i < named; i++)
        aj_buf_printf(out, "  %s%s%s\n", tally->names[i], *tally->reasons[i] ? ": " : "", tally->reasons[i]);
    if (tally->failed > named)
        aj_buf_printf(out, aj_text_n("  and %u more\n", "  and %u more\n", tally->failed - named),
                      tally->failed - named);
}

static void add_counts(struct aj_buf *out, const struct cli_tally *tally)
{
    const char *gap = ": ";
    struct {
        uint32_t count;
        const char *text;
    } counts[] = {
        {tally->printed, aj_text_n("%u printed", "%u printed", tally->printed)},
        {tally->unchanged, aj_text_n("%u unchanged", "%u unchanged", tally->unchanged)},
        {tally->fresh, aj_text_n("%u up to date", "%u up to date", tally->fresh)},
        {tally->waiting, aj_text_n("%u to be built", "%u to be built", tally->waiting)},
        {tally->failed, aj_text_n("%u not printed", "%u not printed", tally->failed)},
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        if (!counts[i].count)
            continue;
        aj_buf_str(out, gap);
        aj_buf_printf(out, counts[i].text, counts[i].count);
        gap = ", ";
    }
    if (tally->faulty)
        aj_buf_printf(out, aj_text_n("; %u printed with errors", "; %u printed with errors", tally->faulty),
                      tally->faulty);
    aj_buf_char(out, '\n');
}

static void add_pages(struct aj_buf *out, const struct cli_tally *tally)
{
    unsigned long pages = (unsigned long)tally->pages;
    if (!pages)
        return;
    aj_buf_printf(out, aj_text_n("%lu page", "%lu pages", pages), pages);
    if (tally->time > 0) {
        struct aj_buf speed = AJ_BUF_INIT;
        cli_add_tenths(&speed,
                       (uint64_t)((double)pages * 10 * (double)CLI_SECOND / (double)tally->time + 0.5));
        aj_buf_printf(out, aj_text(", %s a second"), speed.data);
        aj_buf_free(&speed);
    }
    aj_buf_char(out, '\n');
}

void cli_add_summary(struct aj_buf *out, const struct cli_tally *tally)
{
    struct aj_buf time = AJ_BUF_INIT;
    uint32_t done = cli_tally_done(tally);
    cli_add_duration(&time, tally->time);
    add_failed(out, tally);
    if (done < tally->reports)
        aj_buf_printf(out, aj_text("interrupted: %u of %u reports in %s"), done, tally->reports, time.data);
    else
        aj_buf_printf(out, aj_text_n("%u report in %s", "%u reports in %s", done), done, time.data);
    add_counts(out, tally);
    add_pages(out, tally);
    aj_buf_free(&time);
}
