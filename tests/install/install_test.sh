#!/usr/bin/env bash
# Installs a build into a prefix with a space in it and uses it as strangers do.
# Usage: install_test.sh CASE BUILD_DIR SOURCE_DIR COMPILER CMAKE [SHARED_LIBRARY]
set -euo pipefail
case_name=$1 build_dir=$2 source_dir=$3 compiler=$4 cmake=$5 shared_library=${6-}

here=$source_dir/tests/install
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix="$work/a prefix"

install_component() {
  "$cmake" --install "$build_dir" --prefix "$prefix" --component "$1" >/dev/null
}

# build_by_cmake COMPONENT SOURCE EXTRA...: builds the consumer by find_package and leaves it in "$work/by cmake".
build_by_cmake() {
  local component=$1 source=$2
  shift 2
  "$cmake" -S "$here/consumer" -B "$work/by cmake" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_PREFIX_PATH="$prefix" \
    -DCOMPONENT="$component" -DSOURCE="$source" "$@"
  "$cmake" --build "$work/by cmake"
}

# run_by_pkg_config PACKAGE SOURCE ARGUMENT...: builds the consumer by pkg-config and runs it.
run_by_pkg_config() {
  local package=$1 source=$2 folder flags
  shift 2
  folder=$(dirname "$(find "$prefix" -name "$package.pc")")
  flags=$(PKG_CONFIG_PATH=$folder pkg-config --cflags --libs "$package")
  eval "\"$compiler\" -std=c++20 \"$source\" -o \"$work/by pkg-config\" $flags"  # pkg-config quotes for the shell
  LD_LIBRARY_PATH=$(dirname "$folder") "$work/by pkg-config" "$@"
}

case $case_name in
  engine)
    install_component engine
    if grep -rnE 'google::protobuf|google/protobuf|tbb|Eigen|hwy' "$prefix/include"; then
      echo "an installed header of the engine shows what it is built with" >&2
      exit 1
    fi
    build_by_cmake engine "$here/consumer/main.cpp" -DCMAKE_DISABLE_FIND_PACKAGE_Protobuf=ON --no-warn-unused-cli -DCMAKE_CXX_FLAGS="-Wall -Wpedantic -Werror"
    "$work/by cmake/consumer"
    run_by_pkg_config lodestone-engine "$here/consumer/main.cpp"
    ;;
  wire)
    install_component engine
    install_component wire
    test -f "$prefix/share/lodestone/proto/lodestone/v1/study.proto"
    if grep -rnE 'google::protobuf|google/protobuf' "$prefix/include"; then
      echo "an installed header of the wire shows Protobuf" >&2
      exit 1
    fi
    build_by_cmake wire "$here/consumer/wire_main.cpp" -DCMAKE_CXX_FLAGS="-Wall -Wpedantic -Werror"
    "$work/by cmake/consumer" "$source_dir"/examples/smallest/*.textproto
    run_by_pkg_config lodestone-wire "$here/consumer/wire_main.cpp" "$source_dir"/examples/smallest/*.textproto
    ;;
  calibration)
    install_component engine
    install_component calibration
    if grep -rnE 'nlopt|Eigen(::|/)|boost' "$prefix/include"; then
      echo "an installed header of calibration shows what it is built with" >&2
      exit 1
    fi
    build_by_cmake calibration "$here/consumer/calibration_main.cpp" -DCMAKE_CXX_FLAGS="-Wall -Wpedantic -Werror"
    "$work/by cmake/consumer"
    run_by_pkg_config lodestone-calibration "$here/consumer/calibration_main.cpp"
    ;;
  command)
    install_component command
    "$prefix/bin/lodestone" --version
    ;;
  shared)
    symbols=$(nm -DC --defined-only "$shared_library" | grep -E ' [TBD] ')
    if grep -vE ' [TBD] lodestone::' <<<"$symbols"; then
      echo "the shared library shows what is not ours" >&2
      exit 1
    fi
    ;;
  subproject)
    parent="$work/a parent"
    mkdir -p "$parent/lodestone"
    cp "$here/subproject/CMakeLists.txt" "$parent"
    cp -r "$source_dir"/{CMakeLists.txt,cmake,engine,calibration,proto} "$parent/lodestone"
    "$cmake" -S "$parent" -B "$work/a build" -G Ninja -DCMAKE_CXX_COMPILER="$compiler" -DCONSUMER="$here/consumer/main.cpp" \
      -DCMAKE_CXX_FLAGS="-Wall -Wpedantic -Werror"
    "$cmake" --build "$work/a build" --target consumer lodestone_base
    ;;
  *)
    echo "no such case: $case_name" >&2
    exit 1
    ;;
esac
