#!/usr/bin/env bash
# Installs what is missing, builds, and runs the tests. Usage: scripts/test.sh [--all]
#   (nothing)  g++: everything but the convergence tests; clang++: the engine and its command, and the same bits as g++;
#              clang++ AddressSanitizer and UndefinedBehaviorSanitizer: tests labelled core; ThreadSanitizer: threads.
#   --all      all tests on both compilers and under both sanitizers, the convergence tests, clang-tidy.
# Ends with "N passed, N failed", summed over the stages; a build that breaks is one failure. Logs are in build/<stage>/.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

all=false
clang=clang_engine  # calibration, 30 % of the build, has no bits to compare
case "${1-}" in
  "") ;;
  --all) all=true clang=clang ;;
  *) echo "usage: scripts/test.sh [--all]" >&2; exit 2 ;;
esac

jobs=$(nproc)
passed=0
failed=0

fail() {
  failed=$((failed + 1))
  echo "   FAILED: $1"
}

# stage NAME COMMAND...: runs a stage and prints the time it took.
stage() {
  local name=$1 start=$SECONDS
  shift
  echo "== $name"
  "$@"
  echo "   $((SECONDS - start)) s"
}

# build PRESET TARGET...
build() {
  local preset=$1 log=build/$1/build.log
  shift
  mkdir -p "build/$preset"
  if ! { cmake --preset "$preset" && cmake --build --preset "$preset" -j "$jobs" --target "$@"; } >"$log" 2>&1; then
    tail -n 60 "$log"
    fail "building $* with preset $preset (all of it: $log)"
    return 1
  fi
  echo "   built $* with preset $preset"
}

# run_tests PRESET CTEST_ARGUMENT...: adds ctest's own counts to ours; shows the output of the tests that failed.
run_tests() {
  local preset=$1 log=build/$1/test.log summary
  shift
  ctest --test-dir "build/$preset" -j "$jobs" --no-tests=error --output-on-failure "$@" >"$log" 2>&1
  summary=$(grep -E '^[0-9]+% tests passed, [0-9]+ tests failed out of [0-9]+$' "$log")
  if [[ ! $summary =~ ,\ ([0-9]+)\ tests\ failed\ out\ of\ ([0-9]+)$ ]]; then
    tail -n 60 "$log"
    fail "ctest did not finish in build/$preset (all of it: $log)"
    return 1
  fi
  failed=$((failed + BASH_REMATCH[1]))
  passed=$((passed + BASH_REMATCH[2] - BASH_REMATCH[1]))
  [[ ${BASH_REMATCH[1]} -eq 0 ]] || grep -vE ' (Passed|Start) +|^ +Start +[0-9]+:' "$log"
  echo "   $summary"
}

build_and_test() {
  local preset=$1 target=$2
  shift 2
  build "$preset" "$target" && run_tests "$preset" "$@"
}

# same_bits EXAMPLE: the report that the tests of g++ left behind, against a run of clang++'s command with the same paths.
same_bits() {
  local example=$1 report=build/$clang/$1.pb of_gcc of_clang
  of_gcc=$(build/release/lodestone show --fingerprint "build/release/tests/$example.pb") &&
    "build/$clang/lodestone" run "examples/$example"/*.textproto --paths 4000 -o "$report" >"build/$clang/$example.log" 2>&1 &&
    of_clang=$("build/$clang/lodestone" show --fingerprint "$report") ||
    { fail "running examples/$example with both compilers"; return; }
  if [[ -n $of_gcc && $of_gcc == "$of_clang" ]]; then
    passed=$((passed + 1))
    echo "   examples/$example: $of_gcc from both compilers"
  else
    fail "examples/$example: g++ gives $of_gcc, clang++ $of_clang"
  fi
}

both_compilers() {
  if $all; then
    build_and_test clang all
  else
    build "$clang" lodestone
  fi
  same_bits smallest
  same_bits ree_desk
}

packages() {
  scripts/bootstrap.sh "$@" || fail "installing packages"
}

tidy() {
  local log=build/clang/tidy.log
  if find engine calibration -name '*.cpp' -print0 | xargs -0 -P "$jobs" -n 1 clang-tidy -p build/clang --quiet >"$log" 2>&1; then
    passed=$((passed + 1))
  else
    grep -E 'warning:|error:' "$log" | sort -u | head -n 60
    fail "clang-tidy (all of it: $log)"
  fi
}

if $all; then
  stage "packages" packages clang-tidy
  stage "g++: all tests" build_and_test release all
  stage "clang++: all tests, and the bits of g++" both_compilers
  stage "clang++ with AddressSanitizer and UndefinedBehaviorSanitizer: all tests" build_and_test asan all -LE convergence
  stage "clang++ with ThreadSanitizer: all tests" build_and_test tsan all -LE convergence
  stage "clang-tidy" tidy
else
  stage "packages" packages
  stage "g++: tests" build_and_test release all -LE convergence
  stage "clang++: the bits of g++" both_compilers
  stage "clang++ with AddressSanitizer and UndefinedBehaviorSanitizer: core tests" build_and_test asan core_tests -L core
  stage "clang++ with ThreadSanitizer: tests with threads" build_and_test tsan threads_tests -L threads
fi

echo "$SECONDS s in all"
echo "$passed passed, $failed failed"
[[ $failed -eq 0 ]]
