/* How long things take. What the time of day is, nothing that is printed may depend on. */
#ifndef AJ_CLOCK_H
#define AJ_CLOCK_H

#include <stdint.h>

/* Now, in nanoseconds of a clock that only runs forward and begins anywhere. */
int64_t aj_now(void);

#endif
