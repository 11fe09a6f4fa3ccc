/// The built command, run in a folder of its own.
#pragma once

#include <gtest/gtest.h>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace lodestone::app {

namespace fs = std::filesystem;

inline std::string contents(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

inline void write_file(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

struct Ended {
  int exit_code = -1;
  std::string out;
  std::string err;
};

/// A folder of its own for each test; removed with what is in it.
class Command : public ::testing::Test {
 protected:
  Command() {
    std::string pattern = (fs::temp_directory_path() / "lodestone command XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~Command() override { fs::remove_all(folder_); }

  std::string file(const std::string& name) const { return (folder_ / name).string(); }

  /// Names of the files that stand in the folder, sorted.
  std::set<std::string> files() const {
    std::set<std::string> names;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder_)) names.insert(entry.path().filename().string());
    return names;
  }

  /// Runs the command to its end; stdout goes to `out`, or to a file that is read back and removed.
  Ended lodestone(const std::vector<std::string>& words, const std::string& out = {}) const {
    const std::string out_file = out.empty() ? file(".out") : out;
    const std::string err_file = file(".err");
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, out_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, err_file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    std::vector<std::string> arguments = words;
    arguments.insert(arguments.begin(), LODESTONE_COMMAND);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    pid_t child = 0;
    EXPECT_EQ(posix_spawn(&child, LODESTONE_COMMAND, &actions, nullptr, pointers.data(), environ), 0);
    posix_spawn_file_actions_destroy(&actions);
    int state = 0;
    waitpid(child, &state, 0);
    Ended ended{WIFEXITED(state) ? WEXITSTATUS(state) : -WTERMSIG(state), out.empty() ? contents(out_file) : "",
                contents(err_file)};
    if (out.empty()) fs::remove(out_file);
    fs::remove(err_file);
    return ended;
  }

 private:
  fs::path folder_;
};

}  // namespace lodestone::app
