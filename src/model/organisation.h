/* Whose figures a heading names: a single organisation, or an average over several. */
#ifndef MDL_ORGANISATION_H
#define MDL_ORGANISATION_H

#include "base/arena.h"

enum mdl_organisation {
    MDL_ORG_SINGLE,  /* a municipality or another organisation by its name; the report's own where none is
                        named */
    MDL_ORG_SIMILAR, /* "Liknande kommuner" */
    MDL_ORG_NATION,  /* the nation, weighted by size: "Riket", "Rikssnitt" */
    MDL_ORG_MEAN,    /* the unweighted mean of all municipalities: "Kommungenomsnitt" */
    MDL_ORG_COUNTY   /* a county's: "Västra Götalands län", "Länet" */
};

/* What a column's or row's words name. */
enum mdl_organisation mdl_organisation_of(struct aj_arena *arena, const char *name);

#endif
