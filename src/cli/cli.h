/*
 * Command line. Enters: arguments. Leaves: answers on `out`, findings on `err`, an exit status. The commands
 * and options stand in one table (options.c), from which --help is printed.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include <stdio.h>

enum cli_exit {
    CLI_OK = 0,        /* all went well; every report was printed */
    CLI_WRONG = 1,     /* something is wrong in an input, or an output could not be written */
    CLI_USAGE = 2,     /* the command itself is wrong */
    CLI_FAULT = 3,     /* a fault of the program, or out of memory */
    CLI_STOPPED = 128, /* and the number of the signal that stopped it */
};

/* Runs one command and returns its enum cli_exit, or CLI_STOPPED and a signal's number. `argv` may be
 * reordered; it ends with NULL. */
int cli_main(int argc, char **argv, FILE *out, FILE *err);

#endif
