#include "model/organisation.h"

#include "model/unit.h"

#include <string.h>

static const struct {
    const char *start;
    enum mdl_organisation kind;
} words[] = {
    {"liknande kommun", MDL_ORG_SIMILAR},
    {"jämförbara kommun", MDL_ORG_SIMILAR},
    {"jämförelsekommun", MDL_ORG_SIMILAR},
    {"strukturellt liknande", MDL_ORG_SIMILAR},
    {"liknande, ", MDL_ORG_SIMILAR},
    {"jämförelsegrupp", MDL_ORG_SIMILAR},
    {"kommungrupp", MDL_ORG_SIMILAR},
    {"jämförbara", MDL_ORG_SIMILAR},
    {"riket", MDL_ORG_NATION},
    {"hela riket", MDL_ORG_NATION},
    {"snitt riket", MDL_ORG_NATION},
    {"genomsnitt riket", MDL_ORG_NATION},
    {"riksgenomsnitt", MDL_ORG_NATION},
    {"rikets", MDL_ORG_NATION},
    {"medel riket", MDL_ORG_NATION},
    {"rikssnitt", MDL_ORG_NATION},
    {"sverige", MDL_ORG_NATION},
    {"vägt medel", MDL_ORG_NATION},
    {"kommungenomsnitt", MDL_ORG_MEAN},
    {"kommunsnitt", MDL_ORG_MEAN},
    {"alla kommuner", MDL_ORG_MEAN},
    {"genomsnitt kommuner", MDL_ORG_MEAN},
    {"genomsnitt alla kommuner", MDL_ORG_MEAN},
    {"snitt kommuner", MDL_ORG_MEAN},
    {"medel kommuner", MDL_ORG_MEAN},
    {"medelvärde kommuner", MDL_ORG_MEAN},
    {"kommunerna i riket", MDL_ORG_MEAN},
    {"samtliga kommuner", MDL_ORG_MEAN},
    {"ovägt medel", MDL_ORG_MEAN},
    {"kommuner, ovägt", MDL_ORG_MEAN},
    {"länet", MDL_ORG_COUNTY},
    {"länssnitt", MDL_ORG_COUNTY},
    {"kommunerna i länet", MDL_ORG_COUNTY},
    {"länets", MDL_ORG_COUNTY},
    {"snitt länet", MDL_ORG_COUNTY},
    {"genomsnitt länet", MDL_ORG_COUNTY},
};

enum mdl_organisation mdl_organisation_of(struct aj_arena *arena, const char *name)
{
    const char *folded = mdl_fold(arena, name);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (!strncmp(folded, words[i].start, strlen(words[i].start)))
            return words[i].kind;
    const char *county = strstr(folded, " län");
    const char *after = county ? county + strlen(" län") + (county[strlen(" län")] == 's') : "";
    return county && (!*after || strchr(" ,(", *after)) ? MDL_ORG_COUNTY : MDL_ORG_SINGLE;
}
