/* Names that are almost one another: a slip of the pen, or two spellings of one thing. */
#include "model/internal.h"

#include "base/utf8.h"

#include <string.h>

enum { MOST = 128, SLIPS = 2, SHORTEST = 8 };

bool mdl_nearly(const char *a, const char *b)
{
    uint32_t s[MOST], t[MOST];
    size_t n = aj_utf8_fold_codes(a, s, MOST), m = aj_utf8_fold_codes(b, t, MOST);
    size_t apart = n > m ? n - m : m - n;
    if (n < SHORTEST || m < SHORTEST || n == MOST || m == MOST || apart > SLIPS)
        return false;
    size_t row[MOST + 1];
    for (size_t j = 0; j <= m; j++)
        row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t diagonal = row[0], least = i;
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            size_t best = diagonal + (s[i - 1] != t[j - 1]);
            diagonal = row[j];
            best = row[j] + 1 < best ? row[j] + 1 : best;
            best = row[j - 1] + 1 < best ? row[j - 1] + 1 : best;
            row[j] = best;
            least = best < least ? best : least;
        }
        if (least > SLIPS)
            return false;
    }
    return row[m] > 0 && row[m] <= SLIPS;
}
