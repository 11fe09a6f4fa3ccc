#include <lodestone/app/load_study.hpp>

#include <lodestone/wire/read_study.hpp>

#include <filesystem>
#include <utility>

namespace lodestone::app {

LoadedStudy load_study(const std::vector<std::string>& files, const Overrides& overrides) {
  const std::vector<std::filesystem::path> paths(files.begin(), files.end());
  Study study = read_study(paths);
  std::vector<std::string> notes = apply(overrides, study.simulation);
  return {validate(std::move(study)), std::move(notes)};
}

}  // namespace lodestone::app
