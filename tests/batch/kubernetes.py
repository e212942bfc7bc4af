"""
The manifests of packaging/kubernetes: read strictly (no key twice, none that a Job does not have, each value of its
type), held against the "restricted" Pod Security Standard, and their command lines run here for each index.
"""
import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from harness import TOP, run  # noqa: E402

FOLDER = TOP / "packaging/kubernetes"

LABELS = {"*": str}
SECURITY = {"runAsNonRoot": bool, "runAsUser": int, "runAsGroup": int, "seccompProfile": {"type": str}}
POD = {
    "restartPolicy": str, "automountServiceAccountToken": bool, "enableServiceLinks": bool, "terminationGracePeriodSeconds": int,
    "securityContext": {**SECURITY, "fsGroup": int, "fsGroupChangePolicy": str},
    "containers": [{
        "name": str, "image": str, "imagePullPolicy": str, "command": [str], "args": [str], "env": [{"name": str, "value": str}],
        "resources": {"requests": LABELS, "limits": LABELS},
        "securityContext": {**SECURITY, "allowPrivilegeEscalation": bool, "readOnlyRootFilesystem": bool, "capabilities": {"drop": [str]}},
        "volumeMounts": [{"name": str, "mountPath": str, "readOnly": bool}],
    }],
    "volumes": [{"name": str, "persistentVolumeClaim": {"claimName": str, "readOnly": bool}, "emptyDir": {"sizeLimit": str}}],
}
JOB = {
    "apiVersion": str, "kind": str, "metadata": {"name": str, "labels": LABELS},
    "spec": {
        "completionMode": str, "completions": int, "parallelism": int, "backoffLimit": int, "backoffLimitPerIndex": int,
        "maxFailedIndexes": int, "activeDeadlineSeconds": int, "ttlSecondsAfterFinished": int,
        "podFailurePolicy": {"rules": [{"action": str, "onPodConditions": [{"type": str, "status": str}],
                                        "onExitCodes": {"containerName": str, "operator": str, "values": [int]}}]},
        "template": {"metadata": {"labels": LABELS}, "spec": POD},
    },
}


class Strict(yaml.SafeLoader):
    """A key that stands twice is a fault, as for the server's strict reading."""


def mapping(loader, node):
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = {key for key in keys if keys.count(key) > 1}
    if twice:
        raise yaml.YAMLError(f"line {node.start_mark.line + 1}: twice: {', '.join(map(str, twice))}")
    return {key: loader.construct_object(value, deep=True) for key, (_, value) in zip(keys, node.value)}


Strict.add_constructor("tag:yaml.org,2002:map", mapping)


def misfits(value, schema, where="job"):
    """What of a value does not fit a schema, one line each."""
    if isinstance(schema, dict):
        if not isinstance(value, dict):
            return [f"{where} is no mapping"]
        faults = []
        for key, part in value.items():
            known = schema.get(key, schema.get("*"))
            faults += misfits(part, known, f"{where}.{key}") if known else [f"{where} has no {key}"]
        return faults
    if isinstance(schema, list):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        return [fault for i, part in enumerate(value) for fault in misfits(part, schema[0], f"{where}[{i}]")]
    return [] if type(value) is schema else [f"{where} is {type(value).__name__}, not {schema.__name__}"]


def restricted(pod):
    """What the standard "restricted" would refuse, and what our own rules add."""
    faults = []
    if pod["securityContext"].get("runAsNonRoot") is not True or pod["securityContext"].get("runAsUser", 0) == 0:
        faults.append("the pod may run as root")
    if pod["securityContext"].get("seccompProfile") != {"type": "RuntimeDefault"}:
        faults.append("no seccomp profile")
    for one in pod["containers"]:
        own = one["securityContext"]
        if own.get("allowPrivilegeEscalation") is not False or own.get("capabilities") != {"drop": ["ALL"]}:
            faults.append("privileges are not dropped")
        if own.get("readOnlyRootFilesystem") is not True:
            faults.append("the root file system can be written")
        if set(one["resources"]["limits"]) != {"cpu", "memory", "ephemeral-storage"}:
            faults.append("not every resource has its limit")
        mounts = {mount["name"]: mount for mount in one["volumeMounts"]}
        if set(mounts) != {volume["name"] for volume in pod["volumes"]}:
            faults.append("mounts and volumes differ")
        if mounts["input"].get("readOnly") is not True:
            faults.append("the input can be written")
    if pod["automountServiceAccountToken"]:
        faults.append("the pod gets a token of the cluster")
    return faults


