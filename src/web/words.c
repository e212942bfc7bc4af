#include "web/internal.h"

const char *web_word(const struct web_page *page, enum web_word word)
{
    static const char *const words[][2] = {
#define W(id, swedish, english) {swedish, english},
#include "web/words.def"
#undef W
    };
    return words[word][!page->swedish];
}
