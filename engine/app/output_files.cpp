#include <lodestone/app/output_files.hpp>

#include <unistd.h>

#include <filesystem>

namespace lodestone::app {

void check_output_file(const std::string& option, const std::string& file, const std::vector<std::string>& inputs,
                       std::vector<Violation>& faults) {
  namespace fs = std::filesystem;
  const fs::path path(file);
  const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
  std::error_code error;
  if (fs::is_directory(path, error))
    faults.push_back({option, show(std::string_view(file)), "must name a file, not a folder", "Add a file name."});
  else if (!fs::is_directory(folder, error))
    faults.push_back({option, show(std::string_view(file)), "must lie in a folder that exists", "Make the folder first."});
  else if (access(folder.c_str(), W_OK) != 0)
    faults.push_back(
        {option, show(std::string_view(file)), "must lie in a folder that can be written to", "Choose another folder."});
  for (const std::string& input : inputs)
    if (fs::equivalent(path, input, error))
      faults.push_back({option, show(std::string_view(file)), "must not be one of the input files", "Choose another name."});
}

}  // namespace lodestone::app
