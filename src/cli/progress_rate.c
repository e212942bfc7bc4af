/* How fast a batch goes, and how long the rest will take. */
#include "cli/progress_parts.h"

/* Reports after which the speed of old ones has faded to a third. */
enum { KEPT = 400 };

/* Speed is measured over at least this time, and at most twice. */
#define SPAN (3 * CLI_SECOND)

void cli_rate_begin(struct cli_rate *rate, double total, int64_t now)
{
    *rate = (struct cli_rate){.total = total, .begun = now, .shown = -1};
    rate->marks[0].at = rate->marks[1].at = now;
}

void cli_rate_add(struct cli_rate *rate, double cost, int64_t time, bool made, int64_t now)
{
    const double fade = 1 - 1.0 / KEPT;
    rate->done += cost;
    rate->count++;
    rate->made += made;
    if (made) {
        rate->worked = rate->worked * fade + cost;
        rate->work_time = rate->work_time * fade + (double)time;
    } else {
        rate->skipped += cost;
    }
    if (now - rate->marks[1].at >= SPAN) {
        rate->marks[0] = rate->marks[1];
        rate->marks[1] = (struct cli_rate_mark){now, rate->count};
    }
}

double cli_rate_speed(struct cli_rate *rate, int64_t now)
{
    int64_t time = now - rate->marks[0].at;
    uint32_t count = rate->count - rate->marks[0].count;
    if (time < CLI_SECOND || rate->count == 0)
        return 0;
    return (double)count * (double)CLI_SECOND / (double)time;
}

/* Steps that grow with the time: nobody needs to know the second in which an hour ends. */
static int64_t in_steps(int64_t time)
{
    static const struct {
        int64_t below, step;
    } steps[] = {{20, 1}, {60, 5}, {5 * 60, 10}, {20 * 60, 30}, {3600, 60}, {INT64_MAX, 300}};
    int64_t seconds = (time + CLI_SECOND - 1) / CLI_SECOND;
    size_t i = 0;
    while (seconds >= steps[i].below)
        i++;
    int64_t step = steps[i].step;
    return (seconds < 1 ? 1 : (seconds + step - 1) / step * step) * CLI_SECOND;
}

/* Nanoseconds that the rest will take. */
static double estimate(const struct cli_rate *rate, const struct cli_running *workers, unsigned jobs,
                       int64_t now)
{
    double pace = rate->worked > 0 ? rate->work_time / rate->worked : 0; /* nanoseconds for a cost of 1 */
    double rest = rate->total - rate->done, longest = 0;
    for (unsigned i = 0; i < jobs; i++) {
        if (!workers[i].since)
            continue;
        double whole = workers[i].cost * pace, gone = (double)(now - workers[i].since);
        if (whole - gone > longest)
            longest = whole - gone;
        rest -= pace > 0 ? (gone < whole ? gone / pace : workers[i].cost) : 0;
    }
    double shared = rest > 0 ? rest * pace / jobs : 0;
    return shared > longest ? shared : longest;
}

int64_t cli_rate_left(struct cli_rate *rate, const struct cli_running *workers, unsigned jobs, int64_t now)
{
    double cost = rate->total - rate->skipped, done = rate->done - rate->skipped;
    bool known =
        now - rate->begun >= CLI_SECOND && rate->made >= 2 && (rate->made >= 2 * jobs || done * 10 >= cost);
    if (!known || (rate->shown >= 0 && now - rate->changed < CLI_SECOND))
        return rate->shown;
    double left = estimate(rate, workers, jobs, now);
    const double most = 100.0 * 24 * 3600 * (double)CLI_SECOND;
    int64_t next = in_steps((int64_t)(left < most ? left : most));
    rate->changed = now;
    /* what was told a moment ago stands, unless it was wrong by more than a part */
    if (rate->shown < 0 || next < rate->shown || next > rate->shown + rate->shown / 5)
        rate->shown = next;
    return rate->shown;
}
