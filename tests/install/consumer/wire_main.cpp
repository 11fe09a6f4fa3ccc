// A study from files, run, and written as a report that is read again.
#include <lodestone/wire.hpp>

#include <cstdio>
#include <filesystem>
#include <vector>

using namespace lodestone;

int main(int argc, char** argv) {
  const std::vector<std::filesystem::path> files(argv + 1, argv + argc);
  const ValidStudy study = validate(read_study(files));
  RiskReport report = simulate(study).report();
  seal(report, study.study());

  const std::filesystem::path path = std::filesystem::path(argv[0]).concat(".pb");
  write_report(report, path);
  std::printf("%s\n", report.fingerprint.c_str());
  return read_report(path).fingerprint == report.fingerprint ? 0 : 1;
}
