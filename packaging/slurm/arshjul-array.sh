#!/bin/bash
# One task of an array job: prints its shard of a batch. arshjul-submit.sh submits it; by hand:
#   ARSHJUL_INPUT=/share/input ARSHJUL_OUTPUT=/share/output sbatch --array=1-8 arshjul-array.sh
# A task that is started again prints what is not yet printed. ARSHJUL_OPTIONS: further options of arshjul build.
#SBATCH --job-name=arshjul
#SBATCH --array=1-8
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=2
#SBATCH --mem=1G
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --open-mode=append
#SBATCH --output=arshjul-%A_%a.log
# 90 seconds before the time limit the task is told to stop.
#SBATCH --signal=B:USR1@90
set -u

say() {
	printf '%s: %s\n' "arshjul-array" "$*" >&2
}

input=${ARSHJUL_INPUT:-} output=${ARSHJUL_OUTPUT:-}
if [ -z "$input" ] || [ -z "$output" ] || [ -z "${SLURM_ARRAY_TASK_ID:-}" ]; then
	say "ARSHJUL_INPUT and ARSHJUL_OUTPUT must be set, and the job be an array: --array=1-N"
	exit 2
fi

# Only an array 1-N covers the batch. Some of its tasks alone: ARSHJUL_SHARDS tells how many there are in all.
shards=${ARSHJUL_SHARDS:-$SLURM_ARRAY_TASK_COUNT}
if [ -z "${ARSHJUL_SHARDS:-}" ] && { [ "$SLURM_ARRAY_TASK_MIN" -ne 1 ] || [ "$SLURM_ARRAY_TASK_MAX" -ne "$shards" ]; }; then
	say "the array is not 1-N; set ARSHJUL_SHARDS to the number of shards to run some of them only"
	exit 2
fi

# Back into the queue, three times at most: what is printed stays printed.
again() {
	say "$1"
	if [ "${SLURM_RESTART_COUNT:-0}" -ge 3 ]; then
		say "started four times already; no more"
		return
	fi
	scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID" && sleep 60 # Slurm ends the task meanwhile
}

say "shard $SLURM_ARRAY_TASK_ID/$shards on $(hostname), start $((${SLURM_RESTART_COUNT:-0} + 1))"
why=
trap 'why=limit; kill -TERM "$child" 2>/dev/null' USR1
trap 'why=stop; kill -TERM "$child" 2>/dev/null' TERM INT
# shellcheck disable=SC2086 # the options are words
"${ARSHJUL:-arshjul}" build --shard "$SLURM_ARRAY_TASK_ID/$shards" -j "${SLURM_CPUS_PER_TASK:-1}" -o "$output" \
	${ARSHJUL_OPTIONS:-} "$input" &
child=$!
wait "$child"
status=$?
# A trapped signal ends the first wait; the program then stops by itself.
while kill -0 "$child" 2>/dev/null; do
	wait "$child"
	status=$?
done
case $why in
limit) again "the time limit is near" ;;
'') [ "$status" -lt 128 ] || again "killed by signal $((status - 128))" ;;
esac
say "ends with $status"
exit "$status"
