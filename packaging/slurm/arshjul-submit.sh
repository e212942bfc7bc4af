#!/bin/bash
# arshjul-submit.sh INPUT OUTPUT [SHARDS [SBATCH-OPTION...]]: submits a batch as an array of SHARDS tasks (8), and a last
# job that starts when all of them have ended. Prints the numbers of both jobs. The folders must be on a file system that
# all nodes share.
set -eu

if [ $# -lt 2 ]; then
	echo "usage: ${0##*/} INPUT OUTPUT [SHARDS [SBATCH-OPTION...]]" >&2
	exit 2
fi
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
ARSHJUL_INPUT=$(realpath -e -- "$1")
mkdir -p -- "$2"
ARSHJUL_OUTPUT=$(realpath -e -- "$2")
export ARSHJUL_INPUT ARSHJUL_OUTPUT
shards=${3:-8}
shift $(($# < 3 ? $# : 3))
array=$(sbatch --parsable --array="1-$shards" "$@" "$here/arshjul-array.sh")
finish=$(sbatch --parsable --dependency="afterany:${array%%;*}" "$@" "$here/arshjul-finish.sh")
echo "${array%%;*} ${finish%%;*}"
