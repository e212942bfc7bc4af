/* Waiting for files to be whole, by a clock of the test's own. */
#include "suite.h"
#include "watch/watch.h"

#include <string.h>

AJ_SUITE(settle);

static const struct wat_waits waits = {
    .quiet = 100, .gone = 250, .open = 1000, .together = 400, .most = 5000};

/* The files that are given out at a time, parted by spaces; all are whole but `half`. */
static const char *half;
static char given[256];

static bool is_whole(void *context, const char *path)
{
    (void)context;
    return !half || strcmp(path, half) != 0;
}

static const char *take(struct wat_settle *settle, int64_t now)
{
    struct aj_arena *arena = aj_arena_new();
    uint32_t count;
    const char **paths = wat_settle_take(settle, now, is_whole, NULL, arena, &count);
    given[0] = '\0';
    for (uint32_t i = 0; i < count; i++) {
        strcat(given, i ? " " : "");
        strcat(given, paths[i]);
    }
    aj_arena_free(arena);
    return given;
}

#define TAKEN(at, expected) cr_expect(strcmp(take(settle, at), expected) == 0, "at %d: \"%s\"", at, given)

Test(settle, a_file_that_was_closed_is_given_out_when_it_is_quiet)
{
    struct wat_settle *settle = wat_settle_new(waits);
    wat_settle_touch(settle, "", "a", WAT_OPEN, 0);
    wat_settle_touch(settle, "", "a", WAT_CLOSED, 10);
    TAKEN(60, "");
    cr_expect_eq(wat_settle_next(settle, 60), 50);
    TAKEN(110, "a");
    TAKEN(500, "");
    cr_expect_eq(wat_settle_next(settle, 500), -1);
    wat_settle_free(settle);
}

Test(settle, each_change_begins_the_quiet_anew)
{
    struct wat_settle *settle = wat_settle_new(waits);
    for (int at = 0; at <= 450; at += 90) {
        wat_settle_touch(settle, "", "a", WAT_CLOSED, at);
        TAKEN(at + 89, "");
    }
    TAKEN(550, "a");
    wat_settle_free(settle);
}

Test(settle, a_file_that_is_still_open_gets_time)
{
    struct wat_settle *settle = wat_settle_new(waits);
    wat_settle_touch(settle, "", "a", WAT_OPEN, 0);
    TAKEN(200, "");
    wat_settle_touch(settle, "", "a", WAT_OPEN, 300);
    TAKEN(1200, "");
    TAKEN(1300, "a");
    wat_settle_free(settle);
}

Test(settle, delete_and_create_is_one_save)
{
    struct wat_settle *settle = wat_settle_new(waits);
    wat_settle_touch(settle, "", "a", WAT_GONE, 0);
    TAKEN(200, "");
    wat_settle_touch(settle, "", "a", WAT_OPEN, 200);
    wat_settle_touch(settle, "", "a", WAT_CLOSED, 205);
    TAKEN(304, "");
    TAKEN(305, "a");
    wat_settle_touch(settle, "", "a", WAT_GONE, 1000);
    TAKEN(1250, "a");
    wat_settle_free(settle);
}

Test(settle, a_file_that_ends_in_the_middle_gets_time)
{
    struct wat_settle *settle = wat_settle_new(waits);
    half = "a";
    wat_settle_touch(settle, "", "a", WAT_CLOSED, 0);
    TAKEN(150, "");
    wat_settle_touch(settle, "", "a", WAT_CLOSED, 200);
    half = NULL;
    TAKEN(299, "");
    TAKEN(300, "a");
    half = "a";
    wat_settle_touch(settle, "", "a", WAT_CLOSED, 2000);
    TAKEN(2900, "");
    TAKEN(3000, "a"); /* it stays as it is: its author must be told */
    half = NULL;
    wat_settle_free(settle);
}

Test(settle, files_that_are_saved_together_are_given_out_together)
{
    struct wat_settle *settle = wat_settle_new(waits);
    wat_settle_touch(settle, "one", "one/a", WAT_CLOSED, 0);
    wat_settle_touch(settle, "two", "two/a", WAT_CLOSED, 0);
    wat_settle_touch(settle, "one", "one/b", WAT_CLOSED, 90);
    TAKEN(100, "two/a");
    TAKEN(180, "");
    TAKEN(190, "one/a one/b");
    wat_settle_free(settle);
}

Test(settle, one_file_does_not_hold_up_another_for_good)
{
    struct wat_settle *settle = wat_settle_new(waits);
    wat_settle_touch(settle, "one", "one/a", WAT_CLOSED, 0);
    for (int at = 0; at < 500; at += 50) {
        wat_settle_touch(settle, "one", "one/log", WAT_OPEN, at);
        TAKEN(at + 49, "");
    }
    TAKEN(500, "one/a");
    wat_settle_free(settle);
}

Test(settle, nothing_is_waited_for_without_an_end)
{
    struct wat_settle *settle = wat_settle_new(waits);
    int at = 0;
    for (; at < 4950; at += 50) {
        wat_settle_touch(settle, "", "a", WAT_OPEN, at);
        TAKEN(at + 40, "");
    }
    wat_settle_touch(settle, "", "a", WAT_OPEN, 4990);
    TAKEN(5000, "a");
    wat_settle_free(settle);
}

Test(settle, files_come_in_the_order_of_their_first_change)
{
    struct wat_settle *settle = wat_settle_new(waits);
    for (const char *name = "d\0b\0a\0c\0"; *name; name += 2)
        wat_settle_touch(settle, "", name, WAT_CLOSED, 0);
    cr_expect_eq(wat_settle_count(settle), 4);
    TAKEN(100, "d b a c");
    wat_settle_touch(settle, "", "a", WAT_CLOSED, 200);
    wat_settle_clear(settle);
    TAKEN(9000, "");
    wat_settle_free(settle);
}
