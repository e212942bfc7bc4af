/*
 * measure RUNS COMMAND [ARGUMENT...]: runs the command RUNS times with its output thrown away and prints, for
 * each run, wall time and processor time in microseconds and peak memory in KiB. A small program of its own,
 * because a child counts the memory of the process it was split from.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static long long microseconds(struct timeval t)
{
    return t.tv_sec * 1000000LL + t.tv_usec;
}

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    for (int i = 0, runs = atoi(argv[1]); i < runs; i++) {
        long long start = now();
        pid_t child = fork();
        if (child < 0)
            return 1;
        if (child == 0) {
            int null = open("/dev/null", O_WRONLY);
            dup2(null, STDOUT_FILENO);
            dup2(null, STDERR_FILENO);
            execv(argv[2], argv + 2);
            _exit(127);
        }
        int status;
        struct rusage usage;
        if (wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) > 1)
            return 1;
        long long cpu = microseconds(usage.ru_utime) + microseconds(usage.ru_stime);
        printf("%lld %lld %ld\n", now() - start, cpu, usage.ru_maxrss);
    }
    return 0;
}
