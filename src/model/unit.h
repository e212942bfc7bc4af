/*
 * Units of figures. A unit has a dimension, a text that two like units share, and an exact scale to that
 * dimension's base unit: tkr is 1000 of "kr", procent 1/100 of "" (a plain number), "kr/invånare" is of
 * "kr/person". What is not known is a dimension of its own, named by its text ("index 1–100").
 */
#ifndef MDL_UNIT_H
#define MDL_UNIT_H

#include "base/rat.h"

/* What Swedish needs to speak of a change: the kinds of the authoring vocabulary's `slag`. */
enum mdl_slag { MDL_TAL, MDL_INDEX, MDL_TID, MDL_RANG, MDL_ANTAL, MDL_STYRKA };

struct mdl_unit {
    const char *name;       /* as printed in a table: "tkr", "procent", "index 1–100"; "" if none */
    const char *one, *many; /* after a figure in prose: "dag", "dagar"; NULL where nothing is said */
    const char *dimension;  /* equal texts are like units */
    struct aj_rat scale;    /* one unit in the dimension's base unit */
    enum mdl_slag slag;
    bool percent; /* procent: a difference between two is in procentenheter */
};

/* The unit that `text` names ("tkr", "%", "kr per invånare", "antal/1000 inv"). False when it is not known.
 */
bool mdl_unit_known(struct aj_arena *arena, const char *text, struct mdl_unit *out);

/* The same as prose wants it: "miljoner kronor" and "miljarder kronor" keep their words. */
bool mdl_unit_spoken(struct aj_arena *arena, const char *text, struct mdl_unit *out);

/* As mdl_unit_known, and an unknown text becomes a unit of its own, an empty one the plain number. */
struct mdl_unit mdl_unit_any(struct aj_arena *arena, const char *text);

/* The unit that an author asks for of figures in `own`: a known one, or their own by its text. False when
 * it is neither. */
bool mdl_unit_of(struct aj_arena *arena, const char *text, const struct mdl_unit *own, struct mdl_unit *out);

/* Whether figures of the two may be added and compared. */
bool mdl_unit_like(const struct mdl_unit *a, const struct mdl_unit *b);

/* The known unit that an unknown text probably meant, or NULL. */
const char *mdl_unit_meant(const char *text);

/* The unit of a difference between two figures: procent gives procentenheter, the others themselves. */
struct mdl_unit mdl_unit_difference(struct aj_arena *arena, const struct mdl_unit *unit);

/* The name of what has this dimension in base units, where a formula's result declares no unit. */
struct mdl_unit mdl_unit_base(struct aj_arena *arena, const char *dimension);

/*
 * A name made ready for comparison: lower case, runs of space one space, every dash a hyphen, no full stop or
 * colon at the end.
 */
const char *mdl_fold(struct aj_arena *arena, const char *text);

#endif
