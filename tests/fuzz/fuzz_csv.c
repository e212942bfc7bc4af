/* Any bytes as a table: a table whose every cell can be placed, or a finding; never both, never neither. */
#include "fuzz.h"

#include "source/source.h"

#include <string.h>

static void check_cell(struct aj_job *job, struct src_cell cell)
{
    struct aj_place place = aj_places_at(job->places, cell.at);
    fuzz_demand(place.file && place.line && place.column);
    /* The caret must stand on the line, or at its end. */
    fuzz_demand(place.column <= place.line_length + 1);
    fuzz_demand(aj_utf8_valid(cell.text, strlen(cell.text)) == strlen(cell.text));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length)
{
    struct aj_job *job = aj_job_new(NULL, NULL);
    const struct src_table *table = src_csv_parse(job, "fuzz.csv", (const char *)bytes, length);
    fuzz_demand(!table == (job->diags->len > 0));
    for (uint32_t row = 0; table && row < table->rows; row++)
        for (uint32_t column = 0; column < table->columns; column++)
            check_cell(job, src_cell_at(table, row, column));
    fuzz_print(job);
    aj_job_free(job);
    return 0;
}
