#include "folder.h"

#include "suite.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *at)
{
    (void)st;
    (void)flag;
    (void)at;
    return remove(path);
}

void remove_folder(const char *path)
{
    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Each test is a process of its own. */
static char own[64];

void enter_folder(void)
{
    strcpy(own, "/tmp/arshjul-test-XXXXXX");
    cr_assert_not_null(mkdtemp(own));
    cr_assert_eq(chdir(own), 0);
}

void leave_folder(void)
{
    cr_assert_eq(chdir("/"), 0);
    remove_folder(own);
    suite_check_leaks();
}

const char *own_folder(void)
{
    return own;
}
