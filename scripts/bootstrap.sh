#!/usr/bin/env bash
# Installs the Debian packages that building and testing need. Usage: scripts/bootstrap.sh [further packages...]
# When all are there it says so and asks nothing of the network.
set -euo pipefail

packages=(
  g++ clang libclang-rt-14-dev llvm cmake ninja-build pkg-config python3   # compilers, sanitizers, tools
  libtbb-dev libeigen3-dev libboost-dev libhwy-dev                         # the engine
  protobuf-compiler libprotobuf-dev                                        # the wire
  libnlopt-dev                                                             # calibration
  libcli11-dev libfmt-dev                                                  # the command
  libgtest-dev libgmock-dev                                                # the tests
  "$@"
)

missing=()
for package in "${packages[@]}"; do
  status=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $status == installed ]] || missing+=("$package")
done
if [[ ${#missing[@]} -eq 0 ]]; then
  echo "bootstrap: all ${#packages[@]} packages are installed"
  exit 0
fi

as_root=()
if [[ $(id -u) -ne 0 ]]; then
  if ! command -v sudo >/dev/null; then
    echo "bootstrap: missing ${missing[*]}. Run as root, or install sudo." >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "bootstrap: installing ${missing[*]}"
"${as_root[@]}" apt-get update -qq </dev/null
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" </dev/null >/dev/null
echo "bootstrap: done"
