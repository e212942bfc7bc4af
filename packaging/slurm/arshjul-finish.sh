#!/bin/bash
# The last job of a batch, when all shards have ended in whatever way: goes over the whole batch once more, which prints
# what a lost shard has left and tells of every report that cannot be printed, and writes the list of all documents.
# The same variables as of arshjul-array.sh.
#SBATCH --job-name=arshjul-finish
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=arshjul-finish-%j.log
set -u

if [ -z "${ARSHJUL_INPUT:-}" ] || [ -z "${ARSHJUL_OUTPUT:-}" ]; then
	echo "arshjul-finish: ARSHJUL_INPUT and ARSHJUL_OUTPUT must be set" >&2
	exit 2
fi
program=${ARSHJUL:-arshjul}
# shellcheck disable=SC2086 # the options are words
"$program" build -j "${SLURM_CPUS_PER_TASK:-1}" -o "$ARSHJUL_OUTPUT" ${ARSHJUL_OPTIONS:-} "$ARSHJUL_INPUT"
status=$?
"$program" index "$ARSHJUL_OUTPUT" || status=$?
printf 'arshjul-finish: %d documents, %d not printed\n' \
	"$(find "$ARSHJUL_OUTPUT" -name '*.pdf' | wc -l)" "$(find "$ARSHJUL_OUTPUT" -name '*.failed.json' | wc -l)" >&2
exit "$status"
