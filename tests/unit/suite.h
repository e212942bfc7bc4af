/* What every Criterion suite needs: a suite whose end checks for leaks when the sanitizers are in. */
#ifndef SUITE_H
#define SUITE_H

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

/* Criterion's cr_assert puts any condition into a one-bit field. */
#pragma GCC diagnostic ignored "-Wconversion"

/* Fails the test when LeakSanitizer is in and finds memory that nothing points to any more. */
void suite_check_leaks(void);

#define AJ_SUITE(name) TestSuite(name, .fini = suite_check_leaks)

#endif