def command_of(job, places):
    """The container's command line with its mount paths put elsewhere, and its environment."""
    container = job["spec"]["template"]["spec"]["containers"][0]
    scripts = container["command"][:2] == ["/bin/sh", "-c"]
    places = {name: shlex.quote(str(place)) if scripts else str(place) for name, place in places.items()}
    line = [re.sub(r"(?<![\w./])/(input|output|tmp)(?![\w/])", lambda m: places[m.group(1)], part) for part in container["command"]]
    return line, {one["name"]: one["value"] for one in container["env"]}


def files_of(folder):
    """Those of documents; the list of them all is made anew by each whole run."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*")
            if path.is_file() and len(path.relative_to(folder).parts) == 3}


def run_indexes(job, program, batch, scratch):
    """Runs each index, then the whole in one run; None when both have written the same files."""
    tools = scratch / "bin"
    tools.mkdir()
    (tools / "arshjul").symlink_to(program)
    shares = []
    for index in range(job["spec"]["completions"]):
        line, env = command_of(job, {"input": batch, "output": scratch / "sharded", "tmp": scratch / "tmp"})
        env.update({"JOB_COMPLETION_INDEX": str(index), "PATH": f"{tools}:{os.environ['PATH']}"})
        before = len(list((scratch / "sharded").rglob("*.json"))) if index else 0
        done = run(line, env=env)
        if done.status not in (0, 1):
            return f"index {index} ends with {done.status}\n{done.err}"
        shares.append(len(list((scratch / "sharded").rglob("*.json"))) - before)
    run([program, "build", "-o", scratch / "whole", batch])
    whole, sharded = files_of(scratch / "whole"), files_of(scratch / "sharded")
    if not whole or whole != sharded:
        return f"{len(whole)} files in one run, {len(sharded)} of the indexes; different: " + ", ".join(
            sorted(name for name in whole.keys() | sharded.keys() if whole.get(name) != sharded.get(name))[:9])
    if min(shares) == 0 or max(shares) > 2 * sum(shares) / len(shares):
        return f"the indexes wrote {shares} records"
    return None


def cases(tally, program, batch, scratch):
    """All cases; `batch` is a folder of reports, `scratch` an empty folder."""
    jobs = {}
    for name in ("job", "finish"):
        jobs[name] = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), Loader=Strict)
        faults = misfits(jobs[name], JOB)
        if jobs[name]["kind"] != "Job" or jobs[name]["apiVersion"] != "batch/v1":
            faults.append("it is no batch/v1 Job")
        tally.case(f"{name}.yaml is a Job", "\n".join(faults) or None)
        tally.case(f"{name}.yaml is restricted", "\n".join(restricted(jobs[name]["spec"]["template"]["spec"])) or None)
    spec = jobs["job"]["spec"]
    _, env = command_of(jobs["job"], {"input": "", "output": "", "tmp": ""})
    right = (spec["completionMode"] == "Indexed" and env["SHARDS"] == str(spec["completions"]) and spec["parallelism"] <= spec["completions"]
             and spec["maxFailedIndexes"] <= spec["completions"])
    tally.case("an index for each shard", None if right else f"{spec['completions']} completions, SHARDS={env['SHARDS']}")
    tally.case("each index prints its shard, all together the batch", run_indexes(jobs["job"], program, batch, scratch))
    shutil.rmtree(scratch / "sharded", ignore_errors=True)
