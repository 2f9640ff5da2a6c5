# Lets root run containers with Podman inside a container itself, as on many CI machines: there limits cannot be raised,
# control groups are half delegated, and there is no systemd. Needs runc. To be sourced:
#
#     . containers/podman-env.sh
#
# Images and containers are kept in PODMAN_HOME, apart from those of any other Podman of the machine.
export PODMAN_HOME="${PODMAN_HOME:-${TMPDIR:-/tmp}/visual-similarity-podman}"
mkdir -p "$PODMAN_HOME/tmp"

export CONTAINERS_CONF="$PODMAN_HOME/containers.conf"
cat > "$CONTAINERS_CONF" <<END
[containers]
default_ulimits = ["nofile=20000:20000", "nproc=20000:20000"]
netns = "host"

[engine]
cgroup_manager = "cgroupfs"
events_logger = "file"
runtime = "runc"
tmp_dir = "$PODMAN_HOME/tmp"

[engine.runtimes]
runc = ["/usr/sbin/runc", "/usr/bin/runc"]
END

export CONTAINERS_STORAGE_CONF="$PODMAN_HOME/storage.conf"
cat > "$CONTAINERS_STORAGE_CONF" <<END
[storage]
driver = "overlay"
graphroot = "$PODMAN_HOME/graph"
runroot = "$PODMAN_HOME/run"
END
