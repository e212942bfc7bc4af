#include "cli/cli.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

/* A closed standard stream would give its number to the next file that is opened, and writing to the stream
 * would then land in that file. Opened for reading, writing to it fails as it should. */
static void hold_standard_streams(void)
{
    int fd;
    do {
        fd = open("/dev/null", O_RDONLY);
    } while (fd >= 0 && fd <= STDERR_FILENO);
    if (fd > STDERR_FILENO)
        close(fd);
}

int main(int argc, char **argv)
{
    hold_standard_streams();
    signal(SIGPIPE, SIG_IGN); /* a report is printed whole though nobody reads the summary */
    int status = cli_main(argc, argv, stdout, stderr);
    /* Whoever waits is told of the signal itself: a shell's loop stops at Ctrl-C. */
    if (status > CLI_STOPPED) {
        signal(status - CLI_STOPPED, SIG_DFL);
        raise(status - CLI_STOPPED);
    }
    return status;
}
