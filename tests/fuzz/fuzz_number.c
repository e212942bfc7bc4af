/* Any text as a number: what is read and printed reads back the same. */
#include "fuzz.h"

#include "base/number.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct aj_arena *arena = aj_arena_new();
    const char *text = aj_strndup(arena, (const char *)bytes, length);
    struct aj_number number, again;
    struct aj_rat value;
    if (aj_number_parse(arena, text, &number)) {
        fuzz_demand(number.length > 0 && number.length <= strlen(text));
        const char *printed = aj_number_format(arena, number.value, number.decimals);
        fuzz_demand(aj_number_parse(arena, printed, &again));
        fuzz_demand(again.length == strlen(printed) && again.decimals == number.decimals);
        fuzz_demand(aj_rat_cmp(again.value, number.value) == 0);
    }
    if (aj_rat_parse(arena, text, &value)) {
        struct aj_rat back;
        fuzz_demand(aj_rat_parse(arena, aj_rat_text(arena, value), &back));
        fuzz_demand(aj_rat_cmp(value, back) == 0);
        aj_rat_double(value);
    }
    aj_arena_free(arena);
    return 0;
}
