#include "base/text.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

static const char domain[] = "arshjul";

void aj_text_open(const char *folder)
{
    if (!folder || !setlocale(LC_MESSAGES, ""))
        return;
    bindtextdomain(domain, folder);
    /* LC_CTYPE stays "C", whose encoding would cost every å its dots. */
    bind_textdomain_codeset(domain, "UTF-8");
}

enum aj_language aj_text_language(void)
{
    /* The translation of nothing is the header of the catalogue. */
    const char *header = dgettext(domain, "");
    return strstr(header, "Language: sv\n") ? AJ_SWEDISH : AJ_ENGLISH;
}

const char *aj_text(const char *english)
{
    return *english ? dgettext(domain, english) : english;
}

const char *aj_text_n(const char *one, const char *many, unsigned long number)
{
    return dngettext(domain, one, many, number);
}
