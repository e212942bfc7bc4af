"""
A Slurm of one machine in a folder of its own: munged, slurmctld and slurmd on loopback with ports of their own. Needs
root; touches nothing outside the folder, and stops what it started however the test ends.
"""
import os
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path

CONFIG = """ClusterName=prov
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmdPort={ports[1]}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={home}/munge.socket,cred_expire=5
CredType=cred/munge
StateSaveLocation={home}/state
SlurmdSpoolDir={home}/spool
SlurmctldPidFile={home}/slurmctld.pid
SlurmdPidFile={home}/slurmd.pid
SlurmctldLogFile={home}/slurmctld.log
SlurmdLogFile={home}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_min_interval=100000,batch_sched_delay=0
JobRequeue=1
KillWait=5
ReturnToService=2
MinJobAge=3600
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} RealMemory=2000 State=UNKNOWN
PartitionName=prov Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def free_ports(count):
    """So many ports that nobody listens on."""
    sockets = [socket.socket() for _ in range(count)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Cluster:
    def __init__(self, home, cpus):
        self.home = Path(home)
        self.daemons = []
        self.env = {**os.environ, "SLURM_CONF": str(self.home / "slurm.conf")}
        self.cpus = cpus

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def daemon(self, name, *arguments):
        """Starts a daemon in the foreground of a session of its own, so that it is ours to end."""
        log = open(self.home / f"{name}.out", "ab")  # closed with the process
        self.daemons.append(subprocess.Popen([f"/usr/sbin/{name}", *arguments], env=self.env, stdin=subprocess.DEVNULL,
                                             stdout=log, stderr=log, start_new_session=True))
        log.close()

    def start(self):
        for folder in ("state", "spool"):
            (self.home / folder).mkdir(parents=True)
        key = self.home / "munge.key"
        key.write_bytes(secrets.token_bytes(128))
        key.chmod(0o400)
        host = socket.gethostname().split(".")[0]
        (self.home / "slurm.conf").write_text(CONFIG.format(host=host, home=self.home, ports=free_ports(2), cpus=self.cpus), encoding="utf-8")
        self.daemon("munged", "--foreground", "--force", f"--socket={self.home}/munge.socket", f"--key-file={key}",
                    f"--pid-file={self.home}/munged.pid", f"--log-file={self.home}/munged.log", f"--seed-file={self.home}/munge.seed",
                    "--num-threads=1")
        self.wait_for("munged", lambda: (self.home / "munge.socket").exists())
        self.daemon("slurmctld", "-D", "-i")
        self.daemon("slurmd", "-D")
        self.wait_for("the node", lambda: self.call("sinfo", "-h", "-o", "%T") == "idle")

    def wait_for(self, what, is_there, seconds=60):
        end = time.monotonic() + seconds
        while not is_there():
            for daemon in self.daemons:
                if daemon.poll() is not None:
                    raise RuntimeError(f"{daemon.args[0]} ended with {daemon.returncode}\n{self.logs()}")
            if time.monotonic() > end:
                raise RuntimeError(f"waited {seconds} s for {what}\n{self.logs()}")
            time.sleep(0.05)

    def logs(self):
        return "\n".join(f"--- {log.name}\n" + "".join(log.read_text(errors="replace").splitlines(True)[-20:])
                         for log in sorted([*self.home.glob("*.log"), *self.home.glob("*.out")]))

    def call(self, *command, **more):
        """What a command of Slurm's prints; "" when it fails."""
        done = subprocess.run(command, env={**self.env, **more.pop("env", {})}, stdin=subprocess.DEVNULL, capture_output=True,
                              text=True, timeout=60, check=False, **more)
        return done.stdout.strip() if done.returncode == 0 else ""

    def states(self, job):
        """The state of each task of a job, by its number; of a job that is no array by its own."""
        lines = self.call("squeue", "-h", "-r", "-t", "all", "-j", str(job), "-o", "%i %T").splitlines()
        return dict(line.split() for line in lines)

    def has_ended(self, job):
        states = self.states(job).values()
        return bool(states) and not any(state in ("PENDING", "RUNNING", "COMPLETING", "CONFIGURING", "REQUEUED", "SUSPENDED", "STOPPED") for state in states)

    def stop(self):
        self.call("scancel", "--full", "-u", "root")
        for sign in (signal.SIGTERM, signal.SIGKILL):
            for daemon in reversed(self.daemons):  # slurmd first, munged last
                if daemon.poll() is None:
                    os.killpg(daemon.pid, sign)
                    try:
                        daemon.wait(timeout=10)
                    except subprocess.TimeoutExpired:
                        pass
        self.daemons = []
