/* What every Criterion suite needs: a suite whose end checks for leaks when the sanitizers are in. */
#ifndef SUITE_H
#define SUITE_H

#include <criterion/criterion.h>
#include <criterion/new/assert.h>

/* Criterion's cr_assert puts any condition into a one-bit field. */
#pragma GCC diagnostic ignored "-Wconversion"

/* Whether the address sanitizer is in, as gcc and as clang tell it. */
#if defined(__SANITIZE_ADDRESS__)
#define SUITE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SUITE_SANITIZED 1
#endif
#endif
#ifndef SUITE_SANITIZED
#define SUITE_SANITIZED 0
#endif

/* Fails the test when LeakSanitizer is in and finds memory that nothing points to any more. */
void suite_check_leaks(void);

#define AJ_SUITE(name) TestSuite(name, .fini = suite_check_leaks)

#endif
