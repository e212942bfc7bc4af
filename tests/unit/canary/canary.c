/*
 * Faults on purpose. Under Criterion a leak or an overflow in a forked test can pass in silence; `./dev asan`
 * runs each of these alone and demands that all but `clean` fail.
 */
#include "suite.h"

#include <limits.h>
#include <stdlib.h>

AJ_SUITE(canary);

/* Not known to the compiler, so that it cannot fold the fault away. */
static volatile size_t seven = 7;

Test(canary, clean)
{
    char *memory = malloc(seven);
    free(memory);
}

Test(canary, leak)
{
    char *volatile memory = malloc(seven);
    memory = NULL;
    (void)memory;
}

Test(canary, overflow)
{
    volatile char *memory = malloc(seven);
    memory[seven] = 1;
    free((void *)memory);
}

Test(canary, undefined)
{
    volatile int large = INT_MAX;
    large = large + (int)seven;
}
