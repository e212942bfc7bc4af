#include "model/decision.h"

#include <stddef.h>
#include <string.h>

bool mdl_decision_adopts(const char *status)
{
    static const char *const adopting[] = {"beslutar", "antar", "fastställer", "godkänner"};
    for (size_t i = 0; i < sizeof adopting / sizeof *adopting; i++)
        if (!strcmp(adopting[i], status))
            return true;
    return false;
}

bool mdl_decision_enacts(const char *status)
{
    return mdl_decision_adopts(status) && strcmp(status, "godkänner") != 0;
}
